import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { readDrop, readPicked } from './drop.ts'
import type { Area } from './picks.ts'
import type { Uploader } from './uploader.ts'

type Props = {
  uploader: Uploader
  area: Area
  id: string
  /** What may be picked here, each by a button of its own. */
  picks: readonly { label: string; accept?: string; folder?: boolean }[]
  hint: string
  problem?: string | undefined
  children: ReactNode
}

/** A place to drop files and folders on, with buttons that do the same. */
export function DropArea({ uploader, area, id, picks, hint, problem, children }: Props) {
  const [notes, setNotes] = useState<readonly string[]>([])
  const [isOver, setOver] = useState(false)

  async function drop(event: DragEvent) {
    setOver(false)
    if (!bringsFiles(event)) return
    event.preventDefault()
    const { found, notes } = await readDrop(event.dataTransfer)
    setNotes([...uploader.add(found, area).notes, ...notes])
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the buttons are for those who cannot drop
    <div
      className={isOver ? 'drop-area over' : 'drop-area'}
      onDragOver={event => {
        if (!bringsFiles(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={({ currentTarget, relatedTarget }) =>
        setOver(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))
      }
      onDrop={event => void drop(event)}
    >
      {children}
      <fieldset className="drop-invitation" id={id} tabIndex={-1} aria-describedby={`${id}-hint`}>
        <div className="buttons">
          {picks.map(pick => (
            <PickButton
              key={pick.label}
              {...pick}
              onPick={files => setNotes(uploader.add(readPicked(files), area).notes)}
            />
          ))}
        </div>
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      </fieldset>
      {problem && <p className="problem">{problem}</p>}
      <Notes notes={notes} onClose={() => setNotes([])} />
    </div>
  )
}

const bringsFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files')

type PickProps = Props['picks'][number] & { onPick: (files: File[]) => void }

function PickButton({ label, accept, folder = false, onPick }: PickProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={element => {
          input.current = element
          if (folder) element?.setAttribute('webkitdirectory', '')
        }}
        type="file"
        hidden
        multiple
        accept={accept}
        onChange={({ target }) => {
          onPick([...(target.files ?? [])])
          // So that the same file can be picked again.
          target.value = ''
        }}
      />
    </>
  )
}

function Notes({ notes, onClose }: { notes: readonly string[]; onClose: () => void }) {
  return (
    <output className="notes-place">
      {notes.length > 0 && (
        <div className="notice notes">
          <ul>
            {notes.map(note => (
              <li key={note}>{note}</li>
            ))}
          </ul>
          <button type="button" className="button small" onClick={onClose}>
            All right
          </button>
        </div>
      )}
    </output>
  )
}
