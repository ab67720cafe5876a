import { paths } from '../../src/paths.ts'
import { projectLimits } from '../../src/project.ts'
import type { TagCounts } from '../../src/tag.ts'
import { topics } from '../../src/topics.ts'
import { page } from '../page.ts'

type Data = { begin: string; isFirst: boolean; found: TagCounts }

export const tagsPage = page<Data>({
  name: 'tags',
  path: paths.tags,
  kind: 'document',
  shared: { query: ['begin', 'after'], topics: () => [topics.lists] },
  async load(api, { query: { begin: typed = '', after } }) {
    const begin = typed.slice(0, projectLimits.tag)
    const question = new URLSearchParams({ begin, ...(after !== undefined && { after }) })
    const found = await api.get<TagCounts>(`${paths.api.tags}?${question}`)
    return { begin, isFirst: after === undefined, found }
  },
  head: ({ begin, isFirst }) => ({
    title: 'Tags',
    description: 'Everything that projects on MuzHack are filed under, the most used tags first.',
    canonical: paths.tags,
    noindex: begin !== '' || !isFirst,
  }),
  View: Tags,
})

function Tags({ data: { begin, found } }: { data: Data }) {
  return (
    <div className="wide tags-page">
      <h1>Tags</h1>
      <search>
        <form className="search" action={paths.tags} method="get">
          <label className="visually-hidden" htmlFor="begin">
            Tags that begin with
          </label>
          <input
            className="input"
            id="begin"
            name="begin"
            type="search"
            maxLength={projectLimits.tag}
            defaultValue={begin}
            placeholder="euro"
          />
          <button className="button primary" type="submit">
            Find tags
          </button>
        </form>
      </search>
      {found.tags.length > 0 ? (
        <TagCloud {...found} />
      ) : (
        <p className="nothing">
          No tag begins with “{begin}”. <a href={paths.tags}>See all tags</a>, or{' '}
          <a href={paths.search(begin)}>search for the word</a>.
        </p>
      )}
    </div>
  )
}

function TagCloud({ tags, next }: TagCounts) {
  return (
    <>
      <ul className="tag-counts" data-cards="">
        {tags.map(({ tag, projects }) => (
          <li key={tag}>
            <a className="tag" href={paths.tag({ tag })}>
              {tag}
            </a>{' '}
            <span className="count">
              {projects.toLocaleString('en')}
              <span className="visually-hidden">{projects === 1 ? ' project' : ' projects'}</span>
            </span>
          </li>
        ))}
      </ul>
      {next !== null && (
        <p className="more">
          <a className="button" data-more="" href={paths.tagsFor({ after: next })}>
            More tags
          </a>
        </p>
      )}
    </>
  )
}
