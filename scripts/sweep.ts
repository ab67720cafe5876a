import { parseArgs } from 'node:util'
import { readConfig } from '../server/config.ts'
import { openDatabase } from '../server/db/db.ts'
import type { Condemned } from '../server/db/sweeps.ts'
import { rehearseSweep, sweep } from '../server/domain/sweeps.ts'
import { openStore } from '../server/store.ts'
import { formatSize } from '../src/format.ts'

const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } })
const dry = values['dry-run']

const config = readConfig(process.env)
const { db, close } = await openDatabase(config.database, console.log)
const { files, stop } = await openStore(config, console.log)
const { signal } = new AbortController()
const tell = ({ key, size, why }: Condemned) => console.log(`${why} ${formatSize(size)} ${key}`)
try {
  const swept = dry ? await rehearseSweep({ db, signal }, tell) : await sweep({ db, files, signal }, tell)
  const { projects, bytes, abandoned, released, ownerless } = swept
  const objects = `${abandoned} never claimed, ${released} no longer used, ${ownerless} of accounts that are gone`
  console.log(`${dry ? 'Would remove' : 'Removed'} ${projects} projects and ${formatSize(bytes)}: ${objects}`)
} finally {
  await Promise.all([close(), stop()])
}
