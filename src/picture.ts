import { copiesOf, cropOf, cropSize } from './crop.ts'
import type { Picture } from './project.ts'

/** A picture in one of the sizes that it is there in, in pixels. */
export type SizedPicture = { url: string; width: number; height: number }

type Most = Omit<SizedPicture, 'url'>
const anySize: Most = { width: Number.POSITIVE_INFINITY, height: Number.POSITIVE_INFINITY }

/** By width; none where its size is not known. */
function sizesOf({ url, width, height, variants }: Picture): SizedPicture[] {
  if (!width || !height) return []
  const heightAt = (smaller: number) => Math.max(1, Math.round((height * smaller) / width))
  const smaller = copiesOf(variants).map(({ url, width }) => ({ url, width, height: heightAt(width) }))
  return [...smaller, { url, width, height }]
}

/** What stands for a picture at other sites: no larger than they need, where there is a choice, and never larger than `most`. */
export function pictureToShare(picture: Picture, most: Most = anySize): SizedPicture | undefined {
  const sizes = sizesOf(picture).filter(({ width, height }) => width <= most.width && height <= most.height)
  return sizes.find(({ width }) => width >= sharedWidth) ?? sizes.at(-1)
}

/** The same, of the shape that cards beside links have; undefined where there is none, or none so small. */
export function cropToShare({ variants }: Picture, most: Most = anySize): SizedPicture | undefined {
  const crop = cropOf(variants)
  const fits = cropSize.width <= most.width && cropSize.height <= most.height
  return crop && fits ? { url: crop.url, ...cropSize } : undefined
}

const sharedWidth = 1200
