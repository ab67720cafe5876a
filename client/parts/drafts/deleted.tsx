import type { DeletedProject } from '../../../src/deleted-project.ts'
import { formatDay, formatSize } from '../../../src/format.ts'
import { since } from '../project-form/autosave/since.ts'
import { DraftsForm, Question } from './question.tsx'
import { filesOf } from './unsaved.tsx'

/** What can still be brought back, or be gone before its time. */
export function DeletedList({ deleted, now }: { deleted: DeletedProject[]; now: number }) {
  if (deleted.length === 0) return null
  return (
    <section className="draft-list" aria-labelledby="deleted">
      <h2 id="deleted">Deleted projects</h2>
      <p className="hint">Only you see them. Until they are gone for good they count towards your space.</p>
      <ul>
        {deleted.map(project => (
          <Deleted key={project.number} project={project} now={now} />
        ))}
      </ul>
    </section>
  )
}

function Deleted({ project, now }: { project: DeletedProject; now: number }) {
  const { number, title, status, files, size, deleted, until } = project
  return (
    <li>
      <div className="draft-text">
        <p className="draft-title">
          <strong>{title}</strong>
          {status !== 'published' && <span className="tag">{status === 'draft' ? 'Draft' : 'Hidden'}</span>}
        </p>
        <p className="hint">
          Deleted <time dateTime={deleted}>{since(deleted, now)}</time>
          {files > 0 && `, with ${filesOf(files)} (${formatSize(size)})`}. You can restore it until{' '}
          <time dateTime={until}>{formatDay(until)}</time>.
        </p>
      </div>
      <DraftsForm fields={{ action: 'restore', number }}>
        <button type="submit" className="button small" aria-label={`Restore ${title}`}>
          Restore
        </button>
      </DraftsForm>
      <Question
        fields={{ action: 'end', number }}
        ask="Delete for good now"
        about={title}
        answer="Delete it for good"
      >
        {title} is gone then, with its pictures and files. Nobody can bring it back.
      </Question>
    </li>
  )
}
