import { type DragEvent, useState } from 'react'
import { convertibleTypes, pictureTypes } from '../../../src/upload.ts'
import { DropArea } from './drop-area.tsx'
import { PictureCard } from './picture-card.tsx'
import type { Uploader } from './uploader.ts'
import { coverOf, ofKind, type Uploads } from './uploads.ts'

type Props = { uploader: Uploader; uploads: Uploads; problem: string | undefined }

const picks = [
  { label: 'Add pictures', accept: [...pictureTypes, ...convertibleTypes, '.heic', '.heif'].join() },
]

/** The project's pictures in their order: moved by buttons or by dragging, one of them the cover. */
export function Pictures({ uploader, uploads, problem }: Props) {
  const [dragged, setDragged] = useState<string>()
  const [said, say] = useState('')
  const pictures = ofKind(uploads.items, 'picture')
  const cover = coverOf(uploads)

  function move(id: string, to: number) {
    if (to < 0 || to >= pictures.length) return
    uploader.dispatch({ happened: 'moved', id, to })
    say(`${pictures.find(item => item.id === id)?.path} is now picture ${to + 1} of ${pictures.length}`)
  }

  const dragging = (id: string, place: number) => ({
    draggable: true,
    onDragStart: ({ dataTransfer }: DragEvent) => {
      dataTransfer.effectAllowed = 'move'
      setDragged(id)
    },
    onDragEnd: () => setDragged(undefined),
    onDragOver: (event: DragEvent) => {
      if (dragged === undefined) return
      event.preventDefault()
      if (dragged !== id) move(dragged, place)
    },
    onDrop: (event: DragEvent) => dragged !== undefined && event.preventDefault(),
  })

  return (
    <DropArea
      uploader={uploader}
      area="pictures"
      id="field-pictures"
      picks={picks}
      hint="JPEG, PNG, WebP, GIF or AVIF, at most 20 MB each. Where and when they were taken is removed before they are sent. You can also drop them here."
      problem={problem}
    >
      {pictures.length > 0 && (
        <>
          <p className="hint">
            Where a picture is cropped, what its ring is on stays in view: drag it, or click.
          </p>
          <ol className="pictures" aria-label="Pictures in their order">
            {pictures.map((item, place) => (
              <li key={item.id} className={item.id === dragged ? 'dragged' : undefined}>
                <PictureCard
                  item={item}
                  hold={uploads.hold}
                  uploader={uploader}
                  place={place}
                  last={pictures.length - 1}
                  isCover={item.id === cover?.id}
                  dragging={dragging(item.id, place)}
                  onMove={move}
                />
              </li>
            ))}
          </ol>
        </>
      )}
      <output className="visually-hidden">{said}</output>
    </DropArea>
  )
}
