import { parseArgs } from 'node:util'
import { sum } from 'ramda'
import { readConfig } from '../server/config.ts'
import { openDatabase } from '../server/db/db.ts'
import { listDue } from '../server/db/ending.ts'
import type { Condemned } from '../server/db/sweeps.ts'
import { endAccounts } from '../server/domain/ending.ts'
import { findStrays, sweepStrays } from '../server/domain/sweeps/strays.ts'
import { rehearseSweep, sweep } from '../server/domain/sweeps.ts'
import { openStore } from '../server/store.ts'
import { formatSize } from '../src/format.ts'

const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } })
const dry = values['dry-run']
const done = dry ? 'Would remove' : 'Removed'

const config = readConfig(process.env)
const { db, close } = await openDatabase(config.database, console.log)
const { files, stop } = await openStore(config, console.log)
const { signal } = new AbortController()
const tell = ({ key, size, why }: Condemned) => console.log(`${why} ${formatSize(size)} ${key}`)
try {
  if (dry) {
    for (const { username, why } of await listDue(db, 1000)) console.log(`${why} account ${username}`)
  } else {
    const { deleted, unconfirmed } = await endAccounts({ db, signal })
    console.log(`Ended ${deleted} deleted accounts and ${unconfirmed} that were never confirmed`)
  }
  const swept = dry ? await rehearseSweep({ db, signal }, tell) : await sweep({ db, files, signal }, tell)
  const { projects, abandoned, released, ownerless, superseded, expired } = swept
  const objects =
    `${abandoned} never claimed, ${released} no longer used, ${ownerless} of accounts that are gone, ` +
    `${superseded} archives of earlier versions, ${expired} exports that had their days`
  console.log(`${done} ${projects} projects and ${formatSize(swept.bytes)}: ${objects}`)
  const strays = await findStrays({ db, files, signal })
  for (const { key, size } of strays.objects) console.log(`unknown ${formatSize(size)} ${key}`)
  for (const { key } of strays.unfinished) console.log(`unfinished ${key}`)
  if (!dry) await sweepStrays({ db, files, signal })
  const bytes = sum(strays.objects.map(({ size }) => size))
  console.log(
    `${done} ${strays.objects.length} objects that the database does not know (${formatSize(bytes)}), ` +
      `${strays.unfinished.length} unfinished uploads in parts`,
  )
} finally {
  await Promise.all([close(), stop()])
}
