import { paths } from '../../src/paths.ts'
import type { SearchResults } from '../../src/project.ts'
import type { TagCount } from '../../src/tag.ts'
import { topics } from '../../src/topics.ts'
import { page } from '../page.ts'
import { Cards } from '../parts/cards.tsx'

type Data = TagCount & { isFirst: boolean; found: SearchResults }

export const tagPage = page<Data>({
  name: 'tag',
  path: paths.tag({ tag: '{tag}' }),
  kind: 'document',
  shared: { query: ['after'], topics: () => [topics.lists] },
  async load(api, { params: { tag: asked = '' }, query: { after } }) {
    const { tag, projects } = await api.get<TagCount>(paths.api.tag({ tag: asked }))
    const question = new URLSearchParams({ query: `[${tag}]`, ...(after !== undefined && { after }) })
    const found = await api.get<SearchResults>(`${paths.api.search}?${question}`)
    return { tag, projects, isFirst: after === undefined, found }
  },
  head: ({ tag, projects, isFirst }) => ({
    title: `Projects tagged ${tag}`,
    description: `${countOf(projects)} tagged ${tag} on MuzHack: pictures, instructions and files to build them.`,
    canonical: paths.tag({ tag }),
    noindex: !isFirst,
    feed: { title: `Projects tagged ${tag}`, path: paths.tagFeed({ tag }) },
  }),
  View: Tag,
})

function Tag({ data: { tag, projects, found } }: { data: Data }) {
  return (
    <div className="wide tag-page">
      <header className="tag-head">
        <h1>{tag}</h1>
        <p>
          {`${countOf(projects)}, the newest first. `}
          <a href={paths.search(`[${tag}] `)}>Search among them</a>, or see <a href={paths.tags}>all tags</a>.
        </p>
      </header>
      <section aria-label={`Projects tagged ${tag}`}>
        <Cards {...found} more={after => paths.tagFrom({ tag, after })} />
      </section>
    </div>
  )
}

const countOf = (projects: number) =>
  `${projects.toLocaleString('en')} ${projects === 1 ? 'project' : 'projects'}`
