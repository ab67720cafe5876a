import type { InputHTMLAttributes } from 'react'
import type { Posted } from '../page.ts'
import { type PostedFieldProps, PostedFrame } from './posted-frame.tsx'

type Props = PostedFieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, keyof PostedFieldProps>

/** A line in a form that works without JavaScript. */
export function PostedField({ name, id, label, hint, posted, ...input }: Props) {
  return (
    <PostedFrame name={name} id={id} label={label} {...(hint && { hint })} posted={posted}>
      {control => <input {...control} {...input} />}
    </PostedFrame>
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
