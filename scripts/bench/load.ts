import { openConnection } from './connection.ts'

/** What to ask for, and how often beside the others. */
export type Mix = readonly { path: string; weight: number }[]
export type Load = {
  port: number
  mix: Mix
  seconds: number
  connections?: number
  /** So many a second. */
  rate?: number
  /** So many, however long they take. */
  requests?: number
}
/** Times in ms, bytes of all of them. */
export type Answers = { times: number[]; seconds: number; bytes: number; failed: number }

/**
 * Asks on all connections as fast as answers come, or, with a `rate`, so many times a second whether or not they come:
 * then the time that a question had to wait counts too.
 */
export async function load({
  port,
  mix,
  seconds,
  connections = 32,
  rate,
  requests: most,
}: Load): Promise<Answers> {
  const requests = interleaved(mix).map(requestOf)
  const lines = await Promise.all(Array.from({ length: connections }, () => openConnection(port)))
  const times: number[] = []
  const begun = performance.now()
  const end = begun + 1000 * seconds
  let [count, bytes, failed] = [0, 0, 0]

  async function goOn({ ask }: (typeof lines)[number]) {
    for (;;) {
      const turn = count++
      const due = rate === undefined ? performance.now() : begun + (1000 * turn) / rate
      if (due >= end || performance.now() >= end || turn >= (most ?? Infinity)) return
      if (due > performance.now()) await until(due)
      const answered = await ask(requests[turn % requests.length] ?? '')
      times.push(performance.now() - due)
      bytes += answered.bytes
      if (answered.status >= 400) failed++
    }
  }

  await Promise.all(lines.map(goOn))
  const took = (performance.now() - begun) / 1000
  for (const line of lines) line.close()
  return { times, seconds: took, bytes, failed }
}

const requestOf = (path: string) =>
  `GET ${path} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: br\r\nuser-agent: bench\r\n\r\n`

/** Timers are exact to a millisecond; what is left is waited for by turning round. */
async function until(due: number) {
  const rest = due - performance.now()
  if (rest > 2) await new Promise(resolve => setTimeout(resolve, rest - 1))
  while (performance.now() < due) await new Promise(resolve => setImmediate(resolve))
}

/** In an order that is the same each time and as good as any. */
function interleaved(mix: Mix): string[] {
  const paths = mix.flatMap(({ path, weight }) => Array.from({ length: weight }, () => path))
  return paths
    .map((path, index) => ({ path, place: (index * 0.618_033_988_75) % 1 }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ path }) => path)
}
