import type { ReactNode } from 'react'
import { Dialog } from '../../../ui/dialog.tsx'
import { useAttempt } from './use-attempt.ts'

type Props = {
  title: string
  size?: 'wide'
  /** What Escape does. */
  onClose: () => void
  /** The first is the one that is advised. */
  answers: { words: string; look: string; act: () => Promise<void> | void }[]
  /** Said at the top, where the focus begins: a key that was meant for the text presses no button. */
  intro: ReactNode
  children?: ReactNode
}

/** A question whose answers may be refused by the server; then it stays, and says why. */
export function Choice({ title, size, onClose, answers, intro, children }: Props) {
  const { isBusy, problem, attempt } = useAttempt()
  return (
    <Dialog title={title} onClose={onClose} {...(size && { size })}>
      <div className="choice-intro" tabIndex={-1} data-focus>
        {intro}
      </div>
      {children}
      {problem && (
        <p className="notice bad" role="alert">
          {problem}
        </p>
      )}
      <div className="buttons">
        {answers.map(({ words, look, act }) => (
          <button
            key={words}
            type="button"
            className={look}
            aria-disabled={isBusy}
            onClick={() => void attempt(async () => act())}
          >
            {words}
          </button>
        ))}
      </div>
    </Dialog>
  )
}
