import type { TextareaHTMLAttributes } from 'react'
import { type PostedFieldProps, PostedFrame } from './posted-frame.tsx'

type Props = PostedFieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, keyof PostedFieldProps>

/** Several lines in a form that works without JavaScript. */
export function PostedText({ name, id, label, hint, posted, ...input }: Props) {
  return (
    <PostedFrame name={name} id={id} label={label} {...(hint && { hint })} posted={posted}>
      {control => <textarea {...control} {...input} />}
    </PostedFrame>
  )
}
