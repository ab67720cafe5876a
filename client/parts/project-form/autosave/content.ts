import type { Autosave, AutosaveChange } from '../../../../src/autosave.ts'
import type { ProjectFile } from '../../../../src/project.ts'
import { draftOf, type Item, toUnfinished } from '../../uploader/items.ts'
import { coverOf, type Uploads } from '../../uploader/uploads.ts'
import { printable, type Texts, textsOf } from '../texts.ts'

/** What a project says and shows, as far as it can be kept: a saved project is one too. */
export type Content = Autosave['content']

export const nothingTyped: Content = { ...textsOf(null), files: [], cover: null }

/** As typed, with the files that have arrived and those that are to. */
export function contentOf(texts: Texts, uploads: Uploads): Content {
  const unfinished = uploads.items.flatMap(item => toUnfinished(item) ?? [])
  return {
    ...texts,
    files: uploads.items.flatMap(item => toFile(item) ?? []),
    ...(unfinished.length > 0 && { unfinished }),
    cover: coverOf(uploads)?.key ?? null,
  }
}

/** A picture of this computer is seen at an address that ends with the page: the store's is found again by its key. */
function toFile(item: Item): ProjectFile | undefined {
  const { id: _, progress: __, origin: ___, upload: ____, key, alt, caption, url, ...file } = item
  if (key === null) return undefined
  return { ...file, key, alt: alt.trim(), caption: caption.trim(), url: isOfPage(url) ? '' : url }
}

const isOfPage = (url: string) => url.startsWith('blob:')

/** Whether something is not known any more that the server knows: where files are seen. */
export const needsAddresses = ({ files }: Content) => files.some(({ url }) => url === '')

/** What is sent of it. */
export const toSend = ({ files, unfinished, ...content }: Content): AutosaveChange['content'] => ({
  ...textsOf(content),
  ...(unfinished && { unfinished }),
  cover: content.cover,
  files: files.map(draftOf),
})

/** Equal for equal content. */
export const printOfContent = (content: Content): string => {
  const { files, unfinished = [], cover } = toSend(content)
  return JSON.stringify([
    printable(textsOf(content)),
    files.map(({ kind, path, key, alt, width, height, caption, focus, colour, variants, sha256 }) => [
      [kind, path, key, alt, width, height, caption, focus?.x, focus?.y, colour, sha256],
      variants?.map(({ key }) => key),
    ]),
    unfinished.map(({ id, alt, caption, upload }) => [id, alt, caption, upload]),
    cover,
  ])
}

export const isSameContent = (one: Content, other: Content) => printOfContent(one) === printOfContent(other)
