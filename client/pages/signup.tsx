import { accountLimits } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import { type Posted, page } from '../page.ts'
import { PostedField, PostedProblem } from '../parts/account-form.tsx'

type Data = { posted: Posted | undefined }

export const signupPage = page<Data>({
  name: 'signup',
  path: paths.signup,
  kind: 'document',
  form: {
    call: body => ({ method: 'POST', path: paths.api.signup, body }),
    leadsTo: () => paths.create,
  },
  load: (_api, _request, posted) => ({ posted }),
  head: () => ({
    title: 'Sign up',
    description: 'Publish your own instruments, modules and patches on MuzHack.',
  }),
  View: SignUp,
})

function SignUp({ data: { posted } }: { data: Data }) {
  const { name, username, email, passwordMin, password } = accountLimits
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
        <PostedField
          name="password"
          label="Password"
          hint={`At least ${passwordMin} characters, any you like.`}
          type="password"
          autoComplete="new-password"
          minLength={passwordMin}
          maxLength={password}
          posted={posted}
        />
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
