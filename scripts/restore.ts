import { checkBackup } from './backup/check.ts'
import { runToItsEnd, tellUsage } from './backup/main.ts'
import { openBackup } from './backup/opened.ts'
import { type RestoreOptions, readRestoreOptions, restoreUsage } from './backup/options.ts'
import { restoreTool } from './backup/postgres.ts'
import { type Order, putBack } from './backup/put-back.ts'
import { siteOf } from './backup/site.ts'
import { type Say, sayTo } from './deploy/say.ts'

const progress: Order['progress'] = { phase: 'looking' }

/** What is left behind wherever a run ends before its time. */
const left = {
  looking: 'Nothing was changed.',
  objects:
    'The database was not changed. Run the same command again: objects that are there are not written again.',
  database:
    'The objects are there; the database is restored whole or not at all. Run the same command again.',
  done: 'The backup is restored.',
}

try {
  const options = readRestoreOptions(process.argv.slice(2), process.env)
  if (options) await run(options, sayTo(console.log, options.json))
  else console.log(restoreUsage)
} catch (error) {
  tellUsage(error)
}

async function run(options: RestoreOptions, say: Say) {
  const isChanged = () => progress.phase !== 'looking'
  await runToItsEnd(
    say,
    () => left[progress.phase],
    isChanged,
    async () => {
      if (options.check) return checkBackup(await openBackup(options), say)
      const site = siteOf(process.env)
      await putBack({ options, site, tool: restoreTool(process.env, site.database), say, progress })
    },
  )
}
