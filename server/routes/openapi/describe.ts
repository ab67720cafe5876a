import type { RequestRoute } from '@hapi/hapi'
import Joi from 'joi'
import { groupBy, map, mergeAll } from 'ramda'
import { hiddenCharacters } from '../../../src/hidden-characters.ts'
import type { ApiDescription, ApiOperation, ApiParameter, JsonSchema } from '../../../src/openapi.ts'
import { refer, schemasByName } from './schemas.ts'
import { parts, told } from './table.ts'

/** These routes in the words of OpenAPI 3.1: what they take comes from their own checks, the rest from the table. */
export function descriptionOf(routes: readonly RequestRoute[], publicUrl: string): ApiDescription {
  const listed = Object.keys(told).flatMap(name => routes.find(route => nameOf(route) === name) ?? [])
  const byPath = groupBy(({ path }) => path, listed) as Record<string, RequestRoute[]>
  return {
    openapi: '3.1.1',
    info: {
      title: 'MuzHack',
      version: '1',
      description: 'Music hardware and software projects: to read without an account, to publish with one.',
    },
    servers: [{ url: publicUrl }],
    tags: Object.entries(parts).map(([name, description]) => ({ name, description })),
    paths: map(same => mergeAll(same.map(route => ({ [route.method]: operationOf(route) }))), byPath),
    components: {
      schemas: schemasByName,
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'muzhack-session' } },
    },
  }
}

const nameOf = ({ method, path }: RequestRoute) => `${method.toUpperCase()} ${path}`

function operationOf(route: RequestRoute): ApiOperation {
  const { path, settings } = route
  const [part, summary, status, answers] = told[nameOf(route)] ?? notTold(path)
  const { payload } = settings.validate ?? {}
  return {
    tags: [part],
    summary,
    security: securityOf(settings.auth),
    parameters: [...pathParameters(path), ...queryParameters(settings.validate?.query)],
    ...(Joi.isSchema(payload) && {
      requestBody: { required: true as const, content: json(schemaOf(payload)) },
    }),
    responses: {
      [status]: {
        description: status === 204 ? 'Done.' : summary,
        ...(answers && { content: json(refer(answers)) }),
      },
      default: { description: 'Why not, in words.', content: json(refer('Refusal')) },
    },
  }
}

function notTold(path: string): never {
  throw new Error(`the API's table tells nothing of ${path}`)
}

const json = (schema: JsonSchema) => ({ 'application/json': { schema } })

const session = { session: [] }

/** hapi leaves it out where the site's default holds: a session is needed. */
function securityOf(auth: unknown): ApiOperation['security'] {
  if (auth === false) return []
  const mode = typeof auth === 'object' && auth !== null && 'mode' in auth ? auth.mode : 'required'
  return mode === 'required' ? [session] : [{}, session]
}

const pathParameters = (path: string): ApiParameter[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))

function queryParameters(query: unknown): ApiParameter[] {
  if (!Joi.isSchema(query)) return []
  const { properties = {}, required = [] } = schemaOf(query)
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

const schemaOf = (schema: Joi.Schema): JsonSchema =>
  mended(schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' })) as JsonSchema

/** Joi's own words, but for three things that it gets wrong or does otherwise here. */
function mended(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(mended)
  if (typeof schema !== 'object' || schema === null) return schema
  const { additionalProperties: _, pattern, enum: choices, ...rest } = schema as JsonSchema
  return {
    ...map(mended, rest),
    // What a text must not have is told as what it must have.
    ...(typeof pattern === 'string' && pattern !== hiddenCharacters.source && { pattern }),
    ...(Array.isArray(choices) && { enum: withNull(choices, rest.type) }),
  }
}

const withNull = (choices: unknown[], type: unknown): unknown[] =>
  Array.isArray(type) && type.includes('null') && !choices.includes(null) ? [...choices, null] : choices
