import type { Picture } from './project.ts'

/** A picture in one of the sizes that it is there in, in pixels. */
export type SizedPicture = { url: string; width: number; height: number }

/** By width; none where its size is not known. */
function sizesOf({ url, width, height, variants }: Picture): SizedPicture[] {
  if (!width || !height) return []
  const heightAt = (smaller: number) => Math.max(1, Math.round((height * smaller) / width))
  const smaller = variants.map(({ url, width }) => ({ url, width, height: heightAt(width) }))
  return [...smaller, { url, width, height }]
}

/** What other sites show: no larger than they need, where there is a choice, and never larger than `most`. */
export function pictureToShare(
  picture: Picture,
  most = { width: Number.POSITIVE_INFINITY, height: Number.POSITIVE_INFINITY },
): SizedPicture | undefined {
  const sizes = sizesOf(picture).filter(({ width, height }) => width <= most.width && height <= most.height)
  return sizes.find(({ width }) => width >= sharedWidth) ?? sizes.at(-1)
}

const sharedWidth = 1200
