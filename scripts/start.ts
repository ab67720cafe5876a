import { readConfig } from '../server/config.ts'
import { buildIfStale } from './build.ts'
import { addSamples } from './samples.ts'

buildIfStale(console.log)
await import('../server/main.ts')

const { samples, publicUrl, data, store, database } = readConfig(process.env)
console.log(`Everything is kept in ${data}`)
// Only on a machine's own embedded data: never into somebody's database.
if (samples && 'port' in store && 'folder' in database) await addSamples(publicUrl, data)
