import { Again, Bin, Cross } from '../icons.tsx'
import type { Uploading } from './use-uploads.ts'

/** What was added to this text and is not there yet, with a way on. */
export function UploadLines({ uploading }: { uploading: Uploading }) {
  const { files, notes, retry, remove, forgetNotes } = uploading
  return (
    <div className="upload-lines">
      {files.map(({ id, path, state, words }) => (
        <p
          key={id}
          className={state === 'failed' ? 'upload-line problem' : 'upload-line'}
          role={state === 'failed' ? 'alert' : undefined}
        >
          <span>
            <strong>{path}</strong> {words}
          </span>
          {state === 'failed' && (
            <button type="button" className="button small" onClick={() => retry(id)}>
              <Again />
              Retry<span className="visually-hidden"> {path}</span>
            </button>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove ${path}`}
            onClick={() => remove(id)}
          >
            <Bin />
          </button>
        </p>
      ))}
      {notes.map(note => (
        <p key={note} className="upload-line problem" role="alert">
          <span>{note}</span>
          <button type="button" className="icon-button" aria-label="Close this note" onClick={forgetNotes}>
            <Cross />
          </button>
        </p>
      ))}
    </div>
  )
}
