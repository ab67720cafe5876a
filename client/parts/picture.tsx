import { copiesOf } from '../../src/crop.ts'
import type { Focus, Picture as Shown } from '../../src/project.ts'
import { variantWidths } from '../../src/upload.ts'

type Props = {
  picture: Shown
  /** How wide it is shown, as the `sizes` of an img. */
  sizes: string
  /** Loaded at once, not when it comes near. */
  eager: boolean
  /** What a reader looks for first. */
  first?: boolean
}

/** A picture in the width that the screen needs, over its colour until it has loaded. */
export function Picture({ picture, sizes, eager, first = false }: Props) {
  const { url, alt, width, height, colour, focus } = picture
  const size = width && height ? { width, height } : {}
  const choice = choiceOf(picture)
  const srcSet = choice.map(({ url, width }) => `${url} ${width}w`).join(', ')
  return (
    <>
      {colour && (
        <svg className="picture-colour" aria-hidden="true">
          <rect width="100%" height="100%" fill={colour} />
        </svg>
      )}
      <img
        // Before src, or Safari begins to load that.
        {...(choice.length > 1 && { srcSet, sizes: eager ? sizes : `auto, ${sizes}` })}
        src={choice.at(-1)?.url ?? url}
        alt={alt}
        {...size}
        {...(focus && { className: focusClass(focus) })}
        loading={eager ? 'eager' : 'lazy'}
        {...(first && { fetchPriority: 'high' })}
        decoding="async"
      />
    </>
  )
}

const widest = Math.max(...variantWidths)

/** An original larger than its variants is for those who enlarge it. */
function choiceOf({ url, width, variants }: Shown): { url: string; width: number }[] {
  const copies = copiesOf(variants)
  return width !== null && width <= widest ? [...copies, { url, width }] : copies
}

/** Classes, for the content security policy allows no style in place: tenths of the way. */
export const focusClass = ({ x, y }: Focus) => `focus-x-${Math.round(x / 10)} focus-y-${Math.round(y / 10)}`
