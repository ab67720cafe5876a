import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cable, cableTo } from '../../test/help/cable.ts'
import { freePort } from '../../test/help/free-port.ts'
import { openRealStore } from '../../test/help/real-s3.ts'

/** The site with its store at the other end of a cable: the embedded one, or the one that TEST_S3_ENDPOINT names. */
export type Site = { url: string; folder: string; cable: Cable; stop(): Promise<void> }

/** `speed` of the cable in bytes a second. */
export async function openSite(speed = Infinity): Promise<Site> {
  const folder = await mkdtemp(join(process.env.BENCH_FOLDER ?? tmpdir(), 'muzhack-bench-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const store = await openStore(url, speed)
  const child = fork(join(import.meta.dirname, '../../server/main.ts'), {
    env: {
      ...process.env,
      PORT: `${port}`,
      MUZHACK_DATA: join(folder, 'data'),
      MUZHACK_SAMPLES: 'off',
      LOG_LEVEL: 'warn',
      RATE_LIMITS: 'off',
      ...store.env,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  return {
    url,
    folder,
    cable: store.cable,
    async stop() {
      await end(child)
      await store.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Store = { cable: Cable; env: Record<string, string>; stop(): Promise<void> }

async function openStore(site: string, speed: number): Promise<Store> {
  if (process.env.TEST_S3_ENDPOINT !== undefined) return openReal(site, process.env.TEST_S3_ENDPOINT, speed)
  const port = await freePort()
  const cable = await cableTo({ host: 'localhost', port }, { speed })
  const env = { S3_PORT: `${port}`, S3_PUBLIC_URL: `http://localhost:${cable.port}` }
  return { cable, env, stop: cable.pull }
}

async function openReal(site: string, endpoint: string, speed: number): Promise<Store> {
  const { config, stop } = await openRealStore(site)
  const { hostname, port } = new URL(endpoint)
  const cable = await cableTo({ host: hostname, port: Number(port) }, { speed })
  const { bucket, region, credentials } = config
  const env = {
    S3_ENDPOINT: `http://localhost:${cable.port}`,
    S3_BUCKET: bucket,
    S3_REGION: region,
    AWS_ACCESS_KEY_ID: credentials?.accessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? '',
  }
  return {
    cable,
    env,
    async stop() {
      await cable.pull()
      await stop()
    },
  }
}

async function end(child: ChildProcess) {
  child.kill('SIGTERM')
  await once(child, 'exit')
}
