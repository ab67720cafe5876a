import { paths } from '../../../src/paths.ts'
import type { Project } from '../../../src/project.ts'

export function FormHeader({ project }: { project: Project | null }) {
  return (
    <header className="form-header">
      <h1>{project ? `Edit ${project.title}` : 'New project'}</h1>
      <p className="hint">
        {project
          ? 'Readers see your changes once you have saved them. Until then they are kept as you type.'
          : 'Kept among your drafts as you type. Files are uploaded while you write.'}
      </p>
    </header>
  )
}

/** For who comes back to what has been saved or discarded since. */
export function GoneNotice() {
  return (
    <div className="notice begun">
      <p>
        What was begun here is not kept any more: it has been saved as a project, or discarded. Below you
        begin anew; <a href={paths.drafts}>your drafts</a> hold all that waits.
      </p>
    </div>
  )
}
