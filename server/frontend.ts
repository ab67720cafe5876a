import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Client from '../client/document.tsx'
import type { Frontend } from './pages.ts'

type Chunk = { file: string; css?: string[]; assets?: string[] }

/** The client as `npm run build` left it under `dist`. */
export async function builtFrontend(dist: string): Promise<Frontend> {
  const bundle = join(dist, 'server/document.js')
  const folder = join(dist, 'client')
  if (!existsSync(bundle)) throw new Error('The client is not built: run npm run build')
  const client = (await import(pathToFileURL(bundle).href)) as typeof Client
  return { client: async () => client, assets: assetsIn(folder), finish: async html => html, folder }
}

function assetsIn(folder: string): Frontend['assets'] {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    Chunk
  >
  const chunk = (name: string) => {
    const { file, css = [] } = manifest[name] ?? incomplete(name)
    return { script: `/${file}`, styles: css.map(file => `/${file}`) }
  }
  const font = manifest['client/browser.tsx']?.assets?.find(isMainFont)
  return {
    ...chunk('client/browser.tsx'),
    ...(font !== undefined && { font: `/${font}` }),
    appStyles: chunk('client/app.tsx').styles,
  }
}

/** Of the letters that every page has. */
const isMainFont = (file: string) => /-latin-wght-.*\.woff2$/.test(file)

function incomplete(name: string): never {
  throw new Error(`The build has no ${name}: run npm run build again`)
}
