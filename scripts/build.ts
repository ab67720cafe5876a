import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = join(import.meta.dirname, '..')
const sources = ['client', 'src', 'package.json', 'vite.config.ts']
const results = ['dist/client/.vite/manifest.json', 'dist/server/document.js']

/** Builds the client for the browser and for rendering on the server. */
async function build(): Promise<void> {
  const begun = new Date()
  // React's fast half, whatever NODE_ENV this was started under.
  process.env.NODE_ENV = 'production'
  const { build } = await import('vite')
  const shared = { root, logLevel: 'warn' } as const
  await build(shared)
  await build({ ...shared, build: { ssr: 'client/document.tsx' } })
  packAssets(join(root, 'dist/client/assets'))
  // As old as what was read: a source that changed meanwhile makes them stale.
  for (const result of results) utimesSync(join(root, result), begun, begun)
}

/** As small as they get, since it is done once. Fonts are packed already. */
function packAssets(folder: string) {
  for (const file of filesIn(folder).filter(file => /\.(js|css|svg)$/.test(file))) {
    const content = readFileSync(file)
    const whole = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: whole }))
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
  }
}

/** In a process of its own: Vite needs much memory, and sets NODE_ENV. */
export function buildIfStale(log: (message: string) => void): void {
  if (oldest(results) > newest(sources)) return
  log('Building the client…')
  execFileSync(process.execPath, [fileURLToPath(import.meta.url)], { stdio: 'inherit' })
}

const oldest = (files: string[]) => Math.min(...files.map(file => timeOf(join(root, file))))
const newest = (places: string[]) =>
  Math.max(...places.flatMap(place => filesIn(join(root, place))).map(timeOf))

function filesIn(place: string): string[] {
  if (!statSync(place).isDirectory()) return [place]
  const entries = readdirSync(place, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
}

function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build()
