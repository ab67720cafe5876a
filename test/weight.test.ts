import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[]; css?: string[] }

const client = join(import.meta.dirname, '../dist/client')
const manifest = JSON.parse(readFileSync(join(client, '.vite/manifest.json'), 'utf8')) as Record<
  string,
  Chunk
>

const chunk = (name: string): Chunk => manifest[name] ?? { file: '' }

/** Files that the browser loads with this one, itself included. */
const filesOf = (name: string): string[] => [
  chunk(name).file,
  ...(chunk(name).imports ?? []).flatMap(filesOf),
]

const gzipped = (files: string[]) =>
  [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(join(client, file))).length, 0)

const textOf = (files: string[]) => files.map(file => readFileSync(join(client, file), 'utf8')).join('\n')

const reading = filesOf('client/browser.tsx')
const style = chunk('client/browser.tsx').css ?? []

describe('the JavaScript', () => {
  it('of a reading page is under 15 KB gzipped before anybody interacts', () => {
    expect(gzipped(reading)).toBeLessThan(15_000)
  })

  it.each(['create', 'edit'])('of the %s page is under 130 KB gzipped', page => {
    const files = ['client/app.tsx', `client/pages/${page}.tsx`].flatMap(filesOf)
    expect(gzipped([...reading, ...files])).toBeLessThan(130_000)
  })
})

describe('a reading page', () => {
  it('loads nothing of the editor, be it script or style', () => {
    expect(textOf([...reading, ...style])).not.toMatch(/editor-tools|markdown-editor|upload-line|save-bar/)
    expect(textOf(chunk('client/app.tsx').css ?? [])).toContain('.editor-tools')
  })
})

describe('the server', () => {
  it('renders with the React of production, whatever environment it is started in', () => {
    const document = readFileSync(join(client, '../server/document.js'), 'utf8')
    expect(document).toContain('renderToString')
    expect(document).not.toContain('process.env.NODE_ENV')
  })
})
