import { duration, misunderstood, readArguments } from '../deploy/arguments.ts'
import type { Times } from './bring.ts'

export type Options = Times & {
  command: Command
  /** What a command needs besides options. */
  words: string[]
  /** Undefined: built from the commit that is checked out. */
  image: string | undefined
  pull: boolean
  force: boolean
  allowDirty: boolean
  json: boolean
  domain: string | undefined
  filesDomain: string | undefined
  /** What comes after `--`. */
  buildArguments: string[]
}

/** How many words each takes. */
const commands = { deploy: 0, status: 0, rollback: 0, setup: 0, certificate: 2 } as const
type Command = keyof typeof commands

export const usage = `npm run deploy:blue-green -- [COMMAND] [options] [-- docker build options]

Run as root in the folder of compose.yaml, on the server itself. Commands:

  deploy                 builds the commit that is checked out, and brings it live in the idle colour (if none is named)
  status                 what is live, what stands by, and how they are
  rollback               brings live again what was live before
  setup                  writes .env and host/ for this server, with new secrets and a certificate for a try-out
  certificate CHAIN KEY  takes a new certificate from these two PEM files, without a restart

  --image NAME       deploys this image instead of building one; it is fetched if it is not here
  --pull             fetches it even if it is here
  --allow-dirty      builds the work tree with what is not committed, as REVISION-dirty-HASH
  --force            deploys though it is live already
  --timeout TIME     how long a colour may take until it is ready: 90s, 3m (3m)
  --bake TIME        how long the new colour is watched before the old one is stopped (10s)
  --drain TIME       how long the old colour has for its last requests (30s)
  --domain NAME      for setup: where the site will be reached, such as muzhack.example
  --files-domain NAME  for setup: where its files will be (files. and the domain)
  --json             an object a line
  --help

Ends with 0 done or live already, 2 not understood, 3 refused before anything was changed, 4 failed while visitors got
what they had before, 5 failed and not rolled back, 75 another run is under way.`

const known = {
  image: { type: 'string' },
  pull: { type: 'boolean', default: false },
  'allow-dirty': { type: 'boolean', default: false },
  force: { type: 'boolean', default: false },
  timeout: { type: 'string', default: '3m' },
  bake: { type: 'string', default: '10s' },
  drain: { type: 'string', default: '30s' },
  domain: { type: 'string' },
  'files-domain': { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Undefined where help was asked for. */
export function readOptions(argv: string[]): Options | undefined {
  const { values, positionals, buildArguments } = readArguments(argv, {
    options: known,
    allowPositionals: true,
  })
  if (values.help) return undefined
  const [command = 'deploy', ...words] = positionals
  if (!isCommand(command)) throw misunderstood(`There is no command ${command}.`)
  if (words.length !== commands[command])
    throw misunderstood(`${command} takes ${commands[command] || 'no'} words more, and got ${words.length}.`)
  return {
    command,
    words,
    image: values.image,
    pull: values.pull,
    force: values.force,
    allowDirty: values['allow-dirty'],
    json: values.json,
    timeout: duration('timeout', values.timeout),
    bake: duration('bake', values.bake),
    drain: duration('drain', values.drain),
    domain: domain('domain', values.domain),
    filesDomain: domain('files-domain', values['files-domain']),
    buildArguments,
  }
}

const isCommand = (word: string): word is Command => Object.hasOwn(commands, word)

function domain(name: string, value: string | undefined): string | undefined {
  if (value !== undefined && !/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(value))
    throw misunderstood(`--${name} takes a name like muzhack.example, and this is ${value}.`)
  return value?.toLowerCase()
}
