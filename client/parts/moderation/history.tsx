import type { AccountNote, AuditAction, AuditEntry } from '../../../src/moderation.ts'
import { since } from '../project-form/autosave/since.ts'

export function Notes({ notes, now }: { notes: AccountNote[]; now: number }) {
  if (notes.length === 0) return <p className="hint">Nobody has noted anything yet.</p>
  return (
    <ul className="history">
      {notes.map(({ number, words, by, at }) => (
        <li key={number}>
          <p className="report-words">{words}</p>
          <p className="hint">
            {by}, <time dateTime={at}>{since(at, now)}</time>
          </p>
        </li>
      ))}
    </ul>
  )
}

type EntriesProps = { entries: AuditEntry[]; username: string; now: number }

/** The log, which nobody can change. */
export function Entries({ entries, username, now }: EntriesProps) {
  if (entries.length === 0) return <p className="hint">Nothing yet.</p>
  return (
    <ul className="history">
      {entries.map(entry => (
        <li key={entry.number}>
          <p>{toldOf(entry, username)}</p>
          {entry.words && <p className="report-words">{entry.words}</p>}
          <p className="hint">
            <time dateTime={entry.at}>{since(entry.at, now)}</time>
          </p>
        </li>
      ))}
    </ul>
  )
}

const told: Record<AuditAction, (what: string) => string> = {
  'hide project': what => `hid ${what}`,
  'restore project': what => `restored ${what}`,
  suspend: what => `suspended ${what}`,
  'lift suspension': what => `lifted the suspension of ${what}`,
  'write note': what => `wrote a note on ${what}`,
  'close report': what => `closed a report about ${what}`,
  'change role': what => `changed the role of ${what}`,
}

const toldOf = ({ by, action, project }: AuditEntry, username: string) =>
  `${by ?? 'The command line'} ${told[action](project === null ? username : `${username}/${project}`)}`
