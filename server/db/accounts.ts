import { sql } from 'kysely'
import {
  daysToReturn,
  type Maker,
  type OwnAccount,
  type ProfileChange,
  type Role,
  type SignUp,
} from '../../src/account.ts'
import { violates } from './failures.ts'
import type { Db, StoredAvatar } from './schema.ts'

/** An account as the server itself needs it. */
export type StoredAccount = OwnAccount & { id: number }
export type AccountSecrets = StoredAccount & { passwordHash: string }
export type StoredMaker = Omit<Maker, 'avatar'> & { id: number; avatar: StoredAvatar }
export type ProfileText = ProfileChange & { aboutHtml: string; renderer: number }

export const accountColumns = [
  'accounts.id',
  'username',
  'email',
  'name',
  'role',
  'accounts.created',
  'confirmed',
  'leaving',
] as const
const makerColumns = [
  'id',
  'username',
  'name',
  'created',
  'avatar',
  'about',
  'about_html',
  'links',
  'version',
  'leaving',
] as const
type Row = {
  id: number
  username: string
  email: string
  name: string
  role: Role
  created: Date
  confirmed: Date | null
  leaving: Date | null
}
type MakerRow = Omit<Row, 'email' | 'role' | 'confirmed'> & {
  avatar: StoredAvatar
  about: string
  about_html: string
  links: string[]
  version: number
}

export async function insertAccount(
  db: Db,
  { username, email, name }: SignUp,
  passwordHash: string,
): Promise<StoredAccount | 'username taken' | 'email taken'> {
  try {
    const row = await db
      .insertInto('accounts')
      .values({ username, email, name, password_hash: passwordHash })
      .returning(accountColumns)
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
    .select([...accountColumns, 'password_hash'])
    .where('suspended', 'is', null)
    .where('ended', 'is', null)
    .where(where =>
      nameOrEmail.includes('@')
        ? where(where.fn<string>('lower', ['email']), '=', nameOrEmail.toLowerCase())
        : where('username', '=', nameOrEmail.toLowerCase()),
    )
    .executeTakeFirst()
  if (!row) return undefined
  const { password_hash: passwordHash, ...account } = row
  return { ...toAccount(account), passwordHash }
}

/** Suspended or not: for letters. Nobody where only projects are left of it. */
export async function findAddressee(db: Db, id: number): Promise<StoredAccount | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select(accountColumns)
    .where('id', '=', id)
    .where('ended', 'is', null)
    .executeTakeFirst()
  return row && toAccount(row)
}

/** Nothing where the account has another address by now. */
export async function markConfirmed(db: Db, id: number, email: string): Promise<StoredAccount | undefined> {
  const row = await db
    .updateTable('accounts')
    .set({ confirmed: sql`coalesce(confirmed, now())` })
    .where('id', '=', id)
    .where('email', '=', email)
    .where('suspended', 'is', null)
    .returning(accountColumns)
    .executeTakeFirst()
  return row && toAccount(row)
}

export async function updatePassword(db: Db, id: number, passwordHash: string): Promise<void> {
  await db.updateTable('accounts').set({ password_hash: passwordHash }).where('id', '=', id).execute()
}

export async function findPasswordHash(db: Db, id: number): Promise<string | undefined> {
  const row = await db.selectFrom('accounts').select('password_hash').where('id', '=', id).executeTakeFirst()
  return row?.password_hash
}

export async function isEmailTaken(db: Db, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('accounts')
    .select('id')
    .where(where => where(where.fn<string>('lower', ['email']), '=', email.toLowerCase()))
    .executeTakeFirst()
  return row !== undefined
}

/** Its letter has been read there, so that it counts as confirmed. */
export async function updateEmail(db: Db, id: number, email: string): Promise<'changed' | 'taken'> {
  try {
    await db.updateTable('accounts').set({ email, confirmed: sql`now()` }).where('id', '=', id).execute()
    return 'changed'
  } catch (error) {
    if (violates(error, 'accounts_email')) return 'taken'
    throw error
  }
}

export async function findMaker(db: Db, username: string): Promise<StoredMaker | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select(makerColumns)
    .where('username', '=', username)
    .where('suspended', 'is', null)
    .where('vanished', '=', false)
    .executeTakeFirst()
  return row && toMaker(row)
}

/** Answers nothing where another version has been saved meanwhile. */
export async function updateProfile(
  db: Db,
  id: number,
  { name, about, aboutHtml, renderer, links, version }: ProfileText,
): Promise<StoredMaker | undefined> {
  const row = await db
    .updateTable('accounts')
    .set({
      name,
      about,
      about_html: aboutHtml,
      about_renderer: renderer,
      ...(links && { links }),
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(makerColumns)
    .executeTakeFirst()
  return row && toMaker(row)
}

/** Until the transaction ends, nobody else changes it. */
export async function lockAvatar(db: Db, id: number): Promise<StoredAvatar> {
  const row = await db
    .selectFrom('accounts')
    .select('avatar')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row?.avatar ?? null
}

export async function updateAvatar(db: Db, id: number, avatar: StoredAvatar): Promise<void> {
  await db
    .updateTable('accounts')
    .set({ avatar: avatar && JSON.stringify(avatar) })
    .where('id', '=', id)
    .execute()
}

export function toAccount({ created, confirmed, leaving, ...account }: Row): StoredAccount {
  return {
    ...account,
    joined: created.toISOString(),
    isConfirmed: confirmed !== null,
    ...(leaving && { endsOn: endOf(leaving).toISOString() }),
  }
}

const day = 86_400_000
const endOf = (leaving: Date) => new Date(leaving.getTime() + daysToReturn * day)

/** Whoever leaves, and whose projects stay, tells nothing more. */
function toMaker({ created, about, about_html, links, avatar, leaving, ...maker }: MakerRow): StoredMaker {
  const said = leaving
    ? { about: '', aboutHtml: '', links: [], avatar: null }
    : { about, aboutHtml: about_html, links, avatar }
  return { ...maker, joined: created.toISOString(), ...said }
}
