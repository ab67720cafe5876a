import { useState } from 'react'
import type { OwnAccount } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import { call, Refused } from '../api.ts'

type Stage = { at: 'asking' | 'sending' | 'sent' } | { at: 'refused'; message: string }

/** For who cannot publish yet: what is missing, and how to get it. */
export function ConfirmNotice({ account: { email, isConfirmed } }: { account: OwnAccount }) {
  const [stage, setStage] = useState<Stage>({ at: 'asking' })
  if (isConfirmed) return null

  async function send() {
    setStage({ at: 'sending' })
    setStage(await outcome())
  }

  return (
    <div className="notice confirm-notice">
      <p>
        To publish, confirm your e-mail address: open the link in our letter to <strong>{email}</strong>. What
        you write until then is kept as a draft.
      </p>
      <button
        type="button"
        className="button small"
        aria-disabled={stage.at === 'sending'}
        onClick={() => stage.at !== 'sending' && void send()}
      >
        {stage.at === 'sending' ? 'Sending…' : 'Send the letter again'}
      </button>
      <output>{wordsFor(stage)}</output>
    </div>
  )
}

async function outcome(): Promise<Stage> {
  try {
    await call('POST', paths.api.confirmationLetters)
    return { at: 'sent' }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { at: 'refused', message: error.refusal.message }
  }
}

function wordsFor(stage: Stage): string {
  if (stage.at === 'sent') return 'Another letter is on its way.'
  return stage.at === 'refused' ? stage.message : ''
}
