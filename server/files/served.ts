import { encodeKey, privateFolder } from './address.ts'
import type { Described } from './files.ts'

/** Objects never change: their keys are new each time. */
const aYear = 'public, max-age=31536000, immutable'

const cacheControl = (key: string) => (key.startsWith(privateFolder) ? 'private, no-store' : aYear)

/** How an object is served, by the names of the headers. */
export function servedWith({
  key,
  attachment,
}: Pick<Described, 'key' | 'attachment'>): Record<string, string> {
  return {
    'Cache-Control': cacheControl(key),
    ...(attachment !== undefined && { 'Content-Disposition': download(attachment) }),
  }
}

/** The same as the SDK wants it, with what a bucket asks of those who write into it. */
export function describe({ key, type, attachment }: Described) {
  return {
    Key: key,
    ContentType: type,
    CacheControl: cacheControl(key),
    ACL: 'bucket-owner-full-control' as const,
    ...(attachment !== undefined && { ContentDisposition: download(attachment) }),
  }
}

/** RFC 6266: the real name in UTF-8, and one in ASCII for what cannot read it. */
function download(name: string): string {
  const ascii = name.replace(/[^ -~]|["\\%]/gu, '_')
  const encoded = encodeKey(name).replaceAll('/', '_')
  return `attachment; filename="${ascii.replaceAll('/', '_')}"; filename*=UTF-8''${encoded}`
}
