import { useState } from 'react'
import { Choice } from './choice.tsx'

type Props = { isSaved: boolean; onDiscard: () => Promise<void> }

/** Gives up what is typed, after a question. */
export function Discard({ isSaved, onDiscard }: Props) {
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <button type="button" className="link-button" onClick={() => setAsking(true)}>
        {isSaved ? 'Discard changes' : 'Discard draft'}
      </button>
      {isAsking && (
        <Choice
          title={isSaved ? 'Discard your changes?' : 'Discard this draft?'}
          onClose={() => setAsking(false)}
          intro={
            <p>
              {isSaved
                ? 'The form goes back to what is saved. What you typed since is gone, here and in your drafts.'
                : 'It has never been saved: all you typed and uploaded for it is gone.'}
            </p>
          }
          answers={[
            {
              words: 'Discard it',
              look: 'button danger',
              async act() {
                await onDiscard()
                setAsking(false)
              },
            },
            { words: 'Keep it', look: 'button', act: () => setAsking(false) },
          ]}
        />
      )}
    </>
  )
}
