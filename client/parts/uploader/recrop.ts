import { copiesOf, middle } from '../../../src/crop.ts'
import { postOnce } from './attempt.ts'
import { isCutElsewhere, sourceOf } from './crop.ts'
import type { Item } from './items.ts'
import type { Outside } from './outside.ts'
import { cropPiece, variantsIn } from './parcel.ts'

/** In ms, for which somebody who saves waits at most. */
const patience = 20_000

/** These pictures, with what other sites show of them cut around their focus points, as far as that can be done. */
export async function croppedAll(
  items: readonly Item[],
  fileOf: (id: string) => File | undefined,
  outside: Outside,
): Promise<Item[]> {
  const signal = AbortSignal.timeout(patience)
  const all: Item[] = []
  // One after the other: a phone's memory holds one.
  for (const item of items) {
    const variants = await recropped(item, fileOf(item.id), outside, signal)
    all.push(variants ? { ...item, variants } : item)
  }
  return all
}

/**
 * A picture's variants with what other sites show of it cut anew where its focus point has moved. `file` is the picture
 * where it is at hand; else it is fetched. Undefined where nothing is to be done, or it cannot be: then the old one serves.
 */
async function recropped(
  item: Item,
  file: File | undefined,
  outside: Outside,
  signal: AbortSignal,
): Promise<Item['variants'] | undefined> {
  if (!isCutElsewhere(item) || signal.aborted) return undefined
  const focus = item.focus ?? middle
  const picture = file ?? (await outside.fetch(sourceOf(item), signal))
  const crop = picture && (await outside.crop(picture, focus))
  if (!crop) return undefined
  const piece = cropPiece(item.path, crop, focus)
  const outcome = await postOnce({ item, signal, tell: () => undefined }, piece, 0, outside)
  return outcome.next === 'arrived' ? [...copiesOf(item.variants), ...variantsIn([piece])] : undefined
}
