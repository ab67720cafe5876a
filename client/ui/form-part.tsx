import type { ReactNode } from 'react'

type Props = {
  title: string
  about: string
  /** For fields that need all the room there is. */
  isWide?: boolean
  children: ReactNode
}

/** A part of the form: what it is about on one side, its fields on the other. */
export function Part({ title, about, isWide = false, children }: Props) {
  return (
    <section className={isWide ? 'form-part wide-part' : 'form-part'}>
      <div className="form-part-title">
        <h2>{title}</h2>
        <p className="hint">{about}</p>
      </div>
      <div className="form-part-fields">{children}</div>
    </section>
  )
}
