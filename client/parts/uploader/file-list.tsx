import { type Folder, treeOf } from '../../../src/file-tree.ts'
import { typeName } from '../../../src/file-types.ts'
import { formatSize } from '../../../src/format.ts'
import type { ProjectFile } from '../../../src/project.ts'
import { Bin } from '../../ui/icons.tsx'
import { DropArea } from './drop-area.tsx'
import { FolderRow } from './folder-row.tsx'
import { type Item, nameOf } from './items.ts'
import { ProgressLine } from './progress-line.tsx'
import type { Uploader } from './uploader.ts'
import { ofKind, type Uploads } from './uploads.ts'

type Props = {
  uploader: Uploader
  uploads: Uploads
  /** What the project has until it is saved again. */
  saved: readonly ProjectFile[]
  problem: string | undefined
}

const picks = [{ label: 'Add files' }, { label: 'Add a folder', folder: true }]

/** Everything to build from and to listen to, in its folders. */
export function FileList({ uploader, uploads, saved, problem }: Props) {
  const { items, hold } = uploads
  const desk = { uploader, hold, saved }
  return (
    <DropArea
      uploader={uploader}
      area="files"
      id="field-files"
      picks={picks}
      hint="Schematics, boards, firmware, presets, sounds: at most 2 GB a file. You can also drop files and whole folders here."
      problem={problem}
    >
      <Files title="Sounds" items={ofKind(items, 'audio')} desk={desk} />
      <Files title="Files" items={ofKind(items, 'file')} desk={desk} />
    </DropArea>
  )
}

/** What the rows of a list have in common. */
type Desk = Pick<Props, 'uploader' | 'saved'> & Pick<Uploads, 'hold'>

function Files({ title, items, desk }: { title: string; items: Item[]; desk: Desk }) {
  if (items.length === 0) return null
  const tree = treeOf(items)
  return (
    <div className="file-list">
      <h3>
        {title}{' '}
        <span className="hint">
          {tree.count} · {formatSize(tree.size)}
        </span>
      </h3>
      <Contents folder={tree} desk={desk} />
    </div>
  )
}

function Contents({ folder: { folders, files }, desk }: { folder: Folder<Item>; desk: Desk }) {
  return (
    <ul>
      {folders.map(folder => (
        <li key={folder.path}>
          <FolderRow folder={folder} onRemove={items => removeAll(desk.uploader, items)}>
            <Contents folder={folder} desk={desk} />
          </FolderRow>
        </li>
      ))}
      {files.map(item => (
        <li key={item.id}>
          <FileRow item={item} desk={desk} />
        </li>
      ))}
    </ul>
  )
}

function FileRow({ item, desk: { uploader, hold, saved } }: { item: Item; desk: Desk }) {
  const { path, size } = item
  return (
    <div className="file-row">
      <p className="file-name">
        {nameOf(path)}
        {replaces(item, saved) && <span className="hint">Replaces the saved one when you save</span>}
      </p>
      <span className="file-size">
        {typeName(path)} · {formatSize(size)}
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label={`Remove ${path}`}
        onClick={() => removeAll(uploader, [item])}
      >
        <Bin />
      </button>
      <ProgressLine item={item} hold={hold} uploader={uploader} />
    </div>
  )
}

const replaces = ({ kind, path, key }: Item, saved: readonly ProjectFile[]) =>
  saved.some(file => file.kind === kind && file.path === path && file.key !== key)

/** Those that wait first: as others go, they would be begun. */
function removeAll(uploader: Uploader, items: readonly Item[]) {
  for (const { id } of items.filter(isWaiting)) uploader.remove(id)
  for (const { id } of items.filter(item => !isWaiting(item))) uploader.remove(id)
  document.getElementById('field-files')?.focus()
}

const isWaiting = ({ progress }: Item) => progress.state === 'waiting'
