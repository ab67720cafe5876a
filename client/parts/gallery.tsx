import type { ProjectFile } from '../../src/project.ts'
import { Picture } from './picture.tsx'

/** As many as say what it is; the others wait to be asked for, so that the text is not far. */
const shown = 9

/** A project's pictures, its cover first and large. */
export function Gallery({ pictures, cover }: { pictures: ProjectFile[]; cover: string | null }) {
  if (pictures.length === 0) return null
  const first = pictures.find(({ key }) => key === cover)
  const ordered = first ? [first, ...pictures.filter(picture => picture !== first)] : pictures
  const further = ordered.slice(shown)
  return (
    <section className="galleries" aria-label="Pictures" data-gallery="">
      <div className={ordered.length > 1 ? 'gallery many' : 'gallery'}>
        {ordered.slice(0, shown).map((picture, index) => (
          <Figure
            key={picture.key}
            picture={picture}
            sizes={sizesOf(index, ordered.length)}
            eager={index === 0}
          />
        ))}
      </div>
      {further.length > 0 && (
        <details className="further-pictures">
          <summary>{further.length === 1 ? 'One more picture' : `${further.length} more pictures`}</summary>
          <div className="gallery even">
            {further.map(picture => (
              <Figure key={picture.key} picture={picture} sizes={small} eager={false} />
            ))}
          </div>
        </details>
      )}
    </section>
  )
}

const small = '(min-width: 78rem) 24rem, (min-width: 50rem) 31vw, 46vw'

/** How wide the layout of `.gallery` shows it. */
function sizesOf(index: number, count: number): string {
  if (count === 1) return '(min-width: 78rem) 75rem, 94vw'
  if (count === 2) return '(min-width: 78rem) 37rem, (min-width: 50rem) 47vw, 94vw'
  return index === 0 ? '(min-width: 78rem) 49rem, (min-width: 50rem) 62vw, 94vw' : small
}

function Figure({ picture, sizes, eager }: { picture: ProjectFile; sizes: string; eager: boolean }) {
  const { url, alt, width, height, path, caption } = picture
  return (
    <figure>
      <a
        href={url}
        data-picture=""
        data-width={width}
        data-height={height}
        aria-label={`Enlarge: ${alt || caption || path}`}
      >
        <Picture picture={picture} sizes={sizes} eager={eager} first={eager} />
      </a>
      {caption && <figcaption>{caption}</figcaption>}
    </figure>
  )
}
