import { paths } from '../../src/paths.ts'
import { page } from '../page.ts'

export const confirmedPage = page<null>({
  name: 'confirmed',
  path: paths.confirmed,
  kind: 'document',
  load: () => null,
  head: () => ({ title: 'Your address is confirmed', noindex: true }),
  View: Confirmed,
})

function Confirmed() {
  return (
    <div className="narrow">
      <h1>Your address is confirmed</h1>
      <p>Thank you! From now on you can publish.</p>
      <p className="buttons">
        <a className="button primary" href={paths.create}>
          New project
        </a>
        <a className="button" href={paths.drafts}>
          Your drafts
        </a>
      </p>
    </div>
  )
}
