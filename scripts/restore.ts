import { restore } from './backup/restore.ts'

process.exitCode = await restore(process.argv.slice(2), process.env, console.log)
