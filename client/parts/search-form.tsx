import { licensedParts } from '../../src/licences.ts'
import { paths } from '../../src/paths.ts'
import { projectLimits } from '../../src/project.ts'
import { filtersOf, holdings, longestQuery, type Sort, withoutFilter } from '../../src/search.ts'

type Props = { query: string; sort: Sort }

/** Words and filters in one field, and the same filters as controls for whoever does not know how they are typed. */
export function SearchForm({ query, sort }: Props) {
  return (
    <search>
      <form className="search-form" action={paths.explore} method="get">
        <div className="search">
          <label className="visually-hidden" htmlFor="q">
            Search projects
          </label>
          <input
            className="input"
            id="q"
            name="q"
            type="search"
            maxLength={longestQuery}
            defaultValue={query}
            placeholder="spring reverb [eurorack]"
            aria-describedby="q-hint"
            autoComplete="off"
            list="q-tags"
            data-suggest=""
          />
          <datalist id="q-tags" aria-label="Tags" />
          <button className="button primary" type="submit">
            Search
          </button>
        </div>
        {sort !== 'relevance' && <input type="hidden" name="sort" value={sort} />}
        <p className="hint" id="q-hint">
          Words, and tags in brackets: <code>[eurorack]</code>.{' '}
          <a href={paths.searchHelp}>All that you can type</a>
        </p>
        <Filters />
      </form>
      <Chosen query={query} sort={sort} />
    </search>
  )
}

const licences = [...new Set(Object.values(licensedParts).flatMap(({ choices }) => choices))].toSorted()

const holdingNames: Record<(typeof holdings)[number], string> = {
  audio: 'Sound to listen to',
  pictures: 'Pictures',
  files: 'Files to build from',
}

function Filters() {
  return (
    <details className="filters">
      <summary>Narrow it down</summary>
      <div className="filter-fields">
        <div className="field">
          <label htmlFor="filter-tag">Tag</label>
          <input
            className="input"
            id="filter-tag"
            name="tag"
            maxLength={projectLimits.tag}
            autoComplete="off"
            list="filter-tags"
            data-suggest=""
          />
          <datalist id="filter-tags" aria-label="Tags" />
        </div>
        <div className="field">
          <label htmlFor="filter-by">Maker’s user name</label>
          <input className="input" id="filter-by" name="by" maxLength={39} autoCapitalize="none" />
        </div>
        <div className="field">
          <label htmlFor="filter-license">Licence</label>
          <select className="input" id="filter-license" name="license">
            <option value="">Any</option>
            {licences.map(id => (
              <option key={id}>{id}</option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="filter-has">With</label>
          <select className="input" id="filter-has" name="has">
            <option value="">Anything</option>
            {holdings.map(holding => (
              <option key={holding} value={holding}>
                {holdingNames[holding]}
              </option>
            ))}
          </select>
        </div>
        <button className="button" type="submit">
          Narrow
        </button>
      </div>
    </details>
  )
}

/** The filters there are, each with the way to the results without it. */
function Chosen({ query, sort }: Props) {
  const filters = filtersOf(query)
  if (filters.length === 0) return null
  return (
    <ul className="tags chosen-filters" aria-label="Filters">
      {filters.map(filter => (
        <li key={filter}>
          <a className="tag" href={resultsAddress({ query: withoutFilter(query, filter), sort })}>
            {filter}
            <span aria-hidden="true"> ×</span>
            <span className="visually-hidden"> (take away)</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Where these results are; `after` for those further on. */
export const resultsAddress = ({ query, sort, after }: Props & { after?: string }): string => {
  const question = {
    ...(query && { q: query }),
    ...(sort !== 'relevance' && { sort }),
    ...(after !== undefined && { after }),
  }
  return Object.keys(question).length > 0 ? paths.searchFor(question) : paths.explore
}
