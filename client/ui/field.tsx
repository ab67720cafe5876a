import type { ReactNode } from 'react'

export type FieldText = {
  /** Names the field in refusals, and makes its element's id. */
  name: string
  label: string
  hint?: ReactNode
  problem?: string | undefined
}

export const fieldId = (name: string) => `field-${name}`

/** Leads to a field, clear of what lies over the page's edges. */
export function focusField(name: string) {
  const field = document.getElementById(fieldId(name))
  field?.scrollIntoView({ block: 'center' })
  field?.focus({ preventScroll: true })
}

/** What the control of a field needs, so that its label, hint and problem belong to it. */
export function controlOf({ name, hint, problem }: Pick<FieldText, 'name' | 'hint' | 'problem'>) {
  const id = fieldId(name)
  const described = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return {
    id,
    name,
    'aria-invalid': problem ? true : undefined,
    'aria-describedby': described || undefined,
  } as const
}

/** A label above, a hint below it, what is wrong below the control. */
export function Field({ name, label, hint, problem, children }: FieldText & { children: ReactNode }) {
  const id = fieldId(name)
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Hint name={name} hint={hint} />
      {children}
      <Problem name={name} problem={problem} />
    </div>
  )
}

export function Hint({ name, hint }: Pick<FieldText, 'name' | 'hint'>) {
  if (!hint) return null
  return (
    <p className="hint" id={`${fieldId(name)}-hint`}>
      {hint}
    </p>
  )
}

export function Problem({ name, problem }: Pick<FieldText, 'name' | 'problem'>) {
  if (!problem) return null
  return (
    <p className="problem" id={`${fieldId(name)}-problem`}>
      {problem}
    </p>
  )
}
