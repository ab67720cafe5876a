import type { ReactNode } from 'react'
import { useAttempt } from './use-attempt.ts'
import type { Autosaving } from './use-autosave.ts'

type Props = { autosave: Autosaving; isUploading: boolean; onLogIn: () => void }

/** What is in the way of keeping, in the bar rather than over the text. */
export function Notices({ autosave, isUploading, onLogIn }: Props) {
  const { keeping, elsewhere, follow, isChoicePutOff, putChoiceOff } = autosave
  const { isBusy, problem, attempt } = useAttempt()
  const isLoggedOut = keeping.at === 'held' && keeping.why === 'loggedOut'
  return (
    <>
      {(isLoggedOut || isUploading) && (
        <Notice
          words={isUploading ? loggedOutUploading : loggedOut}
          answer="Log in again"
          onAnswer={onLogIn}
        />
      )}
      {keeping.at === 'conflict' && isChoicePutOff && (
        <Notice
          words="This was changed in another tab or on another device."
          answer="Compare and choose"
          onAnswer={() => putChoiceOff(false)}
        />
      )}
      {elsewhere?.isOver && (
        <div className="notice">
          <p>
            This was saved or discarded in another tab. What you change here from now on is kept as a draft of
            its own.
          </p>
        </div>
      )}
      {elsewhere && !elsewhere.isOver && (
        <Notice
          words={problem ?? 'You are changing this in another tab.'}
          answer={isBusy ? 'Fetching it…' : 'Show it here too'}
          onAnswer={() => void attempt(() => follow(elsewhere.id))}
        />
      )}
    </>
  )
}

const loggedOut = 'You are logged out: what you type stays in this browser until you log in.'
const loggedOutUploading = 'You are logged out: uploads wait, and what you type stays in this browser.'

function Notice({ words, answer, onAnswer }: { words: ReactNode; answer: string; onAnswer: () => void }) {
  return (
    <div className="notice">
      <p>{words}</p>
      <button type="button" className="button small" onClick={onAnswer}>
        {answer}
      </button>
    </div>
  )
}
