import { exit } from './backup/exit.ts'
import { runToItsEnd, tellUsage } from './backup/main.ts'
import { backUp, type Order } from './backup/make.ts'
import { type BackupOptions, backupUsage, readBackupOptions } from './backup/options.ts'
import { dumpTool } from './backup/postgres.ts'
import { siteOf } from './backup/site.ts'
import { sayTo } from './deploy/say.ts'

const progress: Order['progress'] = { phase: 'looking' }

/** What is left behind wherever a run ends before its time. */
const left = {
  looking: 'Nothing was written.',
  writing: 'Run the same command again: objects that are here already are not copied again.',
}

try {
  const options = readBackupOptions(process.argv.slice(2), process.env)
  if (options) await run(options)
  else console.log(backupUsage)
} catch (error) {
  tellUsage(error)
}

async function run(options: BackupOptions) {
  const site = siteOf(process.env)
  const tool = dumpTool(process.env, site.database)
  const say = sayTo(console.log, options.json)
  const isChanged = () => progress.phase === 'writing'
  await runToItsEnd(
    say,
    () => left[progress.phase],
    isChanged,
    async () => {
      const missing = await backUp({ options, site, tool, say, progress })
      if (missing.length === 0) return
      say(
        'failed',
        `The store lacks ${missing.length} objects that projects refer to; all else is in the backup.`,
        {
          exitCode: exit.incomplete,
        },
      )
      process.exitCode = exit.incomplete
    },
  )
}
