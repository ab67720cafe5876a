import { paths } from '../../src/paths.ts'
import { type Posted, page } from '../page.ts'
import { NameOrEmailField } from '../parts/account-fields.tsx'
import { PostedProblem } from '../parts/account-form.tsx'

type Data = { isSent: boolean; posted: Posted | undefined }

export const forgotPasswordPage = page<Data>({
  name: 'forgot-password',
  path: paths.forgotPassword,
  kind: 'document',
  shared: { query: ['sent'], topics: () => [] },
  form: {
    call: body => ({ method: 'POST', path: paths.api.forgotPassword, body }),
    leadsTo: () => paths.forgotPasswordSent,
  },
  load: (_, { query: { sent } }, posted) => ({ isSent: sent !== undefined, posted }),
  head: () => ({ title: 'Forgot your password?', noindex: true }),
  View: ({ data }) => <div className="narrow">{data.isSent ? <Sent /> : <Ask posted={data.posted} />}</div>,
})

function Ask({ posted }: Pick<Data, 'posted'>) {
  return (
    <>
      <h1>Forgot your password?</h1>
      <p className="hint">We send a letter to your e-mail address, with a link to choose a new one.</p>
      <form className="stack" method="post" action={paths.forgotPassword}>
        <PostedProblem posted={posted} />
        <NameOrEmailField posted={posted} />
        <button className="button primary" type="submit">
          Send the letter
        </button>
      </form>
      <p>
        Remembered it? <a href={paths.login}>Log in</a>
      </p>
    </>
  )
}

/** The same whether or not there is such an account: nobody learns here who is a member. */
function Sent() {
  return (
    <>
      <h1>Look into your mail</h1>
      <p>
        If there is an account of that name or address, a letter is on its way to it. Its link is good for one
        hour.
      </p>
      <p>
        Nothing after a few minutes? Look among unwanted mail, or{' '}
        <a href={paths.forgotPassword}>ask once more</a>.
      </p>
    </>
  )
}
