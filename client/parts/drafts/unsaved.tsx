import type { AutosaveCard } from '../../../src/autosave.ts'
import { paths } from '../../../src/paths.ts'
import { since } from '../project-form/autosave/since.ts'
import { Question } from './question.tsx'

type Props = { autosaves: AutosaveCard[]; owner: string; now: number }

/** New projects and changes to saved ones: opened, each can be gone on with. */
export function UnsavedList({ autosaves, owner, now }: Props) {
  if (autosaves.length === 0) return null
  return (
    <section className="draft-list" aria-labelledby="unsaved">
      <h2 id="unsaved">Not saved yet</h2>
      <ul>
        {autosaves.map(card => (
          <Unsaved key={card.id} card={card} owner={owner} now={now} />
        ))}
      </ul>
    </section>
  )
}

function Unsaved({ card, owner, now }: { card: AutosaveCard; owner: string; now: number }) {
  const { id, revision, project, summary, beginning, files, updated } = card
  const address = project ? paths.editProject({ owner, id: project.id }) : paths.createFrom(card)
  const title = card.title.trim() || project?.title || 'Untitled'
  const words = shortened(summary) || shortened(beginning)
  return (
    <li>
      <div className="draft-text">
        <p className="draft-title">
          <a href={address}>{title}</a>
          {project && <span className="tag">Unsaved changes</span>}
        </p>
        {words && <p>{words}</p>}
        <p className="hint">
          Kept <time dateTime={updated}>{since(updated, now)}</time>
          {files > 0 && `, with ${filesOf(files)}`}
        </p>
      </div>
      <Question
        fields={{ action: 'discard', id, revision }}
        ask="Discard"
        about={`${title}, kept ${since(updated, now)}`}
        answer={project ? 'Discard the changes' : 'Discard it'}
      >
        {project
          ? 'What you changed and have not saved is gone then. What is saved stays as it is.'
          : 'It has never been saved: all you typed and uploaded for it is gone then.'}
      </Question>
    </li>
  )
}

const most = 140

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= most ? line : `${line.slice(0, most).replace(/\s\S*$/, '')}…`
}

export const filesOf = (count: number) => (count === 1 ? 'one file' : `${count} files`)
