import type { ReactNode } from 'react'
import type { Posted } from '../page.ts'

/** What every field of a form that works without JavaScript is told; `id` where a page has several of the name. */
export type PostedFieldProps = {
  name: string
  id?: string | undefined
  label: string
  hint?: string
  posted: Posted | undefined
}

/** What its control needs to be labelled, to keep what was typed and to say what was refused. */
type Control = {
  className: string
  id: string
  name: string
  required: true
  defaultValue: string
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
}

type Props = PostedFieldProps & { children: (control: Control) => ReactNode }

export function PostedFrame({ name, id = name, label, hint, posted, children }: Props) {
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
      {children({
        className: 'input',
        id,
        name,
        required: true,
        defaultValue: posted?.values[name] ?? '',
        'aria-invalid': problem ? true : undefined,
        'aria-describedby': described || undefined,
      })}
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  )
}
