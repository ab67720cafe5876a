import { paths } from '../../src/paths.ts'
import { type Posted, page } from '../page.ts'
import { SpentLink } from '../parts/spent-link.tsx'

type Data = { token: string; posted: Posted | undefined }

/** Stands where the letter's token did, once that is spent. */
const done = 'done'

/** A link alone changes nothing: mail scanners open those too. */
export const newAddressPage = page<Data>({
  name: 'new-address',
  path: paths.confirmAddress({ token: '{token}' }),
  kind: 'document',
  form: {
    call: ({ token = '' }) => ({ method: 'POST', path: paths.api.addressConfirmations, body: { token } }),
    leadsTo: () => paths.confirmAddress({ token: done }),
  },
  load: (_, { params: { token = '' } }, posted) => ({ token, posted }),
  head: () => ({ title: 'New e-mail address', noindex: true }),
  View: NewAddress,
})

function NewAddress({ data: { token, posted } }: { data: Data }) {
  if (token === done) return <Changed />
  if (posted?.refusal?.statusCode === 404) return <SpentLink another={paths.accountSettings} />
  return (
    <div className="narrow">
      <h1>Use this address?</h1>
      <p>Letters from MuzHack will come to the address that you had this link from, and to no other.</p>
      <form className="stack" method="post" action={paths.confirmAddress({ token })}>
        {posted?.refusal && (
          <p className="notice bad" role="alert">
            {posted.refusal.message}
          </p>
        )}
        <input type="hidden" name="token" value={token} />
        <button className="button primary" type="submit">
          Use this address
        </button>
      </form>
    </div>
  )
}

function Changed() {
  return (
    <div className="narrow">
      <h1>Your address is changed</h1>
      <p>Letters come to your new address from now on. We have told the former one, too.</p>
      <p>
        <a href={paths.accountSettings}>Your account</a>
      </p>
    </div>
  )
}
