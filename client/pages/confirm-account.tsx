import { paths } from '../../src/paths.ts'
import { type Posted, page } from '../page.ts'
import { SpentLink } from '../parts/spent-link.tsx'

type Data = { token: string; posted: Posted | undefined }

/** Asks for a click: mail programs that look into links must not confirm what nobody has read. */
export const confirmAccountPage = page<Data>({
  name: 'confirm-account',
  path: paths.confirmAccount({ token: '{token}' }),
  kind: 'document',
  form: {
    call: ({ token }) => ({ method: 'POST', path: paths.api.confirmations, body: { token } }),
    leadsTo: () => paths.confirmed,
  },
  load: (_, { params: { token = '' } }, posted) => ({ token, posted }),
  head: () => ({ title: 'Confirm your e-mail address', noindex: true }),
  View: ({ data: { token, posted } }) =>
    posted?.refusal ? <SpentLink another={paths.accountSettings} /> : <Confirm token={token} />,
})

function Confirm({ token }: Pick<Data, 'token'>) {
  return (
    <div className="narrow">
      <h1>Confirm your e-mail address</h1>
      <p>One click, and you can publish.</p>
      <form method="post" action={paths.confirmAccount({ token })}>
        <input type="hidden" name="token" value={token} />
        <button className="button primary" type="submit">
          Confirm this address
        </button>
      </form>
    </div>
  )
}
