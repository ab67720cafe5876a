import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { paths } from '../../src/paths.ts'

export type Listening = { stop(): Promise<void> }
type Text = { type: string; write(): Promise<string> }

/** Tells the metrics and nothing else, on a port of their own that nobody is let through to from outside. */
export async function tellMetrics(at: { port: number; host: string }, text: Text): Promise<Listening> {
  const server = createServer((request, response) => {
    answer(request, response, text).catch(() => response.writeHead(500).end())
  })
  try {
    await once(server.listen(at.port, at.host), 'listening')
  } catch (error) {
    throw new Error(`metrics cannot be told on port ${at.port} of ${at.host}: free it, or set METRICS_PORT`, {
      cause: error,
    })
  }
  return {
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function answer({ method, url }: IncomingMessage, response: ServerResponse, { type, write }: Text) {
  if (method === 'GET' && url === paths.metrics) {
    const text = await write()
    response.writeHead(200, { 'content-type': type }).end(text)
  } else response.writeHead(404).end()
}
