/** How a run ends, besides 0: done, or deployed already. */
export const exit = {
  usage: 2,
  refused: 3,
  rolledBack: 4,
  failed: 5,
  timedOut: 6,
  busy: 75,
} as const

/** The run ends here, for a reason that can be told. */
export class Stop extends Error {
  readonly exitCode: number
  constructor(exitCode: number, message: string) {
    super(message)
    this.exitCode = exitCode
  }
}
