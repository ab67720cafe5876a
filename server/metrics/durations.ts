import type { Histogram, Registry } from 'prom-client'

/** In seconds, from a page at hand to what nobody waits for any more. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** How many fell into each bucket, those beyond the last one behind it, and what they took together. */
export type Durations = { counts: number[]; sum: number }

export const noDurations = (): Durations => ({ counts: [...buckets, Infinity].map(() => 0), sum: 0 })

export function keepDuration(durations: Durations, seconds: number): void {
  const place = buckets.findIndex(most => seconds <= most)
  const bucket = place < 0 ? buckets.length : place
  durations.counts[bucket] = (durations.counts[bucket] ?? 0) + 1
  durations.sum += seconds
}

type Reading = { name: string; help: string; label: string; read(): [value: string, durations: Durations][] }

/** A histogram that is read when somebody asks. */
export function durationsIn(register: Registry, { name, help, label, read }: Reading): void {
  const get = async () => ({
    name,
    help,
    type: 'histogram',
    values: read().flatMap(([value, durations]) => linesOf(name, { [label]: value }, durations)),
  })
  // The registry asks nothing else of a metric; its own kind can only be told of one duration at a time.
  register.registerMetric({ name, get } as unknown as Histogram)
}

function linesOf(name: string, labels: Record<string, string>, { counts, sum }: Durations) {
  let count = 0
  const upTo = [...buckets, '+Inf'].map((le, place) => {
    count += counts[place] ?? 0
    return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: count }
  })
  return [
    ...upTo,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ]
}
