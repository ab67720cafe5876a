import { server as hapi } from '@hapi/hapi'

/** The least that an answer costs on hapi: no plugin, no session, no log. */
const server = hapi({ port: Number(process.env['PORT']), host: 'localhost' })
server.route({ method: 'GET', path: '/', handler: () => ({ revision: 'floor' }) })
await server.start()
process.send?.('listening')
