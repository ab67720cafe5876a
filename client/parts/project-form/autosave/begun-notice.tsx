import { useState } from 'react'
import type { AutosaveCard } from '../../../../src/autosave.ts'
import { paths } from '../../../../src/paths.ts'
import type { Found } from './copies.ts'
import { since } from './since.ts'

/** New projects that were begun and never saved, as they were at this time. */
export type Begun = { cards: AutosaveCard[]; now: string }

/** Leads back to what was begun. */
export function BegunNotice({ begun: { cards, now }, begunHere }: { begun: Begun; begunHere: Found[] }) {
  const [isPutAside, putAside] = useState(false)
  const here = begunHere.map(({ copy }) => ({ ...copy, title: copy.content.title }))
  const all = [...cards, ...here.filter(({ id }) => !cards.some(card => card.id === id))]
  const [last] = all.toSorted((one, other) => other.updated.localeCompare(one.updated))
  if (!last || isPutAside) return null
  return (
    <div className="notice begun">
      <p>
        You worked on {last.title.trim() ? `‘${last.title.trim()}’` : 'a project without a title'}{' '}
        {since(last.updated, Date.parse(now))} and have not saved it.{' '}
        {all.length > 1 && <a href={paths.drafts}>{othersIn(all.length - 1)}</a>}
      </p>
      <div className="buttons">
        <a className="button small primary" href={paths.createFrom(last)}>
          Go on with it
        </a>
        <button type="button" className="button small" onClick={() => putAside(true)}>
          Start anew
        </button>
      </div>
    </div>
  )
}

const othersIn = (count: number) => (count === 1 ? 'There is one more.' : `There are ${count} more.`)
