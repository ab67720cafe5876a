import type { Attachment, Attachments } from '../../ui/markdown-editor/attachments.ts'
import { readDrop, readPicked } from './drop.ts'
import { hasFailed, type Item, isUnderWay } from './items.ts'
import { wordsFor } from './progress-line.tsx'
import type { Uploader } from './uploader.ts'
import type { Uploads } from './uploads.ts'

/** A project's files as its texts use them. */
export function attachmentsOf(uploader: Uploader, uploads: Uploads): Attachments {
  return {
    files: uploads.items.map(item => toAttachment(item, uploads)),
    async add(given, as) {
      const dropped =
        given instanceof DataTransfer ? await readDrop(given) : { found: readPicked(given), notes: [] }
      const { ids, notes } = uploader.add(dropped.found, as === 'picture' ? 'pictures' : 'text')
      return { ids, notes: [...notes, ...dropped.notes] }
    },
    find(ids) {
      const now = uploader.uploads()
      return now.items.filter(({ id }) => ids.includes(id)).map(item => toAttachment(item, now))
    },
    retry: uploader.retry,
    remove: uploader.remove,
  }
}

function toAttachment(item: Item, { hold }: Uploads): Attachment {
  const { id, kind, path, url } = item
  return { id, kind, path, url, state: stateOf(item), words: wordsFor(item, hold) }
}

function stateOf(item: Item): Attachment['state'] {
  if (hasFailed(item)) return 'failed'
  return isUnderWay(item) ? 'underWay' : 'arrived'
}
