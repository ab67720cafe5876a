import type { TextareaHTMLAttributes } from 'react'
import type { Posted } from '../page.ts'

type Props = TextareaHTMLAttributes<HTMLTextAreaElement> & {
  name: string
  label: string
  hint?: string
  posted: Posted | undefined
}

/** Several lines in a form that works without JavaScript; `id` where a page has several of the name. */
export function PostedText({ name, id = name, label, hint, posted, ...input }: Props) {
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
      <textarea
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
