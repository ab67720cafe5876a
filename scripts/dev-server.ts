import { createServer as createVite } from 'vite'
import type * as Client from '../client/document.tsx'
import { readConfig } from '../server/config.ts'
import type { Frontend } from '../server/pages.ts'
import { start } from '../server/start.ts'

const log = (message: string) => console.log(message)

const vite = await createVite({ server: { middlewareMode: true } })

const frontend: Frontend = {
  client: () => vite.ssrLoadModule('/client/document.tsx') as Promise<typeof Client>,
  assets: {
    script: '/client/browser.tsx',
    styles: ['/client/style/index.css'],
    appStyles: ['/client/style/app.css'],
  },
  finish: (html, path) => vite.transformIndexHtml(path, html),
  folder: undefined,
}

const { server, url, stop } = await start(readConfig(process.env), frontend, log)
// Vite answers for modules, and hands on what it does not know.
server.ext('onRequest', async ({ raw: { req, res } }, h) => {
  await new Promise<void>(resolve => vite.middlewares(req, res, () => resolve()))
  return res.writableEnded ? h.abandon : h.continue
})
log(`MuzHack is at ${url}, with hot reload`)

process.on('SIGINT', () => undefined)
process.once('SIGTERM', async () => {
  await vite.close()
  await stop()
  process.exit(0)
})
