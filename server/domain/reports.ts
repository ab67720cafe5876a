import type { Kysely } from 'kysely'
import { emailPattern } from '../../src/account.ts'
import { type ReportForm, subjectAt } from '../../src/report.ts'
import { findMaker, type StoredAccount } from '../db/accounts.ts'
import { findProject } from '../db/projects.ts'
import { insertReport } from '../db/reports.ts'
import type { Db, Schema } from '../db/schema.ts'
import { Invalid, NotFound } from './errors.ts'
import { post } from './letters.ts'
import type { Limits } from './limits.ts'
import { networkOf } from './network.ts'
import { mayRead } from './projects.ts'

type Tools = { db: Kysely<Schema>; limits: Limits }
/** Who reports: a member, or a visitor by e-mail address. */
type Reporter = { account: StoredAccount | undefined; address: string }

/** The same answer whether or not the same person has reported it before. */
export async function report(
  { db, limits }: Tools,
  { account, address }: Reporter,
  { about, reason, words, email }: ReportForm,
): Promise<void> {
  const to = account?.email ?? checkEmail(email)
  await limits.count('reports by address', networkOf(address))
  if (account) await limits.count('reports by account', account.username)
  else await limits.count('reports by e-mail address', to.toLowerCase())
  const { title, ...subject } = await subjectOf(db, account, about)
  const reporter = account ? { reporterId: account.id, email: null } : { reporterId: null, email: to }
  await db.transaction().execute(async db => {
    if (!(await insertReport(db, { ...subject, ...reporter, reason, words }))) return
    // Nobody's own words go to an address that anybody may have typed.
    await post(db, 'reportReceived', { to, subject: account ? title : about, path: about })
  })
}

function checkEmail(email = ''): string {
  if (emailPattern.test(email)) return email
  throw new Invalid({
    email: email ? 'This does not look like an e-mail address.' : 'Leave an e-mail address, or log in.',
  })
}

/** Only what the reporter can see can be reported. */
async function subjectOf(db: Db, reader: StoredAccount | undefined, about: string) {
  const address = subjectAt(about)
  if (address && 'id' in address) {
    const project = await findProject(db, address)
    if (project && mayRead(reader, address, project))
      return { accountId: project.ownerId, projectId: project.projectId, title: `“${project.title}”` }
  }
  if (address && 'username' in address) {
    const maker = await findMaker(db, address.username)
    if (maker) return { accountId: maker.id, projectId: null, title: maker.name }
  }
  throw new NotFound('There is nothing at this address that could be reported.')
}
