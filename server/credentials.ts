import type { RequestAuth } from '@hapi/hapi'
import type { StoredAccount } from './db/accounts.ts'

declare module '@hapi/hapi' {
  interface UserCredentials extends StoredAccount {}
}

/** Who is signed in, on a route that takes visitors too. */
export const readerOf = ({ auth }: { auth: RequestAuth }): StoredAccount | undefined =>
  auth.isAuthenticated ? auth.credentials.user : undefined

/** Who is signed in, on a route that requires it. */
export function accountOf(request: { auth: RequestAuth }): StoredAccount {
  const account = readerOf(request)
  if (!account) throw new Error('this route requires no session, but its handler does')
  return account
}

/** The secret of their session. Nobody signed in has no credentials, whatever hapi's types say. */
export function sessionIdOf({ auth }: { auth: RequestAuth }): string | undefined {
  const credentials = auth.credentials as { session?: { id?: string } } | null
  return credentials?.session?.id
}

/** On a route that requires a session. */
export function ownSessionIdOf(request: { auth: RequestAuth }): string {
  const id = sessionIdOf(request)
  if (id === undefined) throw new Error('this route requires no session, but its handler does')
  return id
}
