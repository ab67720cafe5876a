import type { Refusal } from '../../src/answers.ts'
import { paths } from '../../src/paths.ts'
import { page } from '../page.ts'

/** What went wrong, on a page of its own; no address leads here. */
export const problemPage = page<Refusal>({
  name: 'problem',
  path: '',
  kind: 'document',
  load: () => {
    throw new Error('the problem page is shown, never loaded')
  },
  head: ({ statusCode }) => ({ title: titleOf(statusCode), noindex: true }),
  View: Problem,
})

function Problem({ data: { statusCode, message } }: { data: Refusal }) {
  return (
    <div className="narrow">
      <p className="hint">{statusCode}</p>
      <h1>{titleOf(statusCode)}</h1>
      <p>{message}</p>
      <p>
        <a href={paths.explore}>See the newest projects</a>
      </p>
    </div>
  )
}

function titleOf(statusCode: number): string {
  if (statusCode === 404) return 'Not found'
  if (statusCode === 503) return 'Back in a moment'
  return statusCode >= 500 ? 'Something went wrong' : 'This did not work'
}
