/** JSON Schema, as OpenAPI 3.1 takes it. */
export type JsonSchema = {
  type?: string | string[]
  enum?: unknown[]
  minimum?: number
  maximum?: number
  maxLength?: number
  maxItems?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  [keyword: string]: unknown
}

export type ApiParameter = { name: string; in: 'path' | 'query'; required: boolean; schema: JsonSchema }

type Content = { 'application/json': { schema: JsonSchema } }

export type ApiOperation = {
  tags: [part: string]
  summary: string
  /** Nothing, or a session; with an empty one first where it may be left out. */
  security: Record<string, string[]>[]
  parameters: ApiParameter[]
  requestBody?: { required: true; content: Content }
  responses: Record<string, { description: string; content?: Content }>
}

/** The API in the words of OpenAPI 3.1. */
export type ApiDescription = {
  openapi: '3.1.1'
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, ApiOperation>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, JsonSchema> }
}
