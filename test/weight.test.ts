import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[] }

const client = join(import.meta.dirname, '../dist/client')
const manifest = JSON.parse(readFileSync(join(client, '.vite/manifest.json'), 'utf8')) as Record<
  string,
  Chunk
>

/** Files that the browser loads with this one, itself included. */
function filesOf(name: string): string[] {
  const { file, imports = [] } = manifest[name] ?? { file: '' }
  return [file, ...imports.flatMap(filesOf)]
}

const gzipped = (names: string[]) =>
  [...new Set(names.flatMap(filesOf))].reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(client, file))).length,
    0,
  )

describe('the JavaScript', () => {
  it('of a reading page is under 15 KB gzipped before anybody interacts', () => {
    expect(gzipped(['client/browser.tsx'])).toBeLessThan(15_000)
  })

  it.each(['create', 'edit'])('of the %s page is under 130 KB gzipped', page => {
    expect(gzipped(['client/browser.tsx', 'client/app.tsx', `client/pages/${page}.tsx`])).toBeLessThan(
      130_000,
    )
  })
})
