import { formatSize } from '../../../src/format.ts'
import { Bin } from '../../ui/icons.tsx'
import { DropArea } from './drop-area.tsx'
import { type Item, nameOf } from './items.ts'
import { ProgressLine } from './progress-line.tsx'
import type { Uploader } from './uploader.ts'
import { ofKind, type Uploads } from './uploads.ts'

type Props = { uploader: Uploader; uploads: Uploads; problem: string | undefined }

const picks = [{ label: 'Add files' }, { label: 'Add a folder', folder: true }]

/** Everything to build from and to listen to, folders kept. */
export function FileList({ uploader, uploads, problem }: Props) {
  const { items } = uploads
  return (
    <DropArea
      uploader={uploader}
      area="files"
      id="field-files"
      picks={picks}
      hint="Schematics, boards, firmware, presets, sounds: at most 2 GB a file. You can also drop files and whole folders here."
      problem={problem}
    >
      <Files title="Sounds" items={ofKind(items, 'audio')} uploader={uploader} hold={uploads.hold} />
      <Files title="Files" items={ofKind(items, 'file')} uploader={uploader} hold={uploads.hold} />
    </DropArea>
  )
}

type FilesProps = { title: string; items: Item[]; uploader: Uploader; hold: Uploads['hold'] }

function Files({ title, items, uploader, hold }: FilesProps) {
  if (items.length === 0) return null
  const total = items.reduce((sum, { size }) => sum + size, 0)
  return (
    <div className="file-list">
      <h3>
        {title}{' '}
        <span className="hint">
          {items.length} · {formatSize(total)}
        </span>
      </h3>
      <ul>
        {items.map(item => (
          <li key={item.id}>
            <FileRow item={item} uploader={uploader} hold={hold} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function FileRow({ item, uploader, hold }: { item: Item; uploader: Uploader; hold: Uploads['hold'] }) {
  const { id, path, size } = item
  const name = nameOf(path)
  return (
    <div className="file-row">
      <p className="file-name">
        <span className="folder">{path.slice(0, -name.length)}</span>
        {name}
      </p>
      <span className="file-size">{formatSize(size)}</span>
      <button
        type="button"
        className="icon-button"
        aria-label={`Remove ${path}`}
        onClick={() => {
          uploader.remove(id)
          document.getElementById('field-files')?.focus()
        }}
      >
        <Bin />
      </button>
      <ProgressLine item={item} hold={hold} uploader={uploader} />
    </div>
  )
}
