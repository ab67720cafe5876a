import { copiesOf, middle } from '../../../src/crop.ts'
import { postOnce } from './attempt.ts'
import { isCutElsewhere, sourceOf } from './crop.ts'
import type { Item } from './items.ts'
import type { Outside } from './outside.ts'
import { cropPiece, variantsIn } from './parcel.ts'

/** In ms, of all that somebody waits for who saves. */
const patience = 20_000

/**
 * A picture's variants with what other sites show of it cut anew where its focus point has moved. `file` is the picture
 * where it is at hand; else it is fetched. Undefined where nothing is to be done, or it cannot be: then the old one serves.
 */
export async function recropped(
  item: Item,
  file: File | undefined,
  outside: Outside,
): Promise<Item['variants'] | undefined> {
  if (!isCutElsewhere(item)) return undefined
  const signal = AbortSignal.timeout(patience)
  const focus = item.focus ?? middle
  const picture = file ?? (await outside.fetch(sourceOf(item), signal))
  const crop = picture && (await outside.crop(picture, focus))
  if (!crop) return undefined
  const piece = cropPiece(item.path, crop, focus)
  const outcome = await postOnce({ item, signal, tell: () => undefined }, piece, 0, outside)
  return outcome.next === 'arrived' ? [...copiesOf(item.variants), ...variantsIn([piece])] : undefined
}
