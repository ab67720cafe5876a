import { join } from 'node:path'
import { readConfig } from './config.ts'
import { builtFrontend } from './frontend.ts'
import { start } from './start.ts'

const log = (message: string) => console.log(message)

try {
  const config = readConfig(process.env)
  const frontend = await builtFrontend(join(import.meta.dirname, '../dist'))
  const { url, stop } = await start(config, frontend, log)
  log(`MuzHack is at ${url}`)
  process.send?.('listening')
  let stopping = false
  const end = async () => {
    if (stopping) return
    stopping = true
    await stop()
    process.exit(0)
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
} catch (error) {
  console.error(error instanceof Error ? messageOf(error) : error)
  process.exit(1)
}

/** A refusal of ours in its own words, anything else with where it came from. */
function messageOf(error: Error): string {
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `${error.message}${cause}`
}
