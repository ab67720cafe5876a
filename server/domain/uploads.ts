import type { S3Settings, WantedUpload } from '../../src/upload.ts'
import type { StoredAccount } from '../db/accounts.ts'
import type { Limits } from './limits.ts'
import type { Workshop } from './projects.ts'
import { reserve } from './uploads/space.ts'
import { allowed } from './uploads/wanted.ts'

/** What signing works with. */
export type Signing = Workshop & { limits: Limits }

/** Signs a form for what is wanted, which takes its space from now on. */
export async function signUpload(
  { db, files, limits }: Signing,
  account: StoredAccount,
  wanted: WantedUpload,
): Promise<S3Settings> {
  const { project, object } = allowed(account, wanted)
  await limits.count('signing by account', account.username)
  await reserve(db, account, project, object)
  return files.sign(object)
}
