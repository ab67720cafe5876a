import { readFile } from 'node:fs/promises'
import { ReadableStream as NodeStream } from 'node:stream/web'
import { Decrypter, Encrypter } from 'age-encryption'
import { Stop } from '../deploy/stop.ts'
import { exit } from './exit.ts'

export type Bytes = AsyncIterable<Uint8Array>
/** How files are written: encrypted for somebody, or as they are. */
export type Seal = { recipients: string[]; suffix: '' | '.age'; close(bytes: Bytes): Bytes }
/** How they are read: what cannot be opened is told by the name of the file. */
export type Opener = (bytes: Bytes, file: string) => Bytes

export function sealFor(recipients: string[]): Seal {
  if (recipients.length === 0) return { recipients, suffix: '', close: bytes => bytes }
  const encrypter = new Encrypter()
  for (const recipient of recipients) addRecipient(encrypter, recipient)
  return { recipients: recipients.toSorted(), suffix: '.age', close: bytes => encrypted(encrypter, bytes) }
}

function addRecipient(encrypter: Encrypter, recipient: string) {
  try {
    encrypter.addRecipient(recipient)
  } catch {
    throw new Stop(exit.usage, `--recipient takes a public key of age, age1…, and this is ${recipient}.`)
  }
}

async function* encrypted(encrypter: Encrypter, bytes: Bytes): Bytes {
  yield* await encrypter.encrypt(asStream(bytes))
}

/** A file as age-keygen writes it. */
export async function openerFor(identity: string): Promise<Opener> {
  const decrypter = new Decrypter()
  const keys = (await readFile(identity, 'utf8')).split(/\r?\n/).filter(line => /^[^#\s]/.test(line))
  if (keys.length === 0) throw noIdentity(identity)
  for (const key of keys) addIdentity(decrypter, identity, key)
  return (bytes, file) => (file.endsWith('.age') ? decrypted(decrypter, bytes, file) : bytes)
}

function addIdentity(decrypter: Decrypter, file: string, key: string) {
  try {
    decrypter.addIdentity(key.trim())
  } catch {
    throw noIdentity(file)
  }
}

const noIdentity = (file: string) =>
  new Stop(exit.usage, `${file} is no identity of age, as age-keygen writes it: AGE-SECRET-KEY-1…`)

async function* decrypted(decrypter: Decrypter, bytes: Bytes, file: string): Bytes {
  try {
    yield* await decrypter.decrypt(asStream(bytes))
  } catch (error) {
    if (!(error instanceof Error) || error instanceof Stop || 'code' in error) throw error
    if (/no identity matched/.test(error.message))
      throw new Stop(exit.refused, `This identity does not open ${file}: it is encrypted for another.`)
    throw new Stop(exit.failed, `${file} is damaged: it cannot be decrypted (${error.message}).`)
  }
}

/** The same one in a browser, but for its types. */
const asStream = (bytes: Bytes) => NodeStream.from(bytes) as ReadableStream<Uint8Array>
