import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Plugin } from '@hapi/hapi'
import inert from '@hapi/inert'
import Joi from 'joi'
import { paths } from '../../src/paths.ts'
import { NotFound } from '../domain/errors.ts'
import { answerOf, type Finished, finishedOf, sent } from '../finished.ts'

const day = 86_400_000

/** The built client's files, and those under /assets by their addresses. */
export const staticFiles: Plugin<{ folder: string; assets: ReadonlyMap<string, Finished> }> = {
  name: 'static',
  async register(server, { folder, assets }) {
    await server.register(inert)

    server.route({
      method: 'GET',
      path: assetRoute,
      options: { auth: false, response: { ranges: false } },
      handler({ path, raw }, h) {
        const asset = assets.get(path)
        return asset ? sent(answerOf(asset, { method: 'GET', headers: raw.req.headers }), h) : notFound()
      },
    })

    for (const path of [paths.icon, paths.siteCard])
      server.route({
        method: 'GET',
        path,
        options: { auth: false, cache: { expiresIn: day, privacy: 'public' } },
        handler: { file: `${folder}${path}` },
      })

    server.route({
      method: 'GET',
      path: `${paths.helpFiles}/{file}`,
      options: { auth: false, cache: { expiresIn: day, privacy: 'public' }, validate: byName },
      handler: { directory: { path: `${folder}${paths.helpFiles}`, index: false } },
    })
  },
}

const byName = { params: Joi.object({ file: Joi.string().max(200) }), failAction: notFound }

/** A file system takes a name that is too long for an error of its own. */
function notFound(): never {
  throw new NotFound('There is nothing at this address.')
}

const assetRoute = `${paths.assets}/{file}`

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** As the build left and packed them. Their names carry a hash of their content, so that they never change. */
export async function assetsIn(folder: string): Promise<Map<string, Finished>> {
  const place = join(folder, paths.assets)
  const names = (await readdir(place)).filter(name => types[extname(name)] !== undefined)
  const assets = names.map(
    async name => [`${paths.assets}/${name}`, await assetAt(join(place, name))] as const,
  )
  return new Map(await Promise.all(assets))
}

async function assetAt(file: string): Promise<Finished> {
  const packedAs = async (ending: string) => (existsSync(file + ending) ? readFile(file + ending) : undefined)
  const [content, br, gzip] = await Promise.all([readFile(file), packedAs('.br'), packedAs('.gz')])
  const headers = {
    'content-type': types[extname(file)] ?? '',
    'cache-control': 'public, max-age=31536000, immutable',
  }
  return finishedOf(content, { route: assetRoute, headers }, { ...(br && { br }), ...(gzip && { gzip }) })
}
