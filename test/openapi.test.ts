import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ApiDescription } from '../src/openapi.ts'
import { paths } from '../src/paths.ts'
import type { ProjectDraft } from '../src/project.ts'
import { elementsOf } from './help/elements.ts'
import { aDraft, muzhack, publicUrl, type Visitor } from './help/muzhack.ts'

const site = muzhack()
const address = { owner: 'ada', id: 'loop' }
let ada: Visitor
let draft: ProjectDraft
let api: ApiDescription

const apiRoutes = () =>
  site.server
    .table()
    .filter(({ path }) => path.startsWith('/api/'))
    .map(({ method, path }) => `${method} ${path}`)
    .toSorted()

const operation = (method: string, path: string) => api.paths[path]?.[method]
const bodyOf = (method: string, path: string) =>
  operation(method, path)?.requestBody?.content['application/json'].schema ?? {}

/** What is wrong with a value by a schema of the description. */
function problemsOf(schema: object, value: unknown): string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  const validate = ajv.compile({ ...schema, components: api.components })
  validate(value)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

beforeAll(async () => {
  ada = await site.maker('ada')
  const picture = await ada.upload('picture', 'panel.png', Buffer.from('panel'))
  const { key } = await ada.upload('picture', 'panel-card.jpg', Buffer.from('cut'), 'image/jpeg')
  const focus = { x: 20, y: 30 }
  const variants = [{ key, width: 1200, crop: focus }]
  draft = aDraft({ id: 'loop', files: [{ ...picture, alt: 'The panel', focus, variants }] })
  expect((await ada.post(paths.api.projectsOf(address), draft)).statusCode).toBe(201)
  api = (await site.visitor().get(paths.api.description)).json<ApiDescription>()
})

describe('the description of the API', () => {
  it('is OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(api))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(api.openapi).toBe('3.1.1')
    expect(api.servers).toEqual([{ url: publicUrl }])
  })

  it('has every route of the API, and none that is no more', () => {
    const described = Object.entries(api.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map(method => `${method} ${path}`),
    )
    expect(described.toSorted()).toEqual(apiRoutes())
  })

  it('says what a route takes, as the route itself checks it', () => {
    const schema = bodyOf('post', '/api/projects/{owner}')
    expect(problemsOf(schema, aDraft({ title: 'Loop & Delay – ♪' }))).toEqual([])
    expect(problemsOf(schema, draft)).toEqual([])
    expect(problemsOf(schema, { ...aDraft(), title: 'x'.repeat(101) })).toEqual([
      '/title must NOT have more than 100 characters',
    ])
    expect(problemsOf(schema, { ...aDraft(), licences: { docs: 'WTFPL' } })).not.toEqual([])
    expect(operation('get', '/api/search')?.parameters.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['query', 'after', 'limit']),
    )
  })

  it.each([
    ['SearchResults', paths.api.search],
    ['TagCounts', paths.api.tags],
    ['Project', paths.api.project(address)],
    ['Profile', paths.api.user({ username: 'ada' })],
    ['Refusal', paths.api.user({ username: 'nobody' })],
  ])('says what a %s is, as %s answers it', async (name, path) => {
    const answer = (await site.visitor().get(path)).json()
    expect(problemsOf({ $ref: `#/components/schemas/${name}` }, answer)).toEqual([])
  })

  it('says which routes need a session, as they do', async () => {
    expect(operation('get', '/api/drafts')?.security).toEqual([{ session: [] }])
    expect(operation('get', '/api/search')?.security).toEqual([])
    expect(operation('post', '/api/reports')?.security).toEqual([{}, { session: [] }])
    const cookie = (await ada.get(paths.api.session)).request.headers.cookie
    expect(cookie).toContain(`${String(api.components.securitySchemes.session?.name)}=`)
  })
})

describe('the page about the API', () => {
  it('tells of every route without running anything but the site’s own script', async () => {
    const { payload } = await site.visitor().get(paths.apiHelp)
    const help = elementsOf(payload)
    const told = help.texts('h3 code').map(text => text.replace(/^\w+/, method => method.toLowerCase()))
    expect(told.toSorted()).toEqual(apiRoutes())
    expect(help.all('script').map(({ attributes }) => attributes.type)).toEqual(['module'])
    expect(help.text).toContain('title text, at most 100 characters')
  })
})
