import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { makeBadImages } from '../help/engine/bad-images.ts'
import { describeOnEngine, theBench } from '../help/engine/bench.ts'
import { reboot } from '../help/engine/engine.ts'
import { failuresIn, type Load, startLoad } from '../help/engine/load.ts'
import { signUpAt } from '../help/engine/member.ts'
import { type OneServer, setUpServer } from '../help/engine/one-server.ts'
import { visit } from '../help/engine/visit.ts'

/** So many deploys, and a quarter as many rollbacks: each is the same, and takes some ten seconds. */
const deploys = Number(process.env.DEPLOYS ?? 20)
const briefly = ['--bake', '1s']

describeOnEngine('blue-green on one server', () => {
  let server: OneServer
  let cookie: string

  const deploy = (image: string, ...more: string[]) => ['deploy', '--image', image, ...briefly, ...more]
  const one = () => deploy(theBench().images.one)
  const two = () => deploy(theBench().images.two)
  const revision = async () => JSON.parse((await visit(server.url + paths.ready)).body).revision as string
  const live = async () => {
    const { lines } = await server.run(['status'])
    return lines.find(line => line.live === true)?.colour
  }

  beforeAll(async () => {
    server = await setUpServer(theBench())
  })

  afterAll(async () => {
    await server.remove()
  })

  it('begins with nothing, and ends with the site on HTTPS', async () => {
    const { code, lines } = await server.run(one())
    expect(lines.at(-1)).toMatchObject({ kind: 'done', message: 'revision-one is live' })
    expect(code).toBe(0)
    const page = await visit(`${server.url}${paths.explore}`)
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('<title>MuzHack') })
    expect(page.headers['strict-transport-security']).toMatch(/max-age=\d{8}/)
  })

  it('sends everybody from HTTP to HTTPS', async () => {
    const page = await visit(`http://localhost:${server.port.http}${paths.about}?a=b`, { Host: 'localhost' })
    expect(page).toMatchObject({ status: 301, headers: { location: `https://localhost${paths.about}?a=b` } })
  })
})
