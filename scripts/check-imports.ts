import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const root = join(import.meta.dirname, '..')

/** What each room may import, the innermost room first. Within itself a room is free. */
const rooms: [room: string, mayImport: string[]][] = [
  ['src', []],
  ['client/ui', ['src', 'client/api.ts']],
  ['client/islands', ['src', 'client/style']],
  ['client', ['src', 'client']],
  ['server/db', ['src']],
  ['server/files', ['src']],
  ['server/mail', ['src']],
  ['server/domain', ['src', 'server/db', 'server/files', 'server/mail']],
  [
    'server/routes',
    [
      'src',
      'server/domain',
      'server/db',
      'server/credentials.ts',
      'server/files/files.ts',
      'server/finished.ts',
    ],
  ],
  ['server/pages.ts', ['src', 'client', 'server']],
  ['server/pages', ['src', 'client', 'server']],
  ['server/frontend.ts', ['src', 'client', 'server']],
  ['server', ['src', 'server']],
]

/** Packages a room may use, where not all. */
const packages: Record<string, RegExp> = {
  src: /^ramda$/,
  client: /^(react|react-dom|ramda|photoswipe|idb-keyval|@noble\/hashes)(\/|$)/,
}

const isWithin = (file: string, place: string) => file === place || file.startsWith(`${place}/`)

function problemsOf(file: string): string[] {
  const room = rooms.find(([place]) => isWithin(file, place))
  if (!room) return []
  const [place, mayImport] = room
  return importsOf(file)
    .filter(name => !isAllowed(file, name, place, mayImport))
    .map(name => `${file} imports ${name}`)
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const found = text.matchAll(
    /^(?:import|export)\b[^'"]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
  )
  return [...found].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '')
}

function isAllowed(file: string, name: string, place: string, mayImport: string[]): boolean {
  if (!name.startsWith('.')) {
    const allowed = packages[file.split('/')[0] ?? '']
    return allowed === undefined || allowed.test(name)
  }
  const target = normalize(join(dirname(file), name))
  return isWithin(target, place) || mayImport.some(allowed => isWithin(target, allowed))
}

const problems = globSync('{src,client,server}/**/*.{ts,tsx}', { cwd: root }).flatMap(problemsOf)
for (const problem of problems) console.error(problem)
if (problems.length > 0) {
  console.error('Imports go downwards only: see the rooms in README.md')
  process.exit(1)
}
