import type { ReactNode } from 'react'
import type { RenderedTopic } from '../../../src/markdown-help.ts'

type Props = { sample: RenderedTopic['samples'][number]; action?: ReactNode }

export const wordsId = (id: string) => `help-${id}-words`

/** What it is for, what you type, and what you get. */
export function Sample({ sample: { id, words, text, html }, action }: Props) {
  return (
    <div className="help-sample">
      <p id={wordsId(id)}>{words}</p>
      <div className={isShort(text) ? 'help-pair short' : 'help-pair'}>
        <figure className="help-typed">
          <figcaption>What you type</figcaption>
          <pre>
            <code>{text}</code>
          </pre>
          {action}
        </figure>
        <figure className="help-got">
          <figcaption>What you get</figcaption>
          {/* oxlint-disable-next-line react/no-danger -- our own text, sanitised by the server */}
          <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
        </figure>
      </div>
    </div>
  )
}

/** Whether it fits into half of a narrow column. */
const isShort = (text: string) => text.split('\n').every(line => line.length <= 19)
