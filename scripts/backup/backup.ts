import { sayTo } from '../deploy/say.ts'
import { exit } from './exit.ts'
import { toItsEnd, understood } from './main.ts'
import { backUp, type Order } from './make.ts'
import { type BackupOptions, backupUsage, readBackupOptions } from './options.ts'
import { dumpTool } from './postgres.ts'
import { siteOf } from './site.ts'

type Env = Record<string, string | undefined>
type Write = (line: string) => void

/** What is left behind wherever a run ends before its time. */
const left = {
  looking: 'Nothing was written.',
  writing: 'Run the same command again: objects that are here already are not copied again.',
}

/** Answers the exit code. */
export const backup = (argv: string[], env: Env, write: Write): Promise<number> =>
  understood(write, async () => {
    const options = readBackupOptions(argv, env)
    if (options) return run(options, env, write)
    write(backupUsage)
    return 0
  })

async function run(options: BackupOptions, env: Env, write: Write): Promise<number> {
  const site = siteOf(env)
  const tool = dumpTool(env, site.database)
  const say = sayTo(write, options.json)
  const progress: Order['progress'] = { phase: 'looking' }
  const standing = { left: () => left[progress.phase], isChanged: () => progress.phase === 'writing' }
  return toItsEnd(say, standing, async () => {
    const missing = await backUp({ options, site, tool, say, progress })
    if (missing.length === 0) return 0
    const words = `The store has ${missing.length} objects that are in use not, or not as they were saved; all else is in the backup.`
    say('failed', words, { exitCode: exit.incomplete })
    return exit.incomplete
  })
}
