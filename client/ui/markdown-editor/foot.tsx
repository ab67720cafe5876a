import { useDeferredValue } from 'react'
import { Room } from '../text-field.tsx'

type Props = { text: string; limit: number; takesFiles: boolean }

/** How long a text is, and how much room is left once that gets scarce. */
export function Foot({ text, limit, takesFiles }: Props) {
  const words = useDeferredValue(text).match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu)?.length ?? 0
  return (
    <p className="editor-foot">
      <span>
        {words === 1 ? '1 word' : `${words} words`} <Room length={text.length} limit={limit} />
      </span>
      <span className="editor-invitation">
        {takesFiles
          ? 'Pictures, sounds and files can be pasted and dropped here.'
          : 'F1 shows how to style it.'}
      </span>
    </p>
  )
}
