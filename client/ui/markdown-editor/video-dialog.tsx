import { useState } from 'react'
import { Dialog } from '../dialog.tsx'
import { TextField } from '../text-field.tsx'
import { playerMark } from './video.ts'

type Props = { onAdd: (mark: string) => void; onClose: () => void }

const notKnown =
  'No video or track was found in this. Paste the address of a YouTube or Vimeo video, or the embed code of a SoundCloud track.'

/** Asks for a video's address, and makes it a player that contacts nobody before it is asked to play. */
export function VideoDialog({ onAdd, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()

  function add() {
    const mark = playerMark(typed)
    if (mark === undefined) setProblem(notKnown)
    else onAdd(mark)
  }

  return (
    <Dialog title="Add a video" onClose={onClose}>
      <div className="dialog-form">
        <TextField
          name="video"
          label="Address or embed code"
          hint="The address of a YouTube or Vimeo video, or the embed code of a SoundCloud track. Readers contact them only when they press play."
          problem={problem}
          value={typed}
          onChange={setTyped}
          onKeyDown={event => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            add()
          }}
          autoComplete="off"
          spellCheck={false}
          data-focus
        />
        <div className="buttons">
          <button type="button" className="button primary" onClick={add}>
            Add it
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </div>
    </Dialog>
  )
}
