import type { DeletedProject } from '../../../src/deleted-project.ts'
import { formatDay } from '../../../src/format.ts'
import { paths } from '../../../src/paths.ts'
import type { Project } from '../../../src/project.ts'
import { DraftsForm } from './question.tsx'

/** What has just happened to one of them. */
export type News =
  | { kind: 'deleted'; project: DeletedProject }
  | { kind: 'restored'; project: Project; formerId: string }
  | { kind: 'gone'; what: 'project' | 'draft' }

export function NewsNotice({ news }: { news: News | null }) {
  if (!news) return null
  return (
    <div className="notice news">
      {news.kind === 'deleted' && <JustDeleted project={news.project} />}
      {news.kind === 'restored' && <JustRestored {...news} />}
      {news.kind === 'gone' && (
        <p>{news.what === 'project' ? 'The project is gone for good.' : 'The draft is discarded.'}</p>
      )}
    </div>
  )
}

function JustDeleted({ project: { number, title, until } }: { project: DeletedProject }) {
  return (
    <>
      <p>
        {title} is deleted. You can restore it until {formatDay(until)}.
      </p>
      <DraftsForm fields={{ action: 'restore', number }}>
        <button type="submit" className="button small">
          Undo
        </button>
      </DraftsForm>
    </>
  )
}

const states = {
  published: 'is back, for everybody to see',
  draft: 'is back among your drafts',
  hidden: 'is back, and still hidden',
}

function JustRestored({ project, formerId }: { project: Project; formerId: string }) {
  const { owner, id, title, status } = project
  return (
    <p>
      <a href={paths.project({ owner: owner.username, id })}>{title}</a> {states[status]}
      {id === formerId ? '.' : `, at the address ${id}: another of your projects is at ${formerId} by now.`}
    </p>
  )
}
