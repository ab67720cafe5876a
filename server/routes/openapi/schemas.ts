import type { Account, Maker, Profile } from '../../../src/account.ts'
import type { Refusal } from '../../../src/answers.ts'
import type { JsonSchema } from '../../../src/openapi.ts'
import type {
  Card,
  Cards,
  Focus,
  Picture,
  Project,
  ProjectFile,
  SearchResults,
} from '../../../src/project.ts'
import type { TagCount, TagCounts } from '../../../src/tag.ts'

export const refer = (name: SchemaName): JsonSchema => ({ $ref: `#/components/schemas/${name}` })

const text = { type: 'string' }
const number = { type: 'integer' }
const time = { type: 'string', format: 'date-time' }
const address = { type: 'string', format: 'uri' }
const listOf = (items: JsonSchema) => ({ type: 'array', items })
const orNull = (schema: JsonSchema) => ({ anyOf: [schema, { type: 'null' }] })

/** An object with all of these; the compiler sees that none of the type is left out. */
const all = <Whole>(properties: Record<keyof Whole & string, JsonSchema>): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})

const account = {
  username: text,
  name: text,
  joined: time,
  avatar: orNull(
    listOf(all<NonNullable<Account['avatar']>[number]>({ key: text, size: number, url: address })),
  ),
}

const focus = all<Focus>({ x: number, y: number })

const variants = listOf({
  type: 'object',
  properties: {
    key: text,
    width: number,
    url: address,
    crop: {
      ...focus,
      description:
        'Where it is not the whole picture but a JPEG of 1200 by 630 cut out of it, around this point, for cards on other sites.',
    },
  } satisfies Record<keyof ProjectFile['variants'][number], JsonSchema>,
  required: ['key', 'width', 'url'],
  additionalProperties: false,
})

const look = {
  url: address,
  alt: text,
  width: orNull(number),
  height: orNull(number),
  focus: orNull(focus),
  colour: orNull(text),
}

const status = { enum: ['draft', 'published', 'hidden'] }

/** What the API answers most. */
const schemas = {
  Refusal: {
    type: 'object',
    properties: {
      statusCode: number,
      error: text,
      message: { ...text, description: 'For a person.' },
      fields: { type: 'object', additionalProperties: text, description: 'Which input it is about.' },
    } satisfies Record<keyof Refusal, JsonSchema>,
    required: ['statusCode', 'error', 'message'],
  },
  Account: all<Account>(account),
  Maker: all<Maker>({
    ...account,
    about: { ...text, description: 'Markdown.' },
    aboutHtml: { ...text, description: 'The same as HTML, safe to show.' },
    links: listOf(address),
    version: number,
  }),
  Picture: all<Picture>({ ...look, variants }),
  Card: all<Card>({
    owner: all<Card['owner']>({ username: text, name: text }),
    id: text,
    title: text,
    summary: text,
    tags: listOf(text),
    status,
    cover: { anyOf: [{ $ref: '#/components/schemas/Picture' }, { type: 'null' }] },
    licence: { ...text, description: 'Of its text and pictures, an SPDX identifier.' },
    updated: time,
    excerpt: { ...orNull(text), description: 'Of what it says at length, where that is why it was found.' },
  }),
  Cards: all<Cards>({
    projects: listOf({ $ref: '#/components/schemas/Card' }),
    next: { ...orNull(text), description: 'Send it as `after` for the page that follows; null at the end.' },
  }),
  SearchResults: all<SearchResults>({
    projects: listOf({ $ref: '#/components/schemas/Card' }),
    next: { ...orNull(text), description: 'Send it as `after` for the page that follows; null at the end.' },
    instead: { ...orNull(text), description: 'The query these match, where nothing matched the one asked.' },
    near: { ...listOf(text), description: 'Queries like it that find something, where nothing did.' },
  }),
  TagCount: all<TagCount>({ tag: text, projects: number }),
  TagCounts: all<TagCounts>({ tags: listOf({ $ref: '#/components/schemas/TagCount' }), next: orNull(text) }),
  Profile: all<Profile>({
    account: { $ref: '#/components/schemas/Maker' },
    projects: { $ref: '#/components/schemas/Cards' },
  }),
  ProjectFile: all<ProjectFile>({
    ...look,
    kind: { enum: ['picture', 'file', 'audio'] },
    path: text,
    key: text,
    size: { ...number, description: 'In bytes.' },
    type: text,
    caption: text,
    variants,
    sha256: orNull(text),
  }),
  Project: all<Project>({
    owner: { $ref: '#/components/schemas/Account' },
    id: text,
    title: text,
    summary: text,
    description: { ...text, description: 'Markdown.' },
    descriptionHtml: { ...text, description: 'The same as HTML, safe to show.' },
    instructions: text,
    instructionsHtml: text,
    licences: { type: 'object', additionalProperties: text, description: 'SPDX identifiers, by part.' },
    tags: listOf(text),
    files: listOf({ $ref: '#/components/schemas/ProjectFile' }),
    cover: { ...orNull(text), description: 'The key of one of its pictures.' },
    status,
    hiddenWhy: orNull(text),
    version: { ...number, description: 'A save names the one it began from.' },
    created: time,
    updated: time,
    published: orNull(time),
    archive: orNull({ type: 'object' }),
  }),
} satisfies Record<string, JsonSchema>

export type SchemaName = keyof typeof schemas
export const schemasByName: Record<SchemaName, JsonSchema> = schemas
