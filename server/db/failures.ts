import pg from 'pg'

const uniqueViolation = '23505'

/** Whether the database refused because of this unique constraint or index. */
export function violates(error: unknown, constraint: string): boolean {
  return (
    error instanceof pg.DatabaseError && error.code === uniqueViolation && error.constraint === constraint
  )
}

/** Whether a text has more different words than a search index takes: a megabyte of them. */
export const isTooMuchToIndex = (error: unknown) =>
  error instanceof pg.DatabaseError && error.code === '54000' && /tsvector/.test(error.message)

const systemCodes = 'ECONNREFUSED ECONNRESET ENOENT ENOTFOUND EPIPE ETIMEDOUT EHOSTUNREACH EAI_AGAIN'.split(
  ' ',
)
// Connection exceptions, resources exhausted, operator intervention (statement timeouts among them).
const sqlStates = /^(08|53|57)/
// pg gives these no code.
const messages =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/

/** Whether the database could not be reached, or could not answer in time: worth trying again later. */
export function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (error instanceof pg.DatabaseError) return sqlStates.test(code)
  return (systemCodes.includes(code) && 'syscall' in error) || messages.test(error.message)
}
