import { sayTo } from '../deploy/say.ts'
import { checkBackup } from './check.ts'
import { toItsEnd, understood } from './main.ts'
import { openBackup } from './opened.ts'
import { type RestoreOptions, readRestoreOptions, restoreUsage } from './options.ts'
import { restoreTool } from './postgres.ts'
import { type Order, putBack } from './put-back.ts'
import { siteOf } from './site.ts'

type Env = Record<string, string | undefined>
type Write = (line: string) => void

/** What is left behind wherever a run ends before its time. */
const left = {
  looking: 'Nothing was changed.',
  objects:
    'The database was not changed. Run the same command again: objects that are there are not written again.',
  database:
    'The objects are there; the database is restored whole or not at all. Run the same command again.',
  done: 'The backup is restored.',
}

/** Answers the exit code. */
export const restore = (argv: string[], env: Env, write: Write): Promise<number> =>
  understood(write, async () => {
    const options = readRestoreOptions(argv, env)
    if (options) return run(options, env, write)
    write(restoreUsage)
    return 0
  })

async function run(options: RestoreOptions, env: Env, write: Write): Promise<number> {
  const say = sayTo(write, options.json)
  const progress: Order['progress'] = { phase: 'looking' }
  const standing = { left: () => left[progress.phase], isChanged: () => progress.phase !== 'looking' }
  return toItsEnd(say, standing, async () => {
    if (options.check) await checkBackup(await openBackup(options), say)
    else await putBack({ ...targetOf(env), options, say, progress })
    return 0
  })
}

function targetOf(env: Env) {
  const site = siteOf(env)
  return { site, tool: restoreTool(env, site.database) }
}
