/** All in ms. */
export const timing = {
  /** Until what is typed is in this browser. */
  local: 1000,
  /** A pause in typing this long sends it to the server… */
  pause: 2500,
  /** … and so does typing on for this long. */
  longest: 7000,
  /** How long a request may take. */
  patience: 20_000,
} as const

/** When to send what was typed first and last at these times. */
export const dueAt = (firstTyped: number, lastTyped: number): number =>
  Math.min(lastTyped + timing.pause, firstTyped + timing.longest)

/** How long to wait after so many failures in a row: 2 s, 4 s, … 1 min. */
export const backOff = (failures: number): number => Math.min(1000 * 2 ** failures, 60_000)
