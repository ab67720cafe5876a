import type { ReactNode } from 'react'
import type { Posted } from '../../page.ts'
import { PostedProblem } from '../account-form.tsx'

/** What one of a page's forms left behind, and none of the others. */
export const postedTo = (posted: Posted | undefined, action: string): Posted | undefined =>
  posted?.values.action === action ? posted : undefined

type PartProps = { id: string; title: string; children: ReactNode }

export function SettingsPart({ id, title, children }: PartProps) {
  return (
    <section className="settings-part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className="stack">{children}</div>
    </section>
  )
}

type FormProps = {
  at: string
  /** Which of the page's forms it is, and what else it says without being asked. */
  fields: Record<string, string | number>
  posted?: Posted | undefined
  children: ReactNode
}

export function SettingsForm({ at, fields, posted, children }: FormProps) {
  return (
    <form className="stack" method="post" action={at}>
      <PostedProblem posted={posted} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  )
}

/** Tells what has just happened; an address can say anything, so that only these are told. */
export function Done({ words }: { words: string | undefined }) {
  if (words === undefined) return null
  return <p className="notice">{words}</p>
}
