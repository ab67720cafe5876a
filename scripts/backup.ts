import { backup } from './backup/backup.ts'

process.exitCode = await backup(process.argv.slice(2), process.env, console.log)
