import type { Config } from './config.ts'
import { startEmbedded } from './files/embedded/start.ts'
import type { Files } from './files/files.ts'
import { openFiles } from './files/s3.ts'
import { loopback } from './host.ts'
import { keptSecret } from './secrets.ts'

type Log = (message: string) => void

/** The object store: the one configured, or the embedded endpoint, started as a process of its own. */
export async function openStore(
  { store, data, host, publicUrl }: Config,
  log: Log,
): Promise<{ files: Files; stop(): Promise<void> }> {
  if (!('port' in store)) {
    const files = openFiles(store)
    return { files, stop: async () => files.close() }
  }
  const at = { region: 'local', bucket: 'muzhack', credentials: embeddedKeys(data) }
  const { port, folder, url } = store
  const endpoint = await startEmbedded({
    ...at,
    port,
    folder,
    host: host ?? '0.0.0.0',
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

/** One machine has several names for itself. */
function originsOf(publicUrl: string): string[] {
  const { protocol, port, hostname, origin } = new URL(publicUrl)
  return loopback.includes(hostname)
    ? loopback.map(name => `${protocol}//${name}${port && `:${port}`}`)
    : [origin]
}
