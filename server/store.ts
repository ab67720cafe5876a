import type { Config } from './config.ts'
import { startEmbedded } from './files/embedded/start.ts'
import type { Files } from './files/files.ts'
import { openFiles } from './files/s3.ts'
import { keptSecret } from './secrets.ts'

type Log = (message: string) => void

/** The object store: the one configured, or the embedded endpoint, started as a process of its own. */
export async function openStore(
  { store, data, publicUrl }: Config,
  log: Log,
): Promise<{ files: Files; stop(): Promise<void> }> {
  if (!('port' in store)) {
    const files = openFiles(store)
    return { files, stop: async () => files.close() }
  }
  const at = { region: 'local', bucket: 'muzhack', credentials: embeddedKeys(data) }
  const { port, folder, url } = store
  const host = hostOf(new URL(publicUrl).hostname)
  const endpoint = await startEmbedded({
    ...at,
    port,
    folder,
    host,
    allowedOrigins: originsOf(publicUrl),
    log,
  })
  const files = openFiles({ ...at, endpoint: url })
  return {
    files,
    async stop() {
      files.close()
      await endpoint.stop()
    },
  }
}

const embeddedKeys = (data: string) => ({
  accessKeyId: 'muzhack-embedded',
  secretAccessKey: keptSecret(data, 's3'),
})

const loopback = ['localhost', '127.0.0.1', '[::1]']
const hostOf = (hostname: string) => (loopback.includes(hostname) ? 'localhost' : '0.0.0.0')

/** One machine has several names for itself. */
function originsOf(publicUrl: string): string[] {
  const { protocol, port, hostname, origin } = new URL(publicUrl)
  return loopback.includes(hostname)
    ? loopback.map(name => `${protocol}//${name}${port && `:${port}`}`)
    : [origin]
}
