import { readConfig } from '../server/config.ts'
import { openDatabase } from '../server/db/db.ts'

const { database } = readConfig(process.env)
const { migrations, close } = await openDatabase(database, console.log)
console.log(migrations.length > 0 ? `Applied ${migrations.join(', ')}` : 'The database is up to date')
await close()
