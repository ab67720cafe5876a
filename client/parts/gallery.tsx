import type { ProjectFile } from '../../src/project.ts'

/** A project's pictures, its cover first and large. */
export function Gallery({ pictures, cover }: { pictures: ProjectFile[]; cover: string | null }) {
  if (pictures.length === 0) return null
  const first = pictures.find(({ key }) => key === cover)
  const ordered = first ? [first, ...pictures.filter(picture => picture !== first)] : pictures
  return (
    <section
      className={ordered.length > 1 ? 'gallery many' : 'gallery'}
      aria-label="Pictures"
      data-gallery=""
    >
      {ordered.map((picture, index) => (
        <Picture key={picture.key} picture={picture} eager={index === 0} />
      ))}
    </section>
  )
}

function Picture({ picture, eager }: { picture: ProjectFile; eager: boolean }) {
  const { url, alt, width, height, path } = picture
  const size = width && height ? { width, height } : {}
  return (
    <a
      href={url}
      data-picture=""
      data-width={width}
      data-height={height}
      aria-label={`Enlarge: ${alt || path}`}
    >
      <img src={url} alt={alt} {...size} loading={eager ? 'eager' : 'lazy'} decoding="async" />
    </a>
  )
}
