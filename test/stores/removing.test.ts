import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AnyStore, ask, post, stores } from '../help/s3.ts'

describe.each(stores)('removing from $name', ({ open }) => {
  let store: AnyStore

  beforeAll(async () => {
    store = await open()
  })
  afterAll(async () => {
    await store.stop()
  })

  async function uploaded(key: string): Promise<string> {
    await post(await store.files.sign({ key, type: 'audio/wav', size: 100 }), 'la')
    return key
  }
  const isGone = async (key: string) => (await store.files.head(key)) === undefined

  it('takes objects away, whatever their names', async () => {
    const one = await uploaded("u/ada/gone/1 & <2> 'x'.wav")
    const other = await uploaded('u/ada/gone/ö (2)!.wav')
    const kept = await uploaded('u/ada/kept.wav')

    await store.files.remove([one, other, 'u/ada/never-there'])

    expect([await isGone(one), await isGone(other), await isGone(kept)]).toEqual([true, true, false])
  })

  it('takes more than a thousand in one call', async () => {
    const last = await uploaded('u/ada/gone/1234.wav')
    const keys = Array.from({ length: 1234 }, (_, number) => `u/ada/gone/${number}.wav`)

    await store.files.remove([...keys, last])

    expect(await isGone(last)).toBe(true)
  })

  it('asks nothing of the store where nothing is to be removed', async () => {
    await expect(store.files.remove([])).resolves.toBeUndefined()
  })

  it('is refused to those who did not sign', async () => {
    const key = await uploaded('u/ada/stays.wav')
    const body = `<Delete><Object><Key>${key}</Key></Object></Delete>`

    const many = await fetch(`${store.files.base}?delete`, { method: 'POST', body })

    expect(await ask(store, key, {}, 'DELETE')).toMatchObject({ status: 403 })
    expect([200, 403]).toContain(many.status)
    expect(await isGone(key)).toBe(false)
  })
})
