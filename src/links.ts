/** How many a profile has, and how long each may be, in characters. */
export const linkLimits = { count: 8, length: 200 } as const

/** Links as they are kept, or what is wrong, by the position of the link. */
export type CheckedLinks = { links: string[]; problems: Record<number, string> }

/** Addresses as typed: empty ones go, the others are made whole. */
export function checkLinks(typed: readonly string[]): CheckedLinks {
  const links: string[] = []
  const problems: Record<number, string> = {}
  for (const [index, text] of typed.entries()) {
    if (text.trim() === '') continue
    const link = normaliseLink(text)
    const problem = link === undefined ? notAnAddress : problemWith(link, links)
    if (problem !== undefined) problems[index] = problem
    else if (link !== undefined) links.push(link)
  }
  return { links, problems }
}

const notAnAddress = 'This is no web address: use one such as https://example.org/you.'

function problemWith(link: string, others: readonly string[]): string | undefined {
  if (link.length > linkLimits.length)
    return `This address is too long: at most ${linkLimits.length} characters.`
  if (others.includes(link)) return 'This address is there already: remove one of the two.'
  return others.length >= linkLimits.count
    ? `A profile has room for ${linkLimits.count} links: remove this one, or another.`
    : undefined
}

/** A web address as we keep it, `https://` put before what has no scheme; undefined for what is none. */
export function normaliseLink(typed: string): string | undefined {
  const text = typed.trim()
  const url = URL.parse(hasScheme(text) ? text : `https://${text}`)
  if (!url || !/^https?:$/.test(url.protocol) || !isPublicName(url.hostname)) return undefined
  // What stands before an @ is read as the site by many, and is a password at times.
  return url.username || url.password ? undefined : url.href
}

// A colon before digits is a port's.
const hasScheme = (text: string) => /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text)

const isPublicName = (host: string) => /^(?:[a-z0-9_-]+\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)$/.test(host)

export type NamedLink = { url: string; name: string }

/** Links with what to call them: by their service, or by their whole address where two are of the same. */
export function namedLinks(links: readonly string[]): NamedLink[] {
  const named = links.map(url => ({ url, name: nameOf(new URL(url)) }))
  return named.map(({ url, name }) => ({
    url,
    name: named.filter(other => other.name === name).length > 1 ? bare(new URL(url)) : name,
  }))
}

function nameOf(url: URL): string {
  const host = hostOf(url)
  const service = services.find(([, home]) => host === home || host.endsWith(`.${home}`))
  if (service) return service[0]
  return /^\/@[^/]+\/?$/.test(url.pathname) ? 'Mastodon' : host
}

const hostOf = ({ host }: URL) => host.replace(/^www\./, '')

const bare = (url: URL) => `${hostOf(url)}${url.pathname}${url.search}`.replace(/\/$/, '')

const services = [
  ['SoundCloud', 'soundcloud.com'],
  ['Bandcamp', 'bandcamp.com'],
  ['YouTube', 'youtube.com'],
  ['YouTube', 'youtu.be'],
  ['Vimeo', 'vimeo.com'],
  ['GitHub', 'github.com'],
  ['GitLab', 'gitlab.com'],
  ['Codeberg', 'codeberg.org'],
  ['Instagram', 'instagram.com'],
  ['Patreon', 'patreon.com'],
  ['Ko-fi', 'ko-fi.com'],
  ['Freesound', 'freesound.org'],
  ['ModularGrid', 'modulargrid.net'],
  ['lines', 'llllllll.co'],
  ['ModWiggler', 'modwiggler.com'],
  ['Hackaday.io', 'hackaday.io'],
  ['Thingiverse', 'thingiverse.com'],
  ['Printables', 'printables.com'],
  ['Tindie', 'tindie.com'],
  ['Mixcloud', 'mixcloud.com'],
  ['Internet Archive', 'archive.org'],
  ['Liberapay', 'liberapay.com'],
  ['Bluesky', 'bsky.app'],
  ['TikTok', 'tiktok.com'],
] as const satisfies readonly (readonly [name: string, home: string])[]
