import type { OwnAccount } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import { type Posted, page } from '../page.ts'
import { NameOrEmailField, PasswordField } from '../parts/account-fields.tsx'
import { PostedProblem } from '../parts/account-form.tsx'

type Data = { next: string; isReset: boolean; account: OwnAccount | null; posted: Posted | undefined }

export const loginPage = page<Data>({
  name: 'login',
  path: paths.login,
  kind: 'document',
  session: 'optional',
  shared: { query: ['next', 'told'], topics: () => [] },
  form: {
    call: body => ({ method: 'POST', path: paths.api.login, body }),
    leadsTo: ({ query: { next }, answer }) =>
      (answer as OwnAccount).endsOn === undefined ? ownAddress(next) : paths.leaving,
  },
  load: (_, { account, query: { next, told } }, posted) => ({
    next: ownAddress(next),
    isReset: told === 'reset',
    account,
    posted,
  }),
  head: () => ({ title: 'Log in', noindex: true }),
  View: LogIn,
})

/** An address of this site, never another's: a link must not lead elsewhere by way of the log-in. */
export function ownAddress(next = ''): string {
  const base = 'http://muzhack.invalid'
  const url = URL.parse(next, base)
  const isOurs = url?.origin === base && next.startsWith('/') && !url.pathname.startsWith('//')
  return isOurs ? url.pathname + url.search : paths.explore
}

function LogIn({ data: { next, isReset, account, posted } }: { data: Data }) {
  if (account?.endsOn !== undefined) return <Leaving />
  if (account) return <LoggedIn account={account} isReset={isReset} />
  return (
    <div className="narrow">
      <h1>Log in</h1>
      <form
        className="stack"
        method="post"
        action={next === paths.explore ? paths.login : paths.loginThen(next)}
      >
        <PostedProblem posted={posted} />
        <NameOrEmailField posted={posted} />
        <PasswordField label="Password" posted={posted} />
        <button className="button primary" type="submit">
          Log in
        </button>
      </form>
      <p>
        <a href={paths.forgotPassword}>Forgot your password?</a>
      </p>
      <p>
        New here? <a href={paths.signup}>Sign up</a>
      </p>
    </div>
  )
}

function Leaving() {
  return (
    <div className="narrow">
      <h1>You have deleted your account</h1>
      <p>
        You are logged in to it still, and can <a href={paths.leaving}>take it back</a>.
      </p>
    </div>
  )
}

function LoggedIn({ account, isReset }: Pick<Data, 'isReset'> & { account: OwnAccount }) {
  return (
    <div className="narrow">
      <h1>You are logged in as {account.username}</h1>
      {isReset && <p className="notice">Your password is changed, and you are logged out everywhere else.</p>}
      <ul className="links">
        <li>
          <a href={paths.create}>New project</a>
        </li>
        <li>
          <a href={paths.drafts}>Your drafts</a>
        </li>
        <li>
          <a href={paths.profile(account)}>Your projects</a>
        </li>
      </ul>
      <form method="post" action={paths.logout}>
        <button className="button" type="submit">
          Log out
        </button>
      </form>
    </div>
  )
}
