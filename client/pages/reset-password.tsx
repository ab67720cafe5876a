import { paths } from '../../src/paths.ts'
import { refusalIn } from '../api.ts'
import { type Posted, page } from '../page.ts'
import { NewPasswordField } from '../parts/account-fields.tsx'
import { PostedProblem } from '../parts/account-form.tsx'
import { SpentLink } from '../parts/spent-link.tsx'

/** `username` is null where the link is good no longer. */
type Data = { token: string; username: string | null; posted: Posted | undefined }

export const resetPasswordPage = page<Data>({
  name: 'reset-password',
  path: paths.resetPassword({ token: '{token}' }),
  kind: 'document',
  form: {
    call: ({ token = '', password }) => ({
      method: 'POST',
      path: paths.api.resetPassword({ token }),
      body: { password },
    }),
    leadsTo: () => paths.loginAfterReset,
  },
  async load(api, { params: { token = '' } }, posted) {
    try {
      const { username } = await api.get<{ username: string }>(paths.api.resetPassword({ token }))
      return { token, username, posted }
    } catch (error) {
      if (refusalIn(error)?.statusCode === 404) return { token, username: null, posted }
      throw error
    }
  },
  head: () => ({ title: 'Choose a new password', noindex: true }),
  View: ({ data: { username, ...data } }) =>
    username === null ? (
      <SpentLink another={paths.forgotPassword} />
    ) : (
      <Choose username={username} {...data} />
    ),
})

function Choose({ token, username, posted }: Data & { username: string }) {
  return (
    <div className="narrow">
      <h1>Choose a new password</h1>
      <p className="hint">For the account {username}. You are logged out everywhere else.</p>
      <form className="stack" method="post" action={paths.resetPassword({ token })}>
        <PostedProblem posted={posted} />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="username" value={username} autoComplete="username" />
        <NewPasswordField label="New password" posted={posted} />
        <button className="button primary" type="submit">
          Use this password
        </button>
      </form>
    </div>
  )
}
