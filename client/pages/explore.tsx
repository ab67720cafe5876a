import { paths } from '../../src/paths.ts'
import type { Cards as CardsPage } from '../../src/project.ts'
import { longestQuery } from '../../src/search.ts'
import { topics } from '../../src/topics.ts'
import { page } from '../page.ts'
import { Cards } from '../parts/cards.tsx'
import { siteData } from '../parts/structured-data.ts'

type Data = { query: string; isFirst: boolean; found: CardsPage }

export const explorePage = page<Data>({
  name: 'explore',
  path: paths.explore,
  kind: 'document',
  shared: { query: ['q', 'after'], topics: () => [topics.lists] },
  async load(api, { query: { q = '', after } }) {
    const query = q.slice(0, longestQuery)
    const question = new URLSearchParams({ query, ...(after !== undefined && { after }) })
    const found = await api.get<CardsPage>(`${paths.api.search}?${question}`)
    return { query, isFirst: after === undefined, found }
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

function Explore({ data: { query, isFirst, found } }: { data: Data }) {
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
      <SearchForm query={query} />
      <section aria-labelledby="list">
        <h2 id="list" className="list-title">
          {titleOf(query, isFirst)}
        </h2>
        {found.projects.length > 0 ? (
          <Cards {...found} more={after => moreAddress(query, after)} />
        ) : (
          <Nothing query={query} />
        )}
      </section>
    </div>
  )
}

function SearchForm({ query }: { query: string }) {
  return (
    <search>
      <form className="search" action={paths.explore} method="get">
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
        />
        <button className="button primary" type="submit">
          Search
        </button>
      </form>
      <p className="hint" id="q-hint">
        Words, and tags in brackets: <code>[eurorack]</code>
      </p>
    </search>
  )
}

function Nothing({ query }: { query: string }) {
  if (!query) {
    return (
      <p className="nothing">
        There is nothing here yet. <a href={paths.create}>Publish the first project</a>.
      </p>
    )
  }
  return (
    <p className="nothing">
      No project has all of that. Try fewer words, or <a href={paths.explore}>look at the newest projects</a>.
    </p>
  )
}

function titleOf(query: string, isFirst: boolean): string {
  if (query) return `Projects that match “${query}”`
  return isFirst ? 'Newest projects' : 'More projects'
}

const moreAddress = (query: string, after: string) =>
  `${paths.explore}?${new URLSearchParams({ ...(query && { q: query }), after })}`
