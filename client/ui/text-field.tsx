import type { InputHTMLAttributes, ReactNode } from 'react'
import { controlOf, Field, type FieldText } from './field.tsx'

type Props = FieldText &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value' | 'name'> & {
    value: string
    onChange: (value: string) => void
    /** Shown before what is typed, as part of the field. */
    before?: ReactNode
    'data-focus'?: boolean
  }

export function TextField({ name, label, hint, problem, value, onChange, before, ...rest }: Props) {
  const input = (
    <input
      className="input"
      {...controlOf({ name, hint, problem })}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      {...rest}
    />
  )
  return (
    <Field name={name} label={label} hint={hint} problem={problem}>
      {before ? (
        <span className="prefixed">
          <span className="prefix">{before}</span>
          {input}
        </span>
      ) : (
        input
      )}
    </Field>
  )
}

/** How much room is left, once it gets scarce. */
export function Room({ length, limit }: { length: number; limit: number }) {
  if (length <= limit * 0.75) return null
  const left = limit - length
  return (
    <span className={left < 0 ? 'room over' : 'room'}>
      {left < 0 ? `${-left} too many` : `${left} left`} of {limit}
    </span>
  )
}
