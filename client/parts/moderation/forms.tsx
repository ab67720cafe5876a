import type { ReactNode } from 'react'
import { moderationLimits } from '../../../src/moderation.ts'
import type { Posted } from '../../page.ts'
import { PostedText } from '../posted-text.tsx'

type Fields = Record<string, string | number>
type Props = { to: string; fields: Fields; posted: Posted | undefined }

/** Done at once. */
export function Act({ to, fields, label }: Omit<Props, 'posted'> & { label: string }) {
  return (
    <ModeratorForm to={to} fields={fields}>
      <button type="submit" className="button small">
        {label}
      </button>
    </ModeratorForm>
  )
}

type ReasonProps = Props & {
  ask: string
  label: string
  hint: string
  name: 'why' | 'note'
  danger?: boolean
}

/** Opens in place, and wants words. */
export function ActWithWords({ to, fields, posted, ask, label, hint, name, danger = false }: ReasonProps) {
  const mine = isAbout(fields, posted) ? posted : undefined
  return (
    <details className="question" open={mine !== undefined}>
      <summary>{ask}</summary>
      <ModeratorForm to={to} fields={fields} className={danger ? 'notice bad stack' : 'notice stack'}>
        <PostedText
          name={name}
          id={[...Object.values(fields), name].join('-')}
          label={label}
          hint={hint}
          rows={2}
          maxLength={moderationLimits[name]}
          posted={mine}
        />
        <button type="submit" className={danger ? 'button small danger' : 'button small'}>
          {ask}
        </button>
      </ModeratorForm>
    </details>
  )
}

type FormProps = { to: string; fields: Fields; className?: string; children: ReactNode }

/** Sends what `call.ts` understands; needs no JavaScript. */
export function ModeratorForm({ to, fields, className, children }: FormProps) {
  return (
    <form method="post" action={to} className={className}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  )
}

/** Said in its own words, wherever its form is. */
export function ModerationProblem({ posted }: Pick<Props, 'posted'>) {
  if (!posted?.refusal) return null
  return (
    <p className="notice bad" role="alert">
      {posted.refusal.message}
    </p>
  )
}

const isAbout = (fields: Fields, posted: Posted | undefined) =>
  posted !== undefined &&
  Object.entries(fields).every(([name, value]) => posted.values[name] === String(value))
