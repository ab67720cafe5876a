import { uploadLimits } from '../../../src/upload.ts'

/** The beginning of a file, or all of it. */
export type Start = { bytes: Uint8Array<ArrayBuffer>; isCut: boolean }

type Wanted = { look: string; size: number; url: string }

/** Of texts and tables, in bytes: more is not read, but searched, in a program of one's own. */
const most = 200_000
const patience = 60_000

/** Loads as much of a file as is shown, or says in words why that did not work. */
export async function loadStart({ look, size, url }: Wanted, signal: AbortSignal): Promise<Start | string> {
  const limit = look === 'picture' ? uploadLimits.size.picture : most
  // An empty file has no range.
  const headers = size > limit ? { range: `bytes=0-${limit - 1}` } : {}
  const patient = AbortSignal.any([signal, AbortSignal.timeout(patience)])
  try {
    const response = await ask(url, { headers, signal: patient })
    if (!response.ok) return refusals[response.status] ?? unavailable
    return { bytes: await readUpTo(limit, response), isCut: size > limit }
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return unreachable()
    throw error
  }
}

/** What was stored when the file was downloaded may lack the store's word that pages may read it. */
async function ask(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request)
  } catch (error) {
    if (!(error instanceof TypeError) || !navigator.onLine) throw error
    return fetch(url, { ...request, cache: 'reload' })
  }
}

/** No more than that, even of a store that sends all. */
async function readUpTo(limit: number, { body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  if (!body) return new Uint8Array()
  const reader = body.getReader()
  for (let size = 0; size < limit; ) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    size += value.length
  }
  await reader.cancel()
  return new Uint8Array(await new Blob(chunks).arrayBuffer()).subarray(0, limit)
}

const gone =
  'This file is no longer here: the project has been changed. Reload the page to see its files now.'
const unavailable = 'The file store does not answer right now. Please try again in a moment.'
const refusals: Record<number, string> = { 403: gone, 404: gone, 410: gone }

const unreachable = () =>
  navigator.onLine ? unavailable : 'You seem to be offline. Try again once you are connected.'
