import type { HelpSample } from '../../../src/markdown-help.ts'
import { wordsId } from './sample.tsx'

/** The sample inserted last, and how many were. */
export type Inserted = { id: string; times: number } | undefined

type Props = { sample: HelpSample; inserted: Inserted; onInsert: (sample: HelpSample) => void }

export function InsertButton({ sample, inserted, onInsert }: Props) {
  return (
    <button
      type="button"
      className="button small"
      aria-describedby={wordsId(sample.id)}
      onClick={() => onInsert(sample)}
    >
      {inserted?.id === sample.id ? 'Inserted' : 'Insert'}
    </button>
  )
}
