import { paths } from '../../../src/paths.ts'
import type { Posted } from '../../page.ts'
import { NewPasswordField, PasswordField } from '../account-fields.tsx'
import { postedTo, SettingsForm, SettingsPart } from './part.tsx'

type Props = { username: string; posted: Posted | undefined }

export function PasswordPart({ username, posted: sent }: Props) {
  const posted = postedTo(sent, 'password')
  return (
    <SettingsPart id="password-part" title="Password">
      <p className="hint">
        Changing it ends all other sessions. Forgotten?{' '}
        <a href={paths.forgotPassword}>Have a letter sent to choose a new one</a>
      </p>
      <SettingsForm at={paths.securitySettings} fields={{ action: 'password' }} posted={posted}>
        {/* For password managers, which ask whose it is. */}
        <input type="text" autoComplete="username" defaultValue={username} readOnly hidden />
        <PasswordField name="old" label="Your password now" posted={posted} />
        <NewPasswordField label="New password" posted={posted} />
        <button className="button" type="submit">
          Change the password
        </button>
      </SettingsForm>
    </SettingsPart>
  )
}
