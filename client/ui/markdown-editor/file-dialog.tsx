import { useRef } from 'react'
import type { FileKind } from '../../../src/upload.ts'
import { Dialog } from '../dialog.tsx'
import type { Attachment } from './attachments.ts'

type Props = {
  kind: FileKind
  files: readonly Attachment[]
  onPick: (files: readonly File[]) => void
  onChoose: (file: Attachment) => void
  onClose: () => void
}

const words: Record<FileKind, { title: string; upload: string; there: string; accept?: string }> = {
  picture: {
    title: 'Add a picture',
    upload: 'Upload pictures',
    there: 'Pictures of this project',
    accept: 'image/jpeg,image/png,image/webp,image/gif,image/avif',
  },
  audio: {
    title: 'Add a sound',
    upload: 'Upload sounds',
    there: 'Sounds of this project',
    accept: 'audio/*,.flac,.m4a,.opus',
  },
  file: { title: 'Link to a file', upload: 'Upload files', there: 'Files of this project' },
}

/** A file to refer to: one that is here, or a new one. */
export function FileDialog({ kind, files, onPick, onChoose, onClose }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const { title, upload, there, accept } = words[kind]
  const own = files.filter(file => file.kind === kind && file.state !== 'failed')
  return (
    <Dialog title={title} onClose={onClose}>
      {own.length > 0 && (
        <section className="file-choices">
          <h3>{there}</h3>
          <ul>
            {own.map(file => (
              <li key={file.id}>
                <button type="button" className="file-choice" onClick={() => onChoose(file)}>
                  {kind === 'picture' && <img src={file.url} alt="" loading="lazy" />}
                  <span>{file.path}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="buttons">
        <button type="button" className="button primary" data-focus onClick={() => input.current?.click()}>
          {upload}
        </button>
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={accept}
        aria-label={upload}
        onChange={({ target }) => onPick([...(target.files ?? [])])}
      />
    </Dialog>
  )
}
