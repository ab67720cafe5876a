import { readConfig } from '../server/config.ts'
import { buildIfStale } from './build.ts'
import { addSamples } from './samples.ts'

buildIfStale(console.log)
await import('../server/main.ts')

const { samples, publicUrl, data, store, database, mail } = readConfig(process.env)
console.log(`Everything is kept in ${data}`)
if ('folder' in mail) console.log(`Letters are put into ${mail.folder}`)
// Only on a machine's own embedded data: never into somebody's database.
if (samples && 'port' in store && 'folder' in database && 'folder' in mail) await addSamples(publicUrl, data)
