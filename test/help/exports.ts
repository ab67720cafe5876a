import { expect } from 'vitest'
import { makeExport } from '../../server/domain/exports.ts'
import type { Files } from '../../server/files/files.ts'
import type { Export, Exports } from '../../src/export.ts'
import { paths } from '../../src/paths.ts'
import type { MuzHack, Visitor } from './muzhack.ts'
import { all } from './s3.ts'
import { unzip } from './zip.ts'

export const exportsOf = async (maker: Visitor) =>
  (await maker.get(paths.api.exports)).json<Exports>().exports

/** Asks for one, and answers its number. */
export async function asked(maker: Visitor): Promise<number> {
  const answer = await maker.post(paths.api.exports)
  if (answer.statusCode !== 202) throw new Error(answer.payload)
  return answer.json<Export>().number
}

/** What the job does, at the store that is given. */
export const make = (site: MuzHack, exportId: number, files: Files = site.files, signal = never) =>
  makeExport({ ...site, files, signal }, { exportId })

const { signal: never } = new AbortController()

export async function exported(site: MuzHack, maker: Visitor): Promise<Map<string, Buffer>> {
  await make(site, await asked(maker))
  return download(maker)
}

/** The newest, as a browser fetches it. */
export async function download(maker: Visitor): Promise<Map<string, Buffer>> {
  const [newest] = await exportsOf(maker)
  if (newest?.state !== 'made') throw new Error(`the export is ${newest?.state}`)
  const { headers } = await maker.get(newest.url)
  const bytes = Buffer.from(await (await fetch(headers.location ?? '')).arrayBuffer())
  expect(bytes.length).toBe(newest.size)
  return unzip(bytes)
}

/** Exports that the store holds, finished and not. */
export async function held({ files }: MuzHack) {
  const zips = await all(files.list('exports/'))
  const unfinished = await all(files.multipart.unfinished('exports/'))
  return { zips: zips.length, unfinished: unfinished.length }
}
