export type Span = {
  prefix: string
  /** What follows the prefix up to here is told once, as a common prefix. Empty: every key by itself. */
  delimiter: string
  /** Begins after this key or common prefix. */
  after: string
  most: number
}

export type Page = {
  /** Keys and common prefixes in one order. */
  entries: { name: string; common: boolean }[]
  more: boolean
}

/** The keys of a store in the order of their UTF-8 bytes, read once they are asked for and kept up from then on. */
export type Keys = {
  added(key: string): void
  removed(key: string): void
  page(span: Span): Promise<Page>
}

/** Above any string of bytes that begins as the one before it. */
const last = '\u0100'

export function openKeys(read: () => Promise<string[]>): Keys {
  let sorted: Promise<string[]> | undefined
  // A change waits for the reading under way, which may have seen the folder before it or after.
  const change = (how: (keys: string[], key: string) => void, key: string) => {
    sorted = sorted?.then(keys => {
      how(keys, toBytes(key))
      return keys
    })
    sorted?.catch(() => (sorted = undefined))
  }
  return {
    added: key => change(insert, key),
    removed: key => change(remove, key),
    page: async span => {
      sorted ??= read().then(keys => keys.map(toBytes).toSorted())
      return pageOf(await sorted, span)
    },
  }
}

function pageOf(keys: readonly string[], span: Span): Page {
  const [prefix, delimiter] = [toBytes(span.prefix), toBytes(span.delimiter)]
  const entries: Page['entries'] = []
  let at = placeOf(keys, startOf(toBytes(span.after), prefix, delimiter))
  for (;;) {
    const key = keys[at]
    if (!key?.startsWith(prefix)) return { entries, more: false }
    if (entries.length === span.most) return { entries, more: true }
    const common = commonOf(key, prefix, delimiter)
    entries.push({ name: fromBytes(common ?? key), common: common !== undefined })
    at = common === undefined ? at + 1 : placeOf(keys, common + last)
  }
}

/** Where to go on: after the one that was told last, and after all that a common prefix stood for. */
function startOf(after: string, prefix: string, delimiter: string): string {
  if (after === '' || after < prefix) return prefix
  return commonOf(after, prefix, delimiter) === after ? after + last : `${after}\0`
}

function commonOf(key: string, prefix: string, delimiter: string): string | undefined {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
  return end < 0 ? undefined : key.slice(0, end + delimiter.length)
}

function insert(keys: string[], key: string): void {
  const at = placeOf(keys, key)
  if (keys[at] !== key) keys.splice(at, 0, key)
}

function remove(keys: string[], key: string): void {
  const at = placeOf(keys, key)
  if (keys[at] === key) keys.splice(at, 1)
}

/** Of the first that is not below. */
function placeOf(keys: readonly string[], key: string): number {
  let [low, high] = [0, keys.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((keys[middle] ?? '') < key) low = middle + 1
    else high = middle
  }
  return low
}

/** A character a byte: such strings sort as S3 wants it by themselves. */
function toBytes(key: string): string {
  return Buffer.from(key).toString('latin1')
}

function fromBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString()
}
