import { createEndpoint, type EndpointOptions } from './endpoint.ts'

export type ProcessOptions = EndpointOptions & { port: number; host: string }

/** What the process tells the one that started it, once. */
export type Report = { port: number } | { code: string | undefined; message: string }

const grace = 10_000

// By message rather than by environment or argument: others on the machine could read the key there.
process.once('message', (options: ProcessOptions) => void serve(options))
process.once('disconnect', () => process.exit())

async function serve({ port, host, ...options }: ProcessOptions) {
  const endpoint = createEndpoint(options)
  const stop = () => void endpoint.close(grace).then(() => process.exit())
  process.removeAllListeners('disconnect').once('disconnect', stop).once('SIGTERM', stop)
  // Ctrl-C reaches every process of a terminal, but the server still has requests to finish, and tells us when.
  process.on('SIGINT', () => undefined)
  try {
    process.send?.({ port: await endpoint.listen(port, host) } satisfies Report)
  } catch (error) {
    const { code, message }: { code?: string; message: string } = Object(error)
    process.send?.({ code, message } satisfies Report, () => process.exit(1))
  }
}
