import { randomUUID } from 'node:crypto'
import { paths } from '../../src/paths.ts'
import { findAccountToLogIn, findAddressee, type StoredAccount } from '../db/accounts.ts'
import type { Db } from '../db/schema.ts'
import { compose, type Letter } from '../mail/compose.ts'
import { letters } from '../mail/letters.ts'
import { enqueue } from './jobs/queue.ts'
import type { Bench } from './jobs.ts'
import { lasting, makeToken } from './tokens.ts'

/**
 * What letters are sent for, and what has to be known for it. Tokens are made when a letter is sent, so that the
 * database never holds one as it is; and whether anybody goes by a name that was typed is looked up then too, so that
 * asking takes the same time either way.
 */
type Causes = {
  confirm: ToMember
  reset: { nameOrEmail: string }
  passwordChanged: ToMember
  confirmChange: ToMember & { email: string }
  addressChanged: ToMember & { to: string; email: string }
  accountDeleted: ToMember & { until: string }
  exportReady: ToMember & { until: string }
  reportReceived: { to: string; subject: string; path: string }
  projectHidden: ToMember & { title: string; path: string; why: string }
  projectRestored: ToMember & { title: string; path: string }
  suspended: ToMember & { why: string }
  lifted: ToMember
}
type ToMember = { accountId: number }

/** The same `id` however often it is tried. */
export type Errand = { [Kind in keyof Causes]: { id: string; kind: Kind; cause: Causes[Kind] } }[keyof Causes]

/**
 * Has a letter sent once this transaction is committed. At least once: a server that is killed between the mail
 * server's yes and our note of it sends it again, under the same Message-ID.
 */
export const post = <Kind extends keyof Causes>(db: Db, kind: Kind, cause: Causes[Kind]): Promise<void> =>
  enqueue(db, 'letter', { id: randomUUID(), kind, cause } as Errand)

/** The job. Nothing is sent to whom is no longer, or never was, a member. */
export async function sendLetter(bench: Bench, { id, kind, cause }: Errand): Promise<object> {
  // oxlint-disable-next-line typescript/no-explicit-any -- `post` has checked that kind and cause go together
  const written = await writers[kind](bench, cause as any)
  if (!written) return { kind, sent: false }
  const { to, letter } = written
  const message = compose({ ...letter, name: to.name, site: bench.publicUrl })
  await bench.mail.send({ id, to: { name: to.name, address: to.email }, ...message })
  return { kind, sent: true }
}

type Written = { to: { name: string; email: string }; letter: Letter } | undefined
type Desk = Pick<Bench, 'db' | 'publicUrl'>
type Writers = { [Kind in keyof Causes]: (desk: Desk, cause: Causes[Kind]) => Promise<Written> }

const writers: Writers = {
  confirm: toMember(async ({ db, publicUrl }, account) => {
    if (account.isConfirmed) return undefined
    const token = await makeToken(db, 'confirm', account)
    return letters.confirm({ url: publicUrl + paths.confirmAccount({ token }), days: lasting.confirm / day })
  }),
  async reset({ db, publicUrl }, { nameOrEmail }) {
    const account = await findAccountToLogIn(db, nameOrEmail)
    if (!account) return undefined
    const token = await makeToken(db, 'reset', account)
    const url = publicUrl + paths.resetPassword({ token })
    return { to: account, letter: letters.reset({ url, username: account.username }) }
  },
  passwordChanged: toMember(({ publicUrl }, { username }) =>
    letters.passwordChanged({ url: publicUrl + paths.forgotPassword, username }),
  ),
  async confirmChange({ db, publicUrl }, { accountId, email }) {
    const account = await findAddressee(db, accountId)
    if (!account || account.endsOn !== undefined) return undefined
    const token = await makeToken(db, 'change', { id: accountId, email })
    const url = publicUrl + paths.confirmAddress({ token })
    return { to: { ...account, email }, letter: letters.confirmChange({ url, username: account.username }) }
  },
  async addressChanged({ db, publicUrl }, { accountId, to, email }) {
    const account = await findAddressee(db, accountId)
    const url = publicUrl + paths.accountSettings
    return (
      account && { to: { ...account, email: to }, letter: letters.addressChanged({ ...account, url, email }) }
    )
  },
  accountDeleted: toMember(({ publicUrl }, { username }, { until }) =>
    letters.accountDeleted({ url: publicUrl + paths.login, username, until }),
  ),
  exportReady: toMember(({ publicUrl }, { username }, { until }) =>
    letters.exportReady({ url: publicUrl + paths.accountSettings, username, until }),
  ),
  async reportReceived({ publicUrl }, { to, subject, path }) {
    return {
      to: { name: 'and thank you', email: to },
      letter: letters.reportReceived({ subject, url: publicUrl + path }),
    }
  },
  projectHidden: toMember(({ publicUrl }, _, { title, path, why }) =>
    letters.projectHidden({ title, url: publicUrl + path, why }),
  ),
  projectRestored: toMember(({ publicUrl }, _, { title, path }) =>
    letters.projectRestored({ title, url: publicUrl + path }),
  ),
  suspended: toMember(({ publicUrl }, { username }, { why }) =>
    letters.suspended({ username, why, url: publicUrl + paths.terms }),
  ),
  lifted: toMember(({ publicUrl }, { username }) =>
    letters.lifted({ username, url: publicUrl + paths.login }),
  ),
}

const day = 24 * 3_600_000

/** A letter to a member's own address. */
function toMember<Cause extends ToMember>(
  write: (
    desk: Desk,
    account: StoredAccount,
    cause: Cause,
  ) => Letter | undefined | Promise<Letter | undefined>,
) {
  return async (desk: Desk, cause: Cause): Promise<Written> => {
    const to = await findAddressee(desk.db, cause.accountId)
    const letter = to && (await write(desk, to, cause))
    return to && letter && { to, letter }
  }
}
