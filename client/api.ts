import type { Refusal } from '../src/answers.ts'

/** What the API refused, in its own words. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}

/**
 * What an error refuses, if it is a refusal. Asked by shape: the server's copy of the class and the one in the
 * built client are two.
 */
export function refusalIn(error: unknown): Refusal | undefined {
  return error instanceof Error && 'refusal' in error ? (error as Refused).refusal : undefined
}

/** The REST API, from wherever a page is made: in process on the server, by fetch in the browser. */
export type Api = { get<Answer>(path: string): Promise<Answer> }

const unreachable: Refusal = {
  statusCode: 0,
  error: 'Offline',
  message: 'MuzHack cannot be reached. Check your connection; nothing you typed is lost.',
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** In bytes: browsers let no more than 64 KB go on when the page is left. */
const mostAfterwards = 60_000

/**
 * Calls the API from the browser; throws Refused, also when the network fails (`statusCode` 0). With `outlives`, a
 * short request arrives though the page is left meanwhile.
 */
export async function call<Answer>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  { outlives = false } = {},
) {
  const json = body === undefined ? undefined : JSON.stringify(body)
  const response = await fetch(path, {
    method,
    ...(json !== undefined && { body: json, headers: { 'content-type': 'application/json' } }),
    ...(signal && { signal }),
    keepalive: outlives && new Blob([json ?? '']).size < mostAfterwards,
  }).catch((error: Error) => {
    throw signal?.aborted && error.name !== 'TimeoutError' ? error : new Refused(unreachable)
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw new Refused(isRefusal(answer) ? answer : unclear(response.status))
  return answer as Answer
}

const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === 'object' && answer !== null && 'message' in answer && 'statusCode' in answer

const unclear = (statusCode: number): Refusal => ({
  statusCode,
  error: 'Error',
  message: 'MuzHack did not answer as expected. Nothing you typed is lost: please try again in a moment.',
})
