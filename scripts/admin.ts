import { existsSync } from 'node:fs'
import { type Config, readConfig } from '../server/config.ts'
import { openDatabase } from '../server/db/db.ts'
import { FolderInUse } from '../server/db/embedded/lock.ts'
import { NotFound } from '../server/domain/errors.ts'
import { changeRole } from '../server/domain/roles.ts'
import { type Role, roles } from '../src/account.ts'

const usage = `npm run admin -- promote <username> <${roles.join('|')}>`

/** What was asked cannot be done; the exit code is 2 where it was not understood. */
class Stop extends Error {
  readonly exitCode: 1 | 2
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

try {
  const { username, role } = readArguments(process.argv.slice(2))
  const { database } = readConfig(process.env)
  console.log(await promote(database, username, role))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = error instanceof Stop ? error.exitCode : 1
}

function readArguments([command, username, role, ...more]: string[]): { username: string; role: Role } {
  const known = roles.find(name => name === role)
  if (command !== 'promote' || !username || role === undefined || more.length > 0) throw new Stop(usage, 2)
  if (!known) throw new Stop(`There is no role ${role}: choose one of ${roles.join(', ')}.\n${usage}`, 2)
  return { username, role: known }
}

async function promote(database: Config['database'], username: string, role: Role): Promise<string> {
  if ('folder' in database && database.folder !== undefined && !existsSync(database.folder))
    throw new Stop(`There is no site in ${database.folder} yet: start it once, or set MUZHACK_DATA.`)
  const { db, close } = await openDatabase(database, console.error).catch(sayWhoHasIt)
  try {
    const before = await changeRole(db, username, role)
    return before === role
      ? `${username} is ${role} already.`
      : `${username} was ${before}, and is ${role} now.`
  } catch (error) {
    if (error instanceof NotFound) throw new Stop(`${error.message} Nothing was changed.`)
    throw error
  } finally {
    await close()
  }
}

function sayWhoHasIt(error: unknown): never {
  if (!(error instanceof FolderInUse)) throw error
  throw new Stop(
    'The site is running, and its embedded database takes one process at a time. Stop the site, promote, and start it again.',
  )
}
