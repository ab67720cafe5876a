import { accountLimits } from '../../src/account.ts'
import type { Posted } from '../page.ts'
import { PostedField } from './account-form.tsx'

type Props = { posted: Posted | undefined }

/** Who it is about, as people type it. */
export const NameOrEmailField = ({ posted }: Props) => (
  <PostedField
    name="username"
    label="Name or e-mail address"
    autoComplete="username"
    autoCapitalize="none"
    spellCheck={false}
    posted={posted}
  />
)

/** The password that is; `id` where a page asks for it more than once. */
export const PasswordField = ({
  name = 'password',
  id = name,
  label,
  posted,
}: Props & { name?: string; id?: string; label: string }) => (
  <PostedField
    name={name}
    id={id}
    label={label}
    type="password"
    autoComplete="current-password"
    posted={posted}
  />
)

/** A password that is chosen. */
export const NewPasswordField = ({ label, posted }: Props & { label: string }) => (
  <PostedField
    name="password"
    label={label}
    hint={`At least ${accountLimits.passwordMin} characters, any you like.`}
    type="password"
    autoComplete="new-password"
    minLength={accountLimits.passwordMin}
    maxLength={accountLimits.password}
    posted={posted}
  />
)
