import { paths } from '../../src/paths.ts'
import type { MuzHack, Visitor } from './muzhack.ts'

/** Signs somebody up with this role, and logs them in. */
export async function moderatorOf(
  site: MuzHack,
  username: string,
  role: 'moderator' | 'admin' = 'moderator',
): Promise<Visitor> {
  const moderator = await site.maker(username)
  await site.db.updateTable('accounts').set({ role }).where('username', '=', username).execute()
  return moderator
}

export const hide = (moderator: Visitor, owner: string, id: string, why = 'Not theirs') =>
  moderator.put(paths.api.hiding({ owner, id }), { why })

export const show = (moderator: Visitor, owner: string, id: string) =>
  moderator.remove(paths.api.hiding({ owner, id }))

export const suspend = (moderator: Visitor, username: string, why = 'Spam again') =>
  moderator.put(paths.api.suspension({ username }), { why })

export const lift = (moderator: Visitor, username: string) =>
  moderator.remove(paths.api.suspension({ username }))
