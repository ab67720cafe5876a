import type { ReactNode } from 'react'

/** A part of the form: what it is about on one side, its fields on the other. */
export function Part({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <section className="form-part">
      <div className="form-part-title">
        <h2>{title}</h2>
        <p className="hint">{about}</p>
      </div>
      <div className="form-part-fields">{children}</div>
    </section>
  )
}
