/** Numbers from 0 up to 1, the same ones for the same seed: mulberry32, by T. Ettinger (public domain). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Picks as people use words: the n-th n times as rarely as the first (G. K. Zipf, 1935). */
export function zipf<Value>(values: readonly Value[], random: () => number, exponent = 1): () => Value {
  const sums = new Float64Array(values.length)
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    sum += 1 / (i + 1) ** exponent
    sums[i] = sum
  }
  return () => {
    const value = values[indexOf(sums, random() * sum)]
    if (value === undefined) throw new Error('there is nothing to pick from')
    return value
  }
}

function indexOf(sums: Float64Array, value: number): number {
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
