import { licence } from '../../src/licences.ts'
import { paths } from '../../src/paths.ts'
import { pictureToShare } from '../../src/picture.ts'
import type { Project } from '../../src/project.ts'
import { Refused } from '../api.ts'
import { page } from '../page.ts'

/** A project as a card, for frames on other sites. */
export const embedPage = page<Project>({
  name: 'embed',
  path: paths.embed({ owner: '{owner}', id: '{id}' }),
  kind: 'card',
  async load(api, { params: { owner = '', id = '' } }) {
    const project = await api.get<Project>(paths.api.project({ owner, id }))
    if (project.status !== 'published') throw new Refused(nothing)
    return project
  },
  head: ({ title, owner, id }) => ({
    title: `${title} by ${owner.name}`,
    canonical: paths.embed({ owner: owner.username, id }),
    noindex: true,
  }),
  View: Card,
})

/** To its maker too: a frame shows what everybody sees. */
const nothing = { statusCode: 404, error: 'Not Found', message: 'There is no such project.' }

function Card({ data: project }: { data: Project }) {
  const { title, summary, owner, id, licences } = project
  const address = paths.project({ owner: owner.username, id })
  return (
    <article className="card">
      <Cover project={project} />
      <div className="text">
        <h1>
          <Out href={address}>{title}</Out>
        </h1>
        {summary && <p className="summary">{summary}</p>}
        <p className="facts">
          <span>
            by <Out href={paths.profile(owner)}>{owner.name}</Out>
          </span>
          <a href={licence(licences.docs).url} target="_blank" rel="license noopener">
            {licences.docs}
          </a>
          <span className="site">
            on <Out href={paths.explore}>MuzHack</Out>
          </span>
        </p>
      </div>
    </article>
  )
}

/** A frame is too small to read in. */
const Out = ({ href, children }: { href: string; children: string }) => (
  <a href={href} target="_blank" rel="noopener">
    {children}
  </a>
)

function Cover({ project: { files, cover } }: { project: Project }) {
  const picture = files.find(({ key }) => key === cover)
  if (!picture) return null
  const { url } = pictureToShare(picture) ?? picture
  return <img className="cover" src={url} alt={picture.alt} />
}
