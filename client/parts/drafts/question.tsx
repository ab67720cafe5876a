import type { ReactNode } from 'react'
import { paths } from '../../../src/paths.ts'

type FormProps = { fields: Record<string, string | number>; className?: string; children: ReactNode }

/** Sends what `drafts.tsx` understands; needs no JavaScript. */
export function DraftsForm({ fields, className, children }: FormProps) {
  return (
    <form method="post" action={paths.drafts} className={className}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  )
}

type Props = Pick<FormProps, 'fields'> & { ask: string; about: string; answer: string; children: ReactNode }

/** Asks before it is done, in place. */
export function Question({ fields, ask, about, answer, children }: Props) {
  return (
    <details className="question">
      <summary aria-label={`${ask}: ${about}`}>{ask}</summary>
      <DraftsForm fields={fields} className="notice bad">
        <p>{children}</p>
        <button type="submit" className="button small danger">
          {answer}
        </button>
      </DraftsForm>
    </details>
  )
}
