import { paths } from '../../src/paths.ts'
import type { Card, Cards as CardsPage } from '../../src/project.ts'

type Props = CardsPage & { more: (after: string) => string; withMaker?: boolean }

/** Projects in a grid, and the way to the next page. */
export function Cards({ projects, next, more, withMaker = true }: Props) {
  return (
    <>
      <ul className="cards" data-cards="">
        {projects.map((card, index) => (
          <li key={`${card.owner.username}/${card.id}`}>
            <ProjectCard card={card} withMaker={withMaker} eager={index < 3} />
          </li>
        ))}
      </ul>
      {next !== null && (
        <p className="more">
          <a className="button" data-more="" href={more(next)}>
            More projects
          </a>
        </p>
      )}
    </>
  )
}

function ProjectCard({ card, withMaker, eager }: { card: Card; withMaker: boolean; eager: boolean }) {
  const { owner, id, title, summary, tags, cover, status } = card
  return (
    <article className="card">
      <Cover cover={cover} eager={eager} />
      <div className="card-text">
        <h3>
          <a className="card-link" href={paths.project({ owner: owner.username, id })}>
            {title}
          </a>
        </h3>
        {status === 'draft' && <p className="tag">Draft</p>}
        {withMaker && (
          <p className="card-maker">
            by <a href={paths.profile(owner)}>{owner.name}</a>
          </p>
        )}
        {summary && <p className="card-summary">{summary}</p>}
        <TagList tags={tags.slice(0, 4)} />
      </div>
    </article>
  )
}

function Cover({ cover, eager }: { cover: Card['cover']; eager: boolean }) {
  if (!cover) return <div className="card-cover empty" aria-hidden="true" />
  const { url, alt, width, height } = cover
  const size = width && height ? { width, height } : {}
  return (
    <div className="card-cover">
      <img src={url} alt={alt} {...size} loading={eager ? 'eager' : 'lazy'} decoding="async" />
    </div>
  )
}

export function TagList({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null
  return (
    <ul className="tags" aria-label="Tags">
      {tags.map(tag => (
        <li key={tag}>
          <a className="tag" href={paths.search(`[${tag}]`)}>
            {tag}
          </a>
        </li>
      ))}
    </ul>
  )
}
