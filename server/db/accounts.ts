import type { Account, OwnAccount, SignUp } from '../../src/account.ts'
import { violates } from './failures.ts'
import type { Db } from './schema.ts'

/** An account as the server itself needs it. */
export type StoredAccount = OwnAccount & { id: number }
export type AccountSecrets = StoredAccount & { passwordHash: string }

const columns = ['id', 'username', 'email', 'name', 'created'] as const
type Row = { id: number; username: string; email: string; name: string; created: Date }

export async function insertAccount(
  db: Db,
  { username, email, name }: SignUp,
  passwordHash: string,
): Promise<StoredAccount | 'username taken' | 'email taken'> {
  try {
    const row = await db
      .insertInto('accounts')
      .values({ username, email, name, password_hash: passwordHash })
      .returning(columns)
      .executeTakeFirstOrThrow()
    return toAccount(row)
  } catch (error) {
    if (violates(error, 'accounts_username_key')) return 'username taken'
    if (violates(error, 'accounts_email')) return 'email taken'
    throw error
  }
}

export async function findAccountToLogIn(db: Db, nameOrEmail: string): Promise<AccountSecrets | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select([...columns, 'password_hash'])
    .where('suspended', 'is', null)
    .where(where =>
      nameOrEmail.includes('@')
        ? where(where.fn<string>('lower', ['email']), '=', nameOrEmail.toLowerCase())
        : where('username', '=', nameOrEmail.toLowerCase()),
    )
    .executeTakeFirst()
  return row && { ...toAccount(row), passwordHash: row.password_hash }
}

export async function findAccount(db: Db, username: string): Promise<(Account & { id: number }) | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select(columns)
    .where('username', '=', username)
    .where('suspended', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const { email: _, ...account } = toAccount(row)
  return account
}

export function toAccount({ id, username, email, name, created }: Row): StoredAccount {
  return { id, username, email, name, joined: created.toISOString() }
}
