import { accountLimits } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import { type Posted, page } from '../page.ts'
import { NewPasswordField } from '../parts/account-fields.tsx'
import { PostedField, PostedProblem } from '../parts/account-form.tsx'

/** `shown` is when, in ms: programs that fill in forms are quicker than people. */
type Data = { shown: number; posted: Posted | undefined }

export const signupPage = page<Data>({
  name: 'signup',
  path: paths.signup,
  kind: 'document',
  form: {
    call: ({ shown, ...values }) => ({
      method: 'POST',
      path: paths.api.signup,
      body: { ...values, shown: Number(shown ?? 0) },
    }),
    leadsTo: () => paths.create,
  },
  load: (_api, _request, posted) => ({ shown: Date.now(), posted }),
  head: () => ({
    title: 'Sign up',
    description: 'Publish your own instruments, modules and patches on MuzHack.',
  }),
  View: SignUp,
})

function SignUp({ data: { shown, posted } }: { data: Data }) {
  const { name, username, email } = accountLimits
  return (
    <div className="narrow">
      <h1>Sign up</h1>
      <p className="hint">Browsing and downloading need no account. Publishing does.</p>
      <form className="stack" method="post" action={paths.signup}>
        <PostedProblem posted={posted} />
        <PostedField
          name="name"
          label="Your name"
          hint="As makers know you."
          autoComplete="name"
          maxLength={name}
          posted={posted}
        />
        <PostedField
          name="username"
          label="User name"
          hint="Part of your projects' addresses: a to z, digits, - and _."
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          minLength={2}
          maxLength={username}
          pattern="[A-Za-z0-9_\-]+"
          title="Letters from a to z, digits, - and _"
          posted={posted}
        />
        <PostedField
          name="email"
          label="E-mail address"
          hint="Never shown to anybody."
          type="email"
          autoComplete="email"
          maxLength={email}
          posted={posted}
        />
        <NewPasswordField label="Password" posted={posted} />
        <Trap />
        <input type="hidden" name="shown" value={posted?.values['shown'] ?? shown} />
        <button className="button primary" type="submit">
          Sign up
        </button>
      </form>
      <p>
        Here before? <a href={paths.login}>Log in</a>
      </p>
    </div>
  )
}

/** Out of sight and reach of people; programs fill in whatever is called so. */
function Trap() {
  return (
    <div className="trap" aria-hidden="true">
      <label htmlFor="website">Leave this empty</label>
      <input id="website" name="website" tabIndex={-1} autoComplete="off" />
    </div>
  )
}
