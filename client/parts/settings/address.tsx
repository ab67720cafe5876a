import { accountLimits, type OwnAccount } from '../../../src/account.ts'
import { paths } from '../../../src/paths.ts'
import type { Posted } from '../../page.ts'
import { PasswordField } from '../account-fields.tsx'
import { PostedField } from '../account-form.tsx'
import { postedTo, SettingsForm, SettingsPart } from './part.tsx'

type Props = { account: OwnAccount; posted: Posted | undefined }

/** Where letters go, whether somebody answered there, and how they go elsewhere. */
export function AddressPart({ account: { email, isConfirmed }, posted: sent }: Props) {
  const posted = postedTo(sent, 'address')
  return (
    <SettingsPart id="address" title="E-mail address">
      <p>
        Letters go to <strong className="settings-address">{email}</strong>. Nobody else sees it.
      </p>
      {isConfirmed ? <p className="hint">This address is confirmed.</p> : <Unconfirmed posted={sent} />}
      <SettingsForm at={paths.accountSettings} fields={{ action: 'address' }} posted={posted}>
        <PostedField
          name="email"
          label="New e-mail address"
          hint="It counts once you have opened the link in the letter that we send there."
          type="email"
          autoComplete="email"
          maxLength={accountLimits.email}
          posted={posted}
        />
        <PasswordField id="address-password" label="Your password" posted={posted} />
        <button className="button" type="submit">
          Change the address
        </button>
      </SettingsForm>
    </SettingsPart>
  )
}

function Unconfirmed({ posted }: Pick<Props, 'posted'>) {
  return (
    <div className="notice">
      <p>
        This address is not confirmed yet. Open the link in the letter that we sent there: then you can
        publish.
      </p>
      <SettingsForm
        at={paths.accountSettings}
        fields={{ action: 'letter' }}
        posted={postedTo(posted, 'letter')}
      >
        <button className="button small" type="submit">
          Send the letter again
        </button>
      </SettingsForm>
    </div>
  )
}
