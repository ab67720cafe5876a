import type { ReactNode } from 'react'
import { Again, Bin, Cross } from '../icons.tsx'
import type { Attachment } from './attachments.ts'
import type { Uploading } from './use-uploads.ts'

/** What was added to this text and is not there yet, with a way on. */
export function UploadLines({ uploading }: { uploading: Uploading }) {
  const { files, lost, notes, retry, remove, removeLost, forgetNotes } = uploading
  return (
    <div className="upload-lines">
      {files.map(file => (
        <FileLine key={file.id} file={file} onRetry={() => retry(file.id)} onRemove={() => remove(file)} />
      ))}
      {lost.map(placeholder => (
        <Problem key={placeholder} words={wordsForLost(placeholder)}>
          <button type="button" className="button small" onClick={() => removeLost(placeholder)}>
            Take it out<span className="visually-hidden"> of the text</span>
          </button>
        </Problem>
      ))}
      {notes.map(note => (
        <Problem key={note} words={note}>
          <button type="button" className="icon-button" aria-label="Close this note" onClick={forgetNotes}>
            <Cross />
          </button>
        </Problem>
      ))}
    </div>
  )
}

type FileProps = { file: Attachment; onRetry: () => void; onRemove: () => void }

function FileLine({ file: { path, state, words }, onRetry, onRemove }: FileProps) {
  const hasFailed = state === 'failed'
  return (
    <p className={hasFailed ? 'upload-line problem' : 'upload-line'} role={hasFailed ? 'alert' : undefined}>
      <span>
        <strong>{path}</strong> {words}
      </span>
      {hasFailed && (
        <button type="button" className="button small" onClick={onRetry}>
          <Again />
          Retry<span className="visually-hidden"> {path}</span>
        </button>
      )}
      <button type="button" className="icon-button" aria-label={`Remove ${path}`} onClick={onRemove}>
        <Bin />
      </button>
    </p>
  )
}

function Problem({ words, children }: { words: string; children: ReactNode }) {
  return (
    <p className="upload-line problem" role="alert">
      <span>{words}</span>
      {children}
    </p>
  )
}

const wordsForLost = (placeholder: string) =>
  `${/\[Uploading (.*)…\]/.exec(placeholder)?.[1] ?? 'A file'} did not arrive: the page was left too early. Please add it again.`
