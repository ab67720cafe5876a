import { type ReactNode, useId, useState } from 'react'
import { flushSync } from 'react-dom'
import { type Folder, filesIn } from '../../../src/file-tree.ts'
import { formatSize } from '../../../src/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Bin } from '../../ui/icons.tsx'
import { hasFailed, type Item, isUnderWay } from './items.ts'

type Props = { folder: Folder<Item>; onRemove: (items: Item[]) => void; children: ReactNode }

/** Above so many files a folder begins closed. */
const few = 24

/** A folder of files, with what is happening in it when it is closed. */
export function FolderRow({ folder, onRemove, children }: Props) {
  const contents = useId()
  const [isOpen, setOpen] = useState(folder.count <= few)
  const [isAsking, setAsking] = useState(false)
  const { name, path, count, size } = folder
  const items = filesIn(folder)

  function removeAll() {
    // The focus can go nowhere else while a question stands over the page.
    flushSync(() => setAsking(false))
    onRemove(items)
  }

  return (
    <>
      <div className="file-row">
        <button
          type="button"
          className="folder-button"
          aria-expanded={isOpen}
          aria-controls={contents}
          onClick={() => setOpen(!isOpen)}
        >
          <span className="folder-name">{name}/</span> <span className="hint">{newsOf(items)}</span>
        </button>
        <span className="file-size">
          {filesOf(count)} · {formatSize(size)}
        </span>
        <button
          type="button"
          className="icon-button"
          aria-label={`Remove the folder ${path}`}
          onClick={() => (count > 1 ? setAsking(true) : onRemove(items))}
        >
          <Bin />
        </button>
      </div>
      <div className="folder-contents" id={contents} hidden={!isOpen}>
        {children}
      </div>
      {isAsking && (
        <Dialog title={`Remove ${path} with ${filesOf(count)}?`} onClose={() => setAsking(false)}>
          <p>What is saved stays as it is until you save the project.</p>
          <div className="buttons">
            <button type="button" className="button danger" onClick={removeAll}>
              Remove them
            </button>
            <button type="button" className="button" onClick={() => setAsking(false)} data-focus>
              Keep them
            </button>
          </div>
        </Dialog>
      )}
    </>
  )
}

const filesOf = (count: number) => (count === 1 ? '1 file' : `${count} files`)

function newsOf(items: readonly Item[]): string {
  const [failed, coming] = [items.filter(hasFailed).length, items.filter(isUnderWay).length]
  return [failed > 0 && `${failed} failed`, coming > 0 && `${coming} on the way`].filter(Boolean).join(', ')
}
