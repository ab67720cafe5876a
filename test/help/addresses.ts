import { difference, uniq } from 'ramda'
import type { Db } from '../../server/db/schema.ts'
import type { OwnAccount } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'

// With `@` as pages and their addresses may write it too. Bounded, as texts of a hundred thousand letters are searched.
const pattern = /[\w.+-]{1,64}(?:@|%40|&#64;|&#x40;)[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}(?![\w-])/gi
const at = /%40|&#64;|&#x40;/i

/** Of the Markdown help's sample, and of hostile texts. */
const nobodys = /^wren@example\.org$|@evil\.example$/

/** E-mail addresses in a text, in small letters; without those that are the site's own. */
export const addressesIn = (text: string): string[] =>
  uniq((text.match(pattern) ?? []).map(found => found.toLowerCase().replace(at, '@'))).filter(
    address => !nobodys.test(address) && !address.endsWith('@muzhack.test'),
  )

type Asked = {
  what: string
  /** All that was sent with it, which may be shown to whoever sent it. */
  said: string
  /** What else they may see. Asked only where something is shown. */
  known(): Promise<string[]>
}

/** Throws where an answer, its headers too, shows an e-mail address to somebody whom it does not concern. */
export async function checkAddresses(answer: string, { what, said, known }: Asked): Promise<void> {
  const shown = difference(addressesIn(answer), addressesIn(said))
  if (shown.length === 0) return
  const others = difference(
    shown,
    (await known()).map(address => address.toLowerCase()),
  )
  if (others.length === 0) return
  throw new Error(`${what} shows an e-mail address of somebody else: ${others.join(', ')}\n${answer}`)
}

/** Those that this account may be shown there: its own, and moderators those of visitors who reported something. */
export async function addressesFor(db: Db, account: OwnAccount | null, url: string): Promise<string[]> {
  if (!account) return []
  const { username, role } = account
  const own = await db.selectFrom('accounts').select('email').where('username', '=', username).execute()
  const reports = role === 'member' || !isQueue(url) ? [] : await reporters(db)
  return [...own, ...reports].flatMap(({ email }) => email ?? [])
}

const isQueue = (url: string) => {
  const path = url.replace(/\?.*/, '')
  return path === paths.moderation || path.startsWith(paths.api.moderationReports)
}

const reporters = (db: Db) => db.selectFrom('reports').select('email').execute()
