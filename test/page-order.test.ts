import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import { aDraft, muzhack } from './help/muzhack.ts'

const site = muzhack()
const address = { owner: 'ada', id: 'tape-loop' }
/** `INTERLEAVINGS=10000 vitest run test/page-order.test.ts` takes its time. */
const count = Number(process.env.INTERLEAVINGS ?? 300)
const readers = 6

let saved = 1
let url = ''

beforeAll(async () => {
  await site.server.start()
  url = `http://localhost:${site.server.info.port}`
  const ada = await site.maker('ada')
  await ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft({ title: 'v1' }))
})

/** As quick as can be, so that the next one comes while pages are being made; any request that may change something ends it. */
async function save() {
  await site.db
    .updateTable('projects')
    .set({ title: `v${saved + 1}` })
    .execute()
  await site.visitor().post(paths.api.logout)
  saved++
}

const versionAt = async (path: string) =>
  Number(/>v(\d+)\b/.exec(await (await fetch(url + path)).text())?.[1])
const places = [paths.project(address), paths.profile({ username: 'ada' }), paths.explore]

describe(`${count} reads amid saves, at random`, () => {
  it('never show an older version once a newer one was seen or saved', async () => {
    const seen = new Map(places.map(place => [place, 1]))
    const backward: string[] = []
    const done = new AbortController()
    let reads = 0

    async function read() {
      while (!done.signal.aborted) {
        const place = places[reads++ % places.length] ?? ''
        // What had been seen or saved when this one began.
        const least = Math.max(seen.get(place) ?? 0, saved)
        const version = await versionAt(place)
        if (!(version >= least)) backward.push(`${place}: v${version} after v${least}`)
        seen.set(place, Math.max(seen.get(place) ?? 0, version))
        if (Math.random() < 0.5) await pause(Math.random() * 10)
        if (reads >= count && saved >= count / 4) done.abort()
      }
    }
    async function saveOn() {
      while (!done.signal.aborted) {
        await save()
        await pause(Math.random() * 10)
      }
    }

    await Promise.all([saveOn(), ...Array.from({ length: readers }, read)])
    console.log(`${reads} reads amid ${saved} saves`)
    expect(backward).toEqual([])
  })
})
