import { countAttempt } from '../../server/db/attempts.ts'
import { openDatabase } from '../../server/db/db.ts'

// Holds the embedded database in the folder given, and writes to it until it is killed if told to.
const [folder = '', work] = process.argv.slice(2)
const { db } = await openDatabase({ folder }, () => undefined)
process.send?.('open')

for (let row = work === 'write' ? 1 : Infinity; row < Infinity; row++) {
  await countAttempt(db, `row ${row}`, new Date(0))
  process.send?.(row)
}
