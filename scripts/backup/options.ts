import { parseArgs } from 'node:util'
import { Stop } from '../deploy/stop.ts'
import { exit } from './exit.ts'

export type BackupOptions = {
  to: string
  recipients: string[]
  listOnly: boolean
  /** Undefined: all backups are kept. */
  keep: number | undefined
  json: boolean
}

export type RestoreOptions = {
  from: string
  /** Undefined: the newest. */
  backup: string | undefined
  identity: string | undefined
  check: boolean
  overwrite: boolean
  json: boolean
}

type Env = Record<string, string | undefined>
type Options = NonNullable<Parameters<typeof parseArgs>[0]>['options']

export const backupUsage = `npm run backup -- --to FOLDER [options]

Writes a backup of the database and of all objects in the store into a folder of its own in FOLDER. Objects that are
there from earlier backups are not copied again. The site may run on.

  --to FOLDER        where backups are kept (or BACKUP_TO)
  --env FILE         reads the server's variables from FILE, lines of NAME=VALUE; what the environment has wins
  --recipient age1…  encrypts everything for this key of age (age-keygen); repeatable (or BACKUP_RECIPIENT, with commas)
  --list-only        keeps the list of objects and not their bytes, for a bucket that is kept by other means
  --keep N           afterwards removes all but the newest N backups, and objects that none of these knows
  --json             an object a line
  --help

PG_DUMP is the command to run in place of pg_dump, such as "docker-compose exec -T postgres pg_dump".

Ends with 0 done, 2 not understood, 3 refused before anything was written, 4 done, but the store lacks what is in use,
5 failed.`

export const restoreUsage = `npm run restore -- --from FOLDER [options]

Puts a backup into the database and the bucket that the server's variables name. The site must not be running.

  --from FOLDER      where backups are kept (or BACKUP_TO)
  --backup NAME      which of them, as in 2026-11-27T14-00-00Z (the newest)
  --env FILE         reads the server's variables from FILE, lines of NAME=VALUE; what the environment has wins
  --identity FILE    the secret key of age that opens it (or BACKUP_IDENTITY)
  --check            reads all of the backup and compares its sums; changes nothing, and needs no database or bucket
  --overwrite        replaces what the database holds, and objects that differ; what else is in the bucket stays
  --json             an object a line
  --help

PG_RESTORE is the command to run in place of pg_restore, such as "docker-compose exec -T postgres pg_restore".

Ends with 0 done, 2 not understood, 3 refused before anything was changed, 5 failed.`

const both = {
  env: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

const forBackup = {
  ...both,
  to: { type: 'string' },
  recipient: { type: 'string', multiple: true },
  'list-only': { type: 'boolean', default: false },
  keep: { type: 'string' },
} as const

const forRestore = {
  ...both,
  from: { type: 'string' },
  backup: { type: 'string' },
  identity: { type: 'string' },
  check: { type: 'boolean', default: false },
  overwrite: { type: 'boolean', default: false },
} as const

/** Undefined where help was asked for. Puts what `--env` names into the environment. */
export function readBackupOptions(argv: string[], env: Env): BackupOptions | undefined {
  const values = parse('backup', () => parseArgs({ args: argv, options: forBackup satisfies Options }).values)
  if (values.help) return undefined
  loadEnvironment('backup', values.env)
  return {
    to: needed('backup', '--to FOLDER', values.to ?? env.BACKUP_TO),
    recipients: values.recipient ?? env.BACKUP_RECIPIENT?.split(/[\s,]+/).filter(Boolean) ?? [],
    listOnly: values['list-only'],
    keep: values.keep === undefined ? undefined : atLeastOne(values.keep),
    json: values.json,
  }
}

/** Undefined where help was asked for. Puts what `--env` names into the environment. */
export function readRestoreOptions(argv: string[], env: Env): RestoreOptions | undefined {
  const values = parse(
    'restore',
    () => parseArgs({ args: argv, options: forRestore satisfies Options }).values,
  )
  if (values.help) return undefined
  loadEnvironment('restore', values.env)
  return {
    from: needed('restore', '--from FOLDER', values.from ?? env.BACKUP_TO),
    backup: values.backup,
    identity: values.identity ?? env.BACKUP_IDENTITY,
    check: values.check,
    overwrite: values.overwrite,
    json: values.json,
  }
}

type Name = 'backup' | 'restore'

function parse<T>(name: Name, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof TypeError) throw misunderstood(name, error.message)
    throw error
  }
}

const misunderstood = (name: Name, message: string) =>
  new Stop(exit.usage, `${message}\nnpm run ${name} -- --help`)

function loadEnvironment(name: Name, file: string | undefined) {
  if (file === undefined) return
  try {
    process.loadEnvFile(file)
  } catch (error) {
    throw misunderstood(name, `--env cannot be read: ${(error as Error).message}`)
  }
}

function needed(name: Name, option: string, value: string | undefined): string {
  if (!value) throw misunderstood(name, `Say where backups are kept: ${option}, or BACKUP_TO.`)
  return value
}

function atLeastOne(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value))
    throw misunderstood('backup', `--keep takes a whole number from 1, and this is ${value}.`)
  return Number(value)
}
