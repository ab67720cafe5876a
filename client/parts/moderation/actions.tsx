import type { Posted } from '../../page.ts'
import { Act, ActWithWords } from './forms.tsx'

type Where = { to: string; posted: Posted | undefined; number?: number }

type ProjectProps = Where & { owner: string; id: string; title: string; isHidden: boolean }

export function Hiding({ to, posted, number = 0, owner, id, title, isHidden }: ProjectProps) {
  if (isHidden)
    return <Act to={to} fields={{ action: 'restore', number, owner, id }} label={`Restore ${title}`} />
  return (
    <ActWithWords
      to={to}
      posted={posted}
      fields={{ action: 'hide', number, owner, id }}
      ask={`Hide ${title}`}
      label="Why?"
      hint={`${owner} reads this, in a letter and on the project’s page.`}
      name="why"
      danger
    />
  )
}

type SuspensionProps = Where & { username: string; isSuspended: boolean }

export function Suspension({ to, posted, number = 0, username, isSuspended }: SuspensionProps) {
  if (isSuspended)
    return (
      <Act to={to} fields={{ action: 'lift', number, username }} label={`Lift ${username}’s suspension`} />
    )
  return (
    <ActWithWords
      to={to}
      posted={posted}
      fields={{ action: 'suspend', number, username }}
      ask={`Suspend ${username}`}
      label="Why?"
      hint={`${username} reads this in a letter, is logged out, and all their projects vanish until it is lifted.`}
      name="why"
      danger
    />
  )
}

export function Closing({ to, posted, number = 0 }: Where) {
  return (
    <ActWithWords
      to={to}
      posted={posted}
      fields={{ action: 'close', number }}
      ask="Close this report"
      label="What came of it?"
      hint="Moderators read this, nobody else."
      name="note"
    />
  )
}
