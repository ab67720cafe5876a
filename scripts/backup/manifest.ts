import { open } from 'node:fs/promises'
import { join } from 'node:path'
import Joi from 'joi'
import { Stop } from '../deploy/stop.ts'
import { exit } from './exit.ts'

/** What a backup is, without anything of those who are in it, so that it is read without a key. Sizes in bytes. */
export type Manifest = {
  format: 1
  /** When the database looked like this. */
  made: string
  /** Of the checkout that made it. */
  revision: string
  /** The newest migration. */
  schema: string
  postgres: string
  /** Public keys that it is encrypted for; none: it is not encrypted. */
  recipients: string[]
  /** Whether their bytes are here, or only their names. */
  objects: 'kept' | 'listed'
  count: number
  bytes: number
  /** What projects referred to and the store did not have. */
  missing: number
}

/** An object, and where its bytes are, from the backup's folder. */
export type Entry = { key: string; type: string; size: number; file?: string }

export const manifestFile = 'manifest.json'

const size = Joi.number().integer().min(0).required()

const manifest = Joi.object<Manifest, true>({
  format: Joi.number().valid(1).required(),
  made: Joi.string().isoDate().required(),
  revision: Joi.string().max(200).required(),
  schema: Joi.string().max(200).required(),
  postgres: Joi.string().max(200).required(),
  recipients: Joi.array().items(Joi.string().max(4000)).max(100).required(),
  objects: Joi.string().valid('kept', 'listed').required(),
  count: size,
  bytes: size,
  missing: size,
})

const entry = Joi.object<Entry, true>({
  key: Joi.string()
    .max(1024)
    .pattern(/^u\//)
    .pattern(/\p{Cc}/u, { invert: true })
    .required(),
  type: Joi.string().max(255).required(),
  size,
  file: Joi.string().pattern(/^\.\.\/objects\/[0-9a-f]{2}\/[0-9a-f]{64}(\.age)?$/),
})

const mostBytes = 1024 * 1024

export async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, manifestFile)
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostBytes), 0, mostBytes, 0)
    return parse(file, buffer.toString('utf8', 0, bytesRead), manifest)
  } finally {
    await handle.close()
  }
}

export const readEntry = (text: string): Entry => parse('The list of objects', text, entry)

function parse<T>(what: string, text: string, schema: Joi.ObjectSchema<T>): T {
  const { value, error } = schema.validate(jsonIn(text), { convert: false })
  if (error) throw new Stop(exit.failed, `${what} is not as this version writes it: ${error.message}`)
  return value
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
