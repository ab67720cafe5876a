/** What the database tells as it happens: topics (`src/topics.ts`) that others may see otherwise from now on. */
export type Changes = {
  /** From now on tells each topic that changes, and undefined where anything may have. Followed once. */
  follow(tell: Tell): void
  /** Whether nothing can be missed. */
  areHeard(): boolean
  /** Once this answers, everything committed before it was asked has been told. */
  caughtUp(): Promise<void>
  close(): Promise<void>
}

export type Tell = (topic: string | undefined) => void
export const tellNobody: Tell = () => undefined

export const channel = 'pages'
