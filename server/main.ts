import { join } from 'node:path'
import { readConfig } from './config.ts'
import { builtFrontend } from './frontend.ts'
import { type Running, start } from './start.ts'

const log = (message: string) => console.log(message)

try {
  const config = readConfig(process.env)
  const site = await start(config, await builtFrontend(join(import.meta.dirname, '../dist')), log)
  stopOn('SIGTERM', 'SIGINT')
  log(`MuzHack is at ${site.url}`)
  process.send?.('listening')

  /** Once, whatever comes after. */
  function stopOn(...signals: NodeJS.Signals[]) {
    const end = () => {
      for (const signal of signals) process.off(signal, end).on(signal, () => undefined)
      void stop(site)
    }
    for (const signal of signals) process.on(signal, end)
  }
} catch (error) {
  console.error(error instanceof Error ? messageOf(error) : error)
  process.exit(1)
}

async function stop(site: Running) {
  const inFlight = await site.stop()
  log(`MuzHack has stopped, ${inFlight} requests ended at the last moment`)
  process.exit(0)
}

/** A refusal of ours in its own words, and what lies behind it. */
function messageOf({ message, cause }: Error): string {
  return cause instanceof Error ? `${message}: ${cause.message}` : message
}
