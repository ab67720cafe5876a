/** Answers the time, in ms, under which that part of them lie: 0.99 for the 99th percentile. */
export function quantilesOf(times: readonly number[]): (part: number) => number {
  const sorted = Float64Array.from(times).toSorted()
  return part => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}
