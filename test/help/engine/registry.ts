import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../free-port.ts'
import { startService } from './service.ts'

/** Debian's docker-registry on loopback, empty. */
export async function startRegistry(): Promise<{ host: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'muzhack-registry-'))
  const host = `127.0.0.1:${await freePort()}`
  const settings = {
    version: 0.1,
    log: { level: 'warn' },
    storage: { filesystem: { rootdirectory: folder } },
    http: { addr: host },
  }
  // JSON is YAML too.
  await writeFile(join(folder, 'settings.yml'), JSON.stringify(settings))
  const service = await startService('docker-registry', ['serve', join(folder, 'settings.yml')], {
    log: join(folder, 'log'),
    isUp: async () => (await fetch(`http://${host}/v2/`)).ok,
  })
  return {
    host,
    async stop() {
      await service.stop()
      await rm(folder, { recursive: true })
    },
  }
}
