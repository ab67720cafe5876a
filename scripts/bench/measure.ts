import { type Answers, type Load, load } from './load.ts'
import type { Pinned } from './pinned.ts'
import { quantilesOf } from './quantiles.ts'

export type Subject = { what: string; server: Pinned; load: Load }

export type Measured = {
  what: string
  requests: number
  failed: number
  perSecond: number
  /** What one second of the server's work answers. */
  perCpuSecond: number
  /** In ms, of an answer. */
  cpu: number
  p50: number
  p99: number
  /** Of an answer on average. */
  bytes: number
  /** Of the server in MB. */
  memory: number
}

type Slice = { answers: Answers; cpu: number }

/** After `before` seconds that do not count; in `rounds`, so that what slows the machine for a while slows all of them. */
export async function measure(
  subjects: readonly Subject[],
  { before = 2, rounds = 5 } = {},
): Promise<Measured[]> {
  for (const { load: wanted } of subjects) if (before > 0) await load({ ...wanted, seconds: before })
  const slices: Slice[][] = []
  for (let round = 0; round < rounds; round++)
    for (const [index, subject] of subjects.entries())
      (slices[index] ??= []).push(await sliceOf(subject, rounds))
  return subjects.map(({ what, server }, index) => sum(what, server, slices[index] ?? []))
}

async function sliceOf({ server, load: wanted }: Subject, rounds: number): Promise<Slice> {
  const begun = server.cpu()
  const answers = await load({ ...wanted, seconds: wanted.seconds / rounds })
  return { answers, cpu: server.cpu() - begun }
}

function sum(what: string, server: Pinned, slices: readonly Slice[]): Measured {
  const total = (of: (slice: Slice) => number) => slices.reduce((all, slice) => all + of(slice), 0)
  const cpu = total(slice => slice.cpu)
  const times = slices.flatMap(({ answers }) => answers.times)
  const quantile = quantilesOf(times)
  return {
    what,
    requests: times.length,
    failed: total(({ answers }) => answers.failed),
    perSecond: Math.round(times.length / total(({ answers }) => answers.seconds)),
    perCpuSecond: Math.round(times.length / cpu),
    cpu: (1000 * cpu) / times.length,
    p50: quantile(0.5),
    p99: quantile(0.99),
    bytes: Math.round(total(({ answers }) => answers.bytes) / times.length),
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
