import { accountLimits } from '../../../src/account.ts'
import { paths } from '../../../src/paths.ts'
import type { Posted } from '../../page.ts'
import { PostedField } from '../account-form.tsx'
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
        <PostedField
          name="old"
          label="Your password now"
          type="password"
          autoComplete="current-password"
          posted={posted}
        />
        <PostedField
          name="password"
          label="New password"
          hint={`At least ${accountLimits.passwordMin} characters, any you like.`}
          type="password"
          autoComplete="new-password"
          minLength={accountLimits.passwordMin}
          maxLength={accountLimits.password}
          posted={posted}
        />
        <button className="button" type="submit">
          Change the password
        </button>
      </SettingsForm>
    </SettingsPart>
  )
}
