import { setTimeout as pause } from 'node:timers/promises'
import Joi from 'joi'
import { paths } from '../../src/paths.ts'
import type { Colour } from './colours.ts'
import { containerOf } from './containers.ts'
import type { Host } from './host.ts'
import type { Image } from './image.ts'

/** Waits until the container is healthy, HAProxy finds it ready, and it is the revision that is meant. */
export async function becomesReady(
  host: Host,
  { colour, image, patience }: { colour: Colour; image: Image; patience: number },
): Promise<void> {
  const deadline = Date.now() + patience
  for (;;) {
    const missing = await whatIsMissing(host, colour, image)
    if (!missing) return
    if (Date.now() > deadline)
      throw new Error(`${colour} is not ready after ${patience / 1000} s: ${missing}.`)
    await pause(200)
  }
}

/** Fails where waiting will not help. */
async function whatIsMissing(host: Host, colour: Colour, image: Image): Promise<string | undefined> {
  const container = await containerOf(host, colour)
  if (container?.image !== image.id) throw new Error(`${colour} does not run ${image.name}.`)
  if (container.restarts > 0 || !container.isRunning)
    throw new Error(`${colour} ends as soon as it is started.`)
  if (!['healthy', 'none'].includes(container.health)) return 'its health check does not pass'
  const revision = await revisionAt(urlOf(host, colour))
  if (revision === undefined) return `${paths.ready} does not say that it is ready`
  if (revision !== image.revision)
    throw new Error(`revision ${revision} answers at the port of ${colour}, and ${image.revision} was meant.`)
  const { isUp } = await host.proxy.look(colour)
  return isUp ? undefined : 'HAProxy does not find it ready'
}

export const urlOf = ({ settings }: Host, colour: Colour) => `http://127.0.0.1:${settings.port[colour]}`

async function revisionAt(url: string): Promise<string | undefined> {
  const answer = await fetch(url + paths.ready, { signal: AbortSignal.timeout(5000) }).catch(() => undefined)
  if (!answer?.ok) return undefined
  const { value } = ready.validate(await answer.json().catch(() => undefined))
  return value?.revision
}

const ready = Joi.object<{ revision: string }>({ revision: Joi.string().required() }).unknown()
