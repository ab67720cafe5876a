/**
 * What of a value an AWS schema does not take: members it does not know, missing ones, wrong types. The SDK itself
 * drops unknown members without a word. Schemas are the SDK's: numbers for simple types, 64 and 128 with them for lists
 * and maps, arrays for the rest, functions for what comes later.
 */
export function misfits(schema: unknown, value: unknown, path = ''): string[] {
  const shape = resolve(schema)
  if (typeof shape === 'number') return misfitsOfNumber(shape, value, path)
  const [kind] = shape
  if (kind === list) return misfitsOfList(shape[4], value, path)
  if (kind === map) return misfitsOfMap(shape[5], value, path)
  if (kind === structure) return misfitsOfStructure(shape, value, path)
  return misfits(shape[4], value, path)
}

/** The names of a structure's members. */
export const membersOf = (schema: unknown): string[] => (resolve(schema) as unknown[])[4] as string[]

const list = 1
const map = 2
const structure = 3
const simple: Record<number, string> = { 0: 'string', 1: 'number', 2: 'boolean', 4: 'number' }

/** Follows functions, and unpacks members that have traits: a pair of schema and traits. */
function resolve(schema: unknown): number | unknown[] {
  if (typeof schema === 'function') return resolve(schema())
  if (Array.isArray(schema) && schema.length === 2) return resolve(schema[0])
  return schema as number | unknown[]
}

function misfitsOfNumber(shape: number, value: unknown, path: string): string[] {
  if (shape & 128) return misfitsOfMap(shape & ~128, value, path)
  if (shape & 64) return misfitsOfList(shape & ~64, value, path)
  const wanted = simple[shape]
  return wanted === undefined || isA(wanted, value) ? [] : [`${path} must be a ${wanted}`]
}

const isA = (type: string, value: unknown) => typeof value === type

function misfitsOfList(item: unknown, value: unknown, path: string): string[] {
  if (!Array.isArray(value)) return [`${path} must be a list`]
  return value.flatMap((each, index) => misfits(item, each, `${path}[${index}]`))
}

function misfitsOfMap(item: unknown, value: unknown, path: string): string[] {
  if (!isObject(value)) return [`${path} must be an object`]
  return Object.entries(value).flatMap(([key, each]) => misfits(item, each, `${path}.${key}`))
}

function misfitsOfStructure(shape: unknown[], value: unknown, path: string): string[] {
  if (!isObject(value)) return [`${path || 'it'} must be an object`]
  const [names, schemas, required = 0] = shape.slice(4) as [string[], unknown[], number?]
  const missing = names.slice(0, required).filter(name => value[name] === undefined)
  return [
    ...missing.map(name => `${join(path, name)} is missing`),
    ...Object.entries(value).flatMap(([name, each]) => {
      const index = names.indexOf(name)
      return index === -1
        ? [`${join(path, name)} is not known`]
        : misfits(schemas[index], each, join(path, name))
    }),
  ]
}

const join = (path: string, name: string) => (path ? `${path}.${name}` : name)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
