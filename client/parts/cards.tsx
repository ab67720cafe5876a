import { sortBy } from 'ramda'
import { marksIn } from '../../src/marks.ts'
import { paths } from '../../src/paths.ts'
import type { Card, Cards as CardsPage } from '../../src/project.ts'
import type { Term } from '../../src/search.ts'
import { Marked } from './marked.tsx'
import { Picture } from './picture.tsx'

type Props = CardsPage & {
  more: (after: string) => string
  withMaker?: boolean
  /** What was looked for, which stands out. */
  terms?: readonly Term[]
}

/** Projects in a grid, and the way to the next page. */
export function Cards({ projects, next, more, withMaker = true, terms = [] }: Props) {
  return (
    <>
      <ul className="cards" data-cards="">
        {projects.map((card, index) => (
          <li key={`${card.owner.username}/${card.id}`}>
            <ProjectCard card={card} withMaker={withMaker} terms={terms} place={index} />
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

type CardProps = { card: Card; withMaker: boolean; terms: readonly Term[]; place: number }

function ProjectCard({ card, withMaker, terms, place }: CardProps) {
  const { owner, id, title, summary, tags, cover, status, licence, excerpt } = card
  return (
    <article className="card">
      <Cover cover={cover} eager={place < 3} first={place === 0} />
      <div className="card-text">
        <h3>
          <a className="card-link" href={paths.project({ owner: owner.username, id })}>
            <Marked text={title} terms={terms} />
          </a>
        </h3>
        {status !== 'published' && <p className="tag">{status === 'draft' ? 'Draft' : 'Hidden'}</p>}
        {withMaker && (
          <p className="card-maker">
            by{' '}
            <a href={paths.profile(owner)}>
              <Marked text={owner.name} terms={terms} />
            </a>
          </p>
        )}
        {summary && (
          <p className="card-summary">
            <Marked text={summary} terms={terms} />
          </p>
        )}
        {excerpt !== null && (
          <p className="card-excerpt">
            <Marked text={excerpt} terms={terms} />
          </p>
        )}
        <div className="card-foot">
          <TagList tags={shownTags(tags, terms)} terms={terms} />
          <span className="card-licence">{licence}</span>
        </div>
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

/** Those that were looked for are among them. */
const shownTags = (tags: readonly string[], terms: readonly Term[]) =>
  sortBy(tag => (marksIn(tag, terms).length > 0 ? 0 : 1), tags).slice(0, 4)

export function TagList({ tags, terms = [] }: { tags: readonly string[]; terms?: readonly Term[] }) {
  if (tags.length === 0) return null
  return (
    <ul className="tags" aria-label="Tags">
      {tags.map(tag => (
        <li key={tag}>
          <a className="tag" href={paths.tag({ tag })}>
            <Marked text={tag} terms={terms} />
          </a>
        </li>
      ))}
    </ul>
  )
}
