import { formatDay } from '../../src/format.ts'
import { type LicensedPart, licence, licensedParts } from '../../src/licences.ts'
import { paths } from '../../src/paths.ts'
import type { Project } from '../../src/project.ts'
import { AvatarPicture } from './avatar.tsx'
import { TagList } from './cards.tsx'
import { DownloadAll } from './download-all.tsx'
import { FileTree } from './file-tree.tsx'
import { Gallery } from './gallery.tsx'
import { ReportLink } from './report-link.tsx'
import { Sounds } from './sounds.tsx'

/** A project as its readers see it. */
export function ProjectView({ project }: { project: Project }) {
  const of = (kind: string) => project.files.filter(file => file.kind === kind)
  return (
    <article className="wide project">
      <Title project={project} />
      <Gallery pictures={of('picture')} cover={project.cover} />
      <div className="project-columns">
        <div className="project-text">
          <Sounds sounds={of('audio')} />
          <Text title="Description" html={project.descriptionHtml} />
          <Text title="Instructions" html={project.instructionsHtml} />
          <FileTree files={of('file')} />
          <DownloadAll project={project} />
        </div>
        <Facts project={project} />
      </div>
      {project.status === 'published' && <ReportLink about={addressOf(project)} what="this project" />}
    </article>
  )
}

const addressOf = ({ owner, id }: Project) => paths.project({ owner: owner.username, id })

function Title({ project }: { project: Project }) {
  const { owner, id, title, summary, status } = project
  return (
    <header className="project-header">
      {status === 'draft' && <p className="notice">This is a draft: only you can see it.</p>}
      {status === 'hidden' && <Hidden why={project.hiddenWhy} />}
      <h1>{title}</h1>
      {summary && <p className="project-summary">{summary}</p>}
      <p className="byline">
        <span className="by">
          <AvatarPicture account={owner} size={32} />
          <span>
            by <a href={paths.profile(owner)}>{owner.name}</a>
          </span>
        </span>
        <a
          className="button small"
          data-for={owner.username}
          hidden
          href={paths.editProject({ owner: owner.username, id })}
        >
          Edit
        </a>
      </p>
    </header>
  )
}

function Hidden({ why }: { why: string | null }) {
  return (
    <div className="notice bad hidden-notice">
      <p>A moderator has hidden this project: only its maker and moderators can see it.</p>
      {why !== null && <p>The reason: {why}</p>}
      <p>
        Its maker can mend what was wrong and answer the letter that told of it. Until it is restored it stays
        hidden, also when it is saved.
      </p>
    </div>
  )
}

/** Rendered and sanitised when it was saved. */
function Text({ title, html }: { title: string; html: string }) {
  if (!html.trim()) return null
  return (
    <section aria-labelledby={title.toLowerCase()}>
      <h2 id={title.toLowerCase()} className="part-title">
        {title}
      </h2>
      {/* oxlint-disable-next-line react/no-danger -- sanitised when saved */}
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
    </section>
  )
}

function Facts({ project }: { project: Project }) {
  const { published, updated, tags } = project
  return (
    <aside className="facts" aria-label="About this project">
      <dl>
        {published !== null && <Day label="Published" iso={published} />}
        {updated.slice(0, 10) !== published?.slice(0, 10) && <Day label="Updated" iso={updated} />}
        {licensed(project).map(([part, id]) => (
          <LicenceFact key={part} part={part} id={id} />
        ))}
      </dl>
      <TagList tags={tags} />
    </aside>
  )
}

/** In the order in which they are chosen. */
const licensed = ({ licences }: Project) =>
  (Object.keys(licensedParts) as LicensedPart[]).flatMap(part => {
    const id = licences[part]
    return id === undefined ? [] : [[part, id] as const]
  })

function Day({ label, iso }: { label: string; iso: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <time dateTime={iso}>{formatDay(iso)}</time>
      </dd>
    </div>
  )
}

function LicenceFact({ part, id }: { part: LicensedPart; id: string }) {
  const { name, url } = licence(id)
  return (
    <div>
      <dt>{licensedParts[part].label}</dt>
      <dd>
        <a rel="license noopener" href={url} title={name}>
          {id}
        </a>
      </dd>
    </div>
  )
}
