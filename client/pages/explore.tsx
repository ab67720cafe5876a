import { paths } from '../../src/paths.ts'
import type { SearchResults } from '../../src/project.ts'
import { longestQuery, parseSearch, type Sort, sorts, withFilter } from '../../src/search.ts'
import { topics } from '../../src/topics.ts'
import { page } from '../page.ts'
import { Cards } from '../parts/cards.tsx'
import { resultsAddress, SearchForm } from '../parts/search-form.tsx'
import { siteData } from '../parts/structured-data.ts'

type Data = { query: string; sort: Sort; isFirst: boolean; found: SearchResults }

export const explorePage = page<Data>({
  name: 'explore',
  path: paths.explore,
  kind: 'document',
  shared: {
    query: ['q', 'tag', 'by', 'license', 'has', 'sort', 'after'],
    topics: () => [topics.lists],
  },
  async load(api, { query: { after, sort: wanted, ...asked } }) {
    const query = queryOf(asked)
    const sort = sorts.find(sort => sort === wanted) ?? 'relevance'
    const question = new URLSearchParams({ query, sort, ...(after !== undefined && { after }) })
    const found = await api.get<SearchResults>(`${paths.api.search}?${question}`)
    return { query, sort, isFirst: after === undefined, found }
  },
  head: ({ query }) => ({
    title: query ? `Search: ${query}` : 'MuzHack',
    description:
      'Synth modules, pedals, controllers, instruments and patches, published by their makers to build.',
    canonical: paths.explore,
    feed: query
      ? { title: `Projects that match ${query}`, path: paths.searchFeed(query) }
      : { title: 'Newest projects', path: paths.feed },
    noindex: query !== '',
    data: siteData,
  }),
  View: Explore,
})

/** What the controls say is added to what is typed. */
function queryOf({ q = '', tag, by, license, has }: Record<string, string | undefined>): string {
  const filters = [tag && `[${tag}]`, by && `by:${by}`, license && `license:${license}`, has && `has:${has}`]
  return filters
    .filter(filter => filter !== undefined && filter !== '')
    .reduce<string>((query, filter) => withFilter(query, filter ?? ''), q.trim())
    .slice(0, longestQuery)
}

function Explore({ data }: { data: Data }) {
  const { query, sort, isFirst, found } = data
  const looked = found.instead ?? query
  return (
    <div className="wide">
      {!query && isFirst && (
        <div className="welcome">
          <h1>Build the instrument you hear in your head.</h1>
          <p>
            Synth modules, pedals, controllers and patches, published by their makers: look, listen, download,
            build.
          </p>
        </div>
      )}
      {query && <h1 className="visually-hidden">Projects that match {query}</h1>}
      <SearchForm query={query} sort={sort} />
      <section aria-labelledby="list">
        <div className="list-head">
          <h2 id="list" className="list-title">
            {titleOf(data)}
          </h2>
          <Sorts query={query} sort={sort} />
        </div>
        {found.instead !== null && (
          <p className="instead">
            Nothing matches “{query}”. This is what{' '}
            <a href={resultsAddress({ query: found.instead, sort })}>{found.instead}</a> finds.
          </p>
        )}
        {found.projects.length > 0 ? (
          <Cards
            {...found}
            terms={parseSearch(looked).terms}
            more={after => resultsAddress({ query: looked, sort, after })}
          />
        ) : (
          <Nothing {...data} />
        )}
      </section>
    </div>
  )
}

const sortNames: Record<Sort, string> = {
  relevance: 'Best match',
  newest: 'Newest',
  updated: 'Recently updated',
}

/** Without words there is no best match: the newest come first. */
function Sorts({ query, sort }: Pick<Data, 'query' | 'sort'>) {
  const hasWords = parseSearch(query).terms.length > 0
  const now = !hasWords && sort === 'relevance' ? 'newest' : sort
  return (
    <nav className="sorts" aria-label="Order">
      <ul>
        {sorts
          .filter(other => hasWords || other !== 'relevance')
          .map(other => (
            <li key={other}>
              <a
                href={resultsAddress({ query, sort: !hasWords && other === 'newest' ? 'relevance' : other })}
                aria-current={other === now ? 'true' : undefined}
              >
                {sortNames[other]}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  )
}

function Nothing({ query, isFirst, found: { near } }: Data) {
  if (!query && isFirst) {
    return (
      <p className="nothing">
        There is nothing here yet. <a href={paths.create}>Publish the first project</a>.
      </p>
    )
  }
  if (!isFirst) {
    return (
      <p className="nothing">
        That was all. <a href={resultsAddress({ query, sort: 'relevance' })}>Back to the first ones</a>.
      </p>
    )
  }
  return (
    <div className="nothing">
      <p>
        No project has all of that. Try fewer words, or{' '}
        <a href={paths.explore}>look at the newest projects</a>.
      </p>
      {near.length > 0 && (
        <>
          <p>These find something:</p>
          <ul className="near">
            {near.map(query => (
              <li key={query}>
                <a href={paths.search(query)}>{query}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function titleOf({ query, sort, isFirst }: Data): string {
  if (query) return `Projects that match “${query}”`
  if (!isFirst) return 'More projects'
  return sort === 'updated' ? 'Recently updated projects' : 'Newest projects'
}
