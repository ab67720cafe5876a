// Stands in for pg_dump where no PostgreSQL is installed: `--as TEXT` is what it writes, `--failing` how it complains.
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  strict: false,
  options: { as: { type: 'string' }, failing: { type: 'string' }, version: { type: 'boolean' } },
})
if (values.failing !== undefined && !values.version) {
  console.error(`pg_dump: error: ${String(values.failing).replaceAll('_', ' ')}`)
  process.exitCode = 1
} else if (!values.version) process.stdout.write(String(values.as ?? 'a dump'))
