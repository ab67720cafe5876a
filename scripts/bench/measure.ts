import { type Load, load, type Outcome } from './load.ts'
import type { Pinned } from './pinned.ts'

export type Measured = Outcome & {
  what: string
  perSecond: number
  /** What one second of the server's work answers. */
  perCpuSecond: number
  /** In ms, of an answer. */
  cpu: number
  memory: number
}

const warmUp = 2

/** After some seconds that do not count. */
export async function measure(what: string, server: Pinned, wanted: Load): Promise<Measured> {
  await load({ ...wanted, seconds: Math.min(warmUp, wanted.seconds) })
  const before = server.cpu()
  const outcome = await load(wanted)
  const cpu = server.cpu() - before
  const { requests, seconds } = outcome
  return {
    ...outcome,
    what,
    perSecond: Math.round(requests / seconds),
    perCpuSecond: Math.round(requests / cpu),
    cpu: (1000 * cpu) / requests,
    memory: server.memory(),
  }
}

export function tableOf(measured: readonly Measured[], floor: Measured | undefined): string {
  const rows = measured.map(one => [
    one.what,
    `${one.perSecond}`,
    `${one.perCpuSecond}`,
    floor ? `${Math.round((100 * one.perCpuSecond) / floor.perCpuSecond)} %` : '',
    one.cpu.toFixed(3),
    one.p50.toFixed(2),
    one.p99.toFixed(2),
    `${one.bytes}`,
    `${one.memory}`,
    `${one.failed}`,
  ])
  const all = [heads, ...rows]
  const widths = heads.map((_, column) => Math.max(...all.map(row => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
  return all.map(line).join('\n')
}

const heads = [
  '',
  'req/s',
  'req/CPU-s',
  'of hapi',
  'CPU ms',
  'p50 ms',
  'p99 ms',
  'bytes',
  'MB',
  'failed',
] as const
