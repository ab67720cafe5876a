import { cropSize, cropType } from '../../src/crop.ts'
import { paths } from '../../src/paths.ts'
import { cropToShare, pictureToShare } from '../../src/picture.ts'
import type { Picture } from '../../src/project.ts'
import type { Head, Place, ShownImage } from '../page.ts'

/** What other sites show of a page when somebody links to it: https://ogp.me, and Twitter's own name for its size. */
export function Sharing({ head, place }: { head: Head; place: Place }) {
  const image = head.image ?? siteImage(place)
  const graph: [property: string, content: string | number | undefined][] = [
    ['og:title', head.title],
    ['og:site_name', 'MuzHack'],
    ['og:url', place.url],
    ['og:description', head.description],
    ['og:image', image.url],
    ['og:image:width', image.width],
    ['og:image:height', image.height],
    ['og:image:type', image.type],
    ['og:image:alt', image.alt],
    ...(head.graph ?? [['og:type', 'website']]),
  ]
  return (
    <>
      {graph
        .filter(([, content]) => content !== undefined && content !== '')
        .map(([property, content]) => (
          <meta key={`${property} ${content}`} property={property} content={`${content}`} />
        ))}
      <meta name="twitter:card" content={isSquare(image) ? 'summary' : 'summary_large_image'} />
    </>
  )
}

/** A picture as other sites show it: as its maker's browser cut it for them, or else as it is. */
export function imageToShare(picture: Picture): ShownImage {
  const { alt, url } = picture
  const crop = cropToShare(picture)
  return crop ? { alt, ...crop, type: cropType } : { alt, ...(pictureToShare(picture) ?? { url }) }
}

const siteImage = ({ site }: Place): ShownImage => ({
  url: site + paths.siteCard,
  alt: 'MuzHack: music hardware and software to browse, hear and build',
  ...cropSize,
  type: cropType,
})

const isSquare = ({ width, height }: ShownImage) => width !== undefined && width === height
