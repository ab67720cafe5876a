import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { exit, Stop } from './stop.ts'

type Expected<Known> = { options: Known; allowPositionals?: boolean }

/** Takes arguments apart; what comes after `--` is for `docker build`. */
export function readArguments<const Known extends ParseArgsOptionsConfig>(
  argv: string[],
  { options, allowPositionals = false }: Expected<Known>,
) {
  const end = argv.indexOf('--')
  const [args, buildArguments] = end === -1 ? [argv, []] : [argv.slice(0, end), argv.slice(end + 1)]
  try {
    return { ...parseArgs({ args, options, allowNegative: true, allowPositionals }), buildArguments }
  } catch (error) {
    if (error instanceof TypeError) throw misunderstood(error.message)
    throw error
  }
}

export const misunderstood = (message: string) =>
  new Stop(exit.usage, `${message}\n--help tells what there is.`)

export function wholeNumber(name: string, value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw misunderstood(`--${name} takes a whole number, and this is ${value}.`)
  return Number(value)
}

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** In milliseconds. */
export function duration(name: string, value: string): number {
  const [, count, unit] = /^(\d{1,6})(ms|s|m|h)$/.exec(value) ?? []
  const milliseconds = Number(count) * (units[unit as keyof typeof units] ?? 0)
  if (!(milliseconds > 0))
    throw misunderstood(`--${name} takes a time like 90s, 30m or 1h, and this is ${value}.`)
  return milliseconds
}
