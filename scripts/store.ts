import { join, resolve } from 'node:path'
import { lockFolder } from '../server/db/embedded/lock.ts'
import { createEndpoint } from '../server/files/embedded/endpoint.ts'

/** The embedded object store by itself, for several instances of the site on one machine. */
try {
  const { port, host, data, ...options } = read(process.env)
  const lock = lockFolder(data)
  const endpoint = createEndpoint({ ...options, folder: join(data, 'files') })
  await endpoint.listen(port, host)
  console.log(`The object store is at http://${host}:${port}/${options.bucket}/`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, async () => {
      await endpoint.close(10_000)
      lock.release()
      process.exit()
    })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  // It may listen already, and would for ever.
  process.exit(1)
}

function read(env: NodeJS.ProcessEnv) {
  const port = Number(needed('S3_PORT'))
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('S3_PORT must be a port')
  return {
    port,
    host: env.HOST || 'localhost',
    data: resolve(env.MUZHACK_DATA || 'data'),
    bucket: needed('S3_BUCKET'),
    region: needed('S3_REGION'),
    credentials: {
      accessKeyId: needed('AWS_ACCESS_KEY_ID'),
      secretAccessKey: needed('AWS_SECRET_ACCESS_KEY'),
    },
    allowedOrigins: [new URL(needed('PUBLIC_URL')).origin],
  }

  function needed(name: string): string {
    return env[name] || missing(name)
  }
}

function missing(name: string): never {
  throw new Error(`${name} is not set, and the object store has no default for it.`)
}
