import { type FormEvent, useState } from 'react'
import type { OwnAccount } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import { call, Refused } from '../api.ts'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'

type Props = { username: string; onLoggedIn: () => void; onClose: () => void }

/** Over the page, so that nothing on it is lost; for the same account, whose work it is. */
export function LogInDialog({ username, onLoggedIn, onClose }: Props) {
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  async function logIn(event: FormEvent) {
    event.preventDefault()
    event.stopPropagation()
    if (isBusy) return
    setBusy(true)
    const refusal = await attempt(username, password)
    setBusy(false)
    setProblem(refusal)
    if (refusal === undefined) onLoggedIn()
  }

  return (
    <Dialog title="Please log in again" onClose={onClose}>
      <p>Your session has ended. Nothing you wrote is lost: log in, and it goes on where it stopped.</p>
      <form className="dialog-form" onSubmit={event => void logIn(event)}>
        <TextField
          name="log-in-name"
          label="Name"
          value={username}
          onChange={() => undefined}
          readOnly
          autoComplete="username"
        />
        <TextField
          name="log-in-password"
          label="Password"
          type="password"
          value={password}
          onChange={setPassword}
          problem={problem}
          autoComplete="current-password"
          required
          data-focus
        />
        <div className="buttons">
          <button type="submit" className="button primary" aria-disabled={isBusy}>
            {isBusy ? 'Logging in…' : 'Log in and go on'}
          </button>
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** What was refused, in words. */
async function attempt(username: string, password: string): Promise<string | undefined> {
  try {
    await call<OwnAccount>('POST', paths.api.login, { username, password })
    return undefined
  } catch (error) {
    if (error instanceof Refused) return error.message
    throw error
  }
}
