import type { Kysely } from 'kysely'
import {
  emailPattern,
  formerPattern,
  type Maker,
  type ProfileChange,
  reservedUsernames,
  type SignUp,
  usernamePattern,
} from '../../src/account.ts'
import { checkLinks } from '../../src/links.ts'
import {
  findAccountToLogIn,
  findMaker,
  insertAccount,
  type StoredAccount,
  type StoredMaker,
  updateProfile,
} from '../db/accounts.ts'
import type { Db, Schema } from '../db/schema.ts'
import type { Files } from '../files/files.ts'
import { withAvatar } from './avatars.ts'
import { Invalid, NotAllowed, NotFound, Refused, Stale, Taken, WrongPassword } from './errors.ts'
import { enqueue } from './jobs/queue.ts'
import { post } from './letters.ts'
import type { Limits } from './limits.ts'
import { rendererVersion } from './markdown.ts'
import { networkOf } from './network.ts'
import { checkPassword, hashPassword, passwordMatches } from './passwords.ts'
import { renderText } from './texts.ts'

/** Who asks: their network address, for limits. */
type Caller = { address: string }

/** What programs that fill in every form give away: a field nobody sees, and when the form was shown, in ms. */
export type Bait = { website?: string | undefined; shown?: number | undefined }

/** The account counts as one that may write at once; its letter asks for the rest. */
export async function signUp(
  db: Kysely<Schema>,
  limits: Limits,
  { address }: Caller,
  { website, shown, ...form }: SignUp & Bait,
): Promise<StoredAccount> {
  refuseProgram({ website, shown })
  const wanted = { ...form, username: form.username.toLowerCase() }
  checkNames(wanted)
  await limits.count('sign-up by address', networkOf(address))
  checkPassword(wanted.password, wanted)
  const hash = await hashPassword(form.password)
  return db.transaction().execute(async db => {
    const account = orTaken(await insertAccount(db, wanted, hash), wanted)
    await post(db, 'confirm', { accountId: account.id })
    return account
  })
}

/** In ms, in less than which nobody fills in a form. */
const quickest = 2000

function refuseProgram({ website = '', shown = 0 }: Bait) {
  if (website !== '') throw new Refused('One field of this form has to stay empty. Please send it once more.')
  if (Date.now() - shown < quickest) throw new Refused('That was very quick. Please send it once more.')
}

function orTaken(account: Awaited<ReturnType<typeof insertAccount>>, { username }: SignUp): StoredAccount {
  if (account === 'username taken') throw new Taken('username', `The name ${username} is taken.`)
  if (account === 'email taken') throw emailTaken()
  return account
}

function checkNames({ username, email }: SignUp) {
  if (!usernamePattern.test(username)) {
    throw new Invalid({ username: 'Use 2 to 39 letters from a to z, digits, - and _.' })
  }
  if (reservedUsernames.includes(username) || formerPattern.test(username))
    throw new Taken('username', `The name ${username} is kept for the site.`)
  checkEmail(email)
}

export function checkEmail(email: string): void {
  if (!emailPattern.test(email)) throw new Invalid({ email: 'This does not look like an e-mail address.' })
}

export const emailTaken = () => new Taken('email', 'There is an account with this e-mail address already.')

export async function logIn(
  db: Db,
  limits: Limits,
  { address }: Caller,
  form: { username: string; password: string },
): Promise<StoredAccount> {
  const nameOrEmail = form.username.trim().toLowerCase()
  const network = networkOf(address)
  // By what was typed: a counter of the account would tell which e-mail address belongs to which name.
  const caller = `${nameOrEmail} from ${network}`
  await limits.count('log-in by address', network)
  await limits.count('log-in by name and address', caller)
  const found = await findAccountToLogIn(db, nameOrEmail)
  await limits.count('log-in by account', found?.username ?? nameOrEmail)
  const matches = await passwordMatches(form.password, found?.passwordHash)
  if (!found || !matches) throw new WrongPassword('This name and password do not go together.')
  await limits.forget('log-in by name and address', caller)
  const { passwordHash: _, ...account } = found
  return account
}

/** As everybody sees them. */
export const toMaker = ({ id: _, ...maker }: StoredMaker, files: Files): Maker => withAvatar(maker, files)

export async function makerCalled(db: Db, username: string): Promise<StoredMaker> {
  const maker = await findMaker(db, username.toLowerCase())
  if (!maker) throw new NotFound(`There is nobody called ${username} here.`)
  return maker
}

export async function changeProfile(
  { db, files, limits }: { db: Db; files: Files; limits: Limits },
  account: StoredAccount,
  username: string,
  { links, ...change }: ProfileChange,
): Promise<Maker> {
  if (account.username !== username.toLowerCase())
    throw new NotAllowed(`Only ${username} can change this profile.`)
  await limits.count('saving by account', account.username)
  const aboutHtml = await renderText('about', change.about, [], { id: account.id, limits })
  const saved = await updateProfile(db, account.id, {
    ...change,
    ...(links && { links: tidyLinks(links) }),
    aboutHtml,
    renderer: rendererVersion,
  })
  if (saved) {
    if (change.name !== account.name) await enqueue(db, 'index', {}, { key: 'index' })
    return toMaker(saved, files)
  }
  const current = await makerCalled(db, username)
  throw new Stale(
    toMaker(current, files),
    'Your profile has been saved since you opened it. Compare the two and choose.',
  )
}

/** Problems are told of `links.0` and so on, as they were sent. */
function tidyLinks(typed: readonly string[]): string[] {
  const { links, problems } = checkLinks(typed)
  const fields = Object.entries(problems).map(([index, problem]) => [`links.${index}`, problem] as const)
  if (fields.length > 0) throw new Invalid(Object.fromEntries(fields))
  return links
}
