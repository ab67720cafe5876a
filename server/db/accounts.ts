import { sql } from 'kysely'
import type { Maker, OwnAccount, ProfileChange, SignUp } from '../../src/account.ts'
import { violates } from './failures.ts'
import type { Db } from './schema.ts'

/** An account as the server itself needs it. */
export type StoredAccount = OwnAccount & { id: number }
export type AccountSecrets = StoredAccount & { passwordHash: string }
export type StoredMaker = Maker & { id: number }
export type ProfileText = ProfileChange & { aboutHtml: string; renderer: number }

const columns = ['id', 'username', 'email', 'name', 'created'] as const
const makerColumns = ['id', 'username', 'name', 'created', 'about', 'about_html', 'version'] as const
type Row = { id: number; username: string; email: string; name: string; created: Date }
type MakerRow = Omit<Row, 'email'> & { about: string; about_html: string; version: number }

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

export async function findMaker(db: Db, username: string): Promise<StoredMaker | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select(makerColumns)
    .where('username', '=', username)
    .where('suspended', 'is', null)
    .executeTakeFirst()
  return row && toMaker(row)
}

/** Answers nothing where another version has been saved meanwhile. */
export async function updateProfile(
  db: Db,
  id: number,
  { name, about, aboutHtml, renderer, version }: ProfileText,
): Promise<StoredMaker | undefined> {
  const row = await db
    .updateTable('accounts')
    .set({
      name,
      about,
      about_html: aboutHtml,
      about_renderer: renderer,
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(makerColumns)
    .executeTakeFirst()
  return row && toMaker(row)
}

export function toAccount({ id, username, email, name, created }: Row): StoredAccount {
  return { id, username, email, name, joined: created.toISOString() }
}

function toMaker({ id, username, name, created, about, about_html, version }: MakerRow): StoredMaker {
  return { id, username, name, joined: created.toISOString(), about, aboutHtml: about_html, version }
}
