import { paths } from '../../src/paths.ts'
import type { Card, Cards as CardsPage } from '../../src/project.ts'
import { Picture } from './picture.tsx'

type Props = CardsPage & { more: (after: string) => string; withMaker?: boolean }

/** Projects in a grid, and the way to the next page. */
export function Cards({ projects, next, more, withMaker = true }: Props) {
  return (
    <>
      <ul className="cards" data-cards="">
        {projects.map((card, index) => (
          <li key={`${card.owner.username}/${card.id}`}>
            <ProjectCard card={card} withMaker={withMaker} place={index} />
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

function ProjectCard({ card, withMaker, place }: { card: Card; withMaker: boolean; place: number }) {
  const { owner, id, title, summary, tags, cover, status } = card
  return (
    <article className="card">
      <Cover cover={cover} eager={place < 3} first={place === 0} />
      <div className="card-text">
        <h3>
          <a className="card-link" href={paths.project({ owner: owner.username, id })}>
            {title}
          </a>
        </h3>
        {status !== 'published' && <p className="tag">{status === 'draft' ? 'Draft' : 'Hidden'}</p>}
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

const sizes = '(min-width: 78rem) 24rem, (min-width: 63rem) 31vw, (min-width: 43rem) 47vw, 94vw'

type CoverProps = { cover: Card['cover']; eager: boolean; first: boolean }

function Cover({ cover, eager, first }: CoverProps) {
  if (!cover) return <div className="card-cover empty" aria-hidden="true" />
  return (
    <div className="card-cover">
      <Picture picture={cover} sizes={sizes} eager={eager} first={first} />
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
