import { daysToReturn } from '../../../src/account.ts'
import { paths } from '../../../src/paths.ts'
import type { Posted } from '../../page.ts'
import { PasswordField } from '../account-fields.tsx'
import { postedTo, SettingsForm, SettingsPart } from './part.tsx'

const fates = [
  {
    value: 'remove',
    label: 'Remove my projects',
    hint: 'They vanish with the account at once, with their pictures and files.',
  },
  {
    value: 'keep',
    label: 'Keep them under “Former member”',
    hint: 'What you have published stays, under your name until then. Drafts go.',
  },
] as const

/** The way out, closed until somebody looks for it. */
export function DeletionPart({ posted: sent }: { posted: Posted | undefined }) {
  const posted = postedTo(sent, 'delete')
  return (
    <SettingsPart id="deletion" title="Delete the account">
      <p>
        Nobody sees you any more from then on, and you are logged out everywhere. For {daysToReturn} days you
        can change your mind by logging in; after that it is gone for good.
      </p>
      <details className="settings-deletion" open={posted !== undefined}>
        <summary>Delete my account…</summary>
        <SettingsForm at={paths.accountSettings} fields={{ action: 'delete' }} posted={posted}>
          <Fates chosen={posted?.values.projects} />
          <PasswordField id="deletion-password" label="Your password" posted={posted} />
          <button className="button danger" type="submit">
            Delete my account
          </button>
        </SettingsForm>
      </details>
    </SettingsPart>
  )
}

function Fates({ chosen }: { chosen: string | undefined }) {
  return (
    <fieldset className="settings-choice">
      <legend className="label">Your projects</legend>
      {fates.map(({ value, label, hint }) => (
        <label key={value}>
          <input
            type="radio"
            name="projects"
            value={value}
            required
            defaultChecked={chosen === value}
            aria-describedby={`fate-${value}`}
          />
          <span>
            {label}
            <span className="hint" id={`fate-${value}`}>
              {hint}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
