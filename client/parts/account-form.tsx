import type { InputHTMLAttributes } from 'react'
import type { Posted } from '../page.ts'

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  name: string
  label: string
  hint?: string
  posted: Posted | undefined
}

/** A field of a form that works without JavaScript: keeps what was typed, says what was refused. */
export function PostedField({ name, id = name, label, hint, posted, ...input }: FieldProps) {
  const problem = posted?.refusal?.fields?.[name]
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        className="input"
        id={id}
        name={name}
        required
        defaultValue={posted?.values[name] ?? ''}
        aria-invalid={problem ? true : undefined}
        aria-describedby={described || undefined}
        {...input}
      />
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  )
}

/** What is not about one field. */
export function PostedProblem({ posted }: { posted: Posted | undefined }) {
  if (!posted?.refusal) return null
  const { message, fields } = posted.refusal
  return (
    <p className="notice bad" role="alert">
      {fields ? 'Please look at the marked fields.' : message}
    </p>
  )
}
