import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { SignUp } from '../../src/account.ts'
import { Busy, Invalid } from './errors.ts'

const hash = promisify(argon2)

// OWASP's recommendation for argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane.
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

/**
 * Refuses what is guessed first: one of the most common passwords, or one that has the account's own name in it. The
 * list is the 1,557 of ten characters or more among the 49,233 most common that @zxcvbn-ts/language-common 4.1.3 (MIT)
 * took from the leaks that Mark Burnett published in 2015; shorter ones are too short anyway.
 */
export function checkPassword(password: string, { username, name }: Pick<SignUp, 'username' | 'name'>): void {
  const typed = fold(password)
  if (common.has(typed))
    throw new Invalid({ password: 'This is one of the most common passwords, which are guessed first.' })
  const own = [username, name].map(fold).find(name => name.length >= shortestName && typed.includes(name))
  if (own !== undefined) throw new Invalid({ password: `Leave “${own}” out of it: that is guessed first.` })
}

/** Two letters are in too many words. */
const shortestName = 3

const fold = (text: string) => text.normalize('NFKC').toLowerCase()

const common = new Set(
  readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8')
    .trim()
    .split('\n'),
)

/** A hash in the PHC string format: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await hashInTurn({ ...cost, message: password.normalize('NFKC'), nonce })
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`
}

/** Takes as long for a missing hash (`undefined`) as for a wrong password. */
export async function passwordMatches(password: string, stored: string | undefined): Promise<boolean> {
  const [, , , settings = '', salt = '', tag = ''] = (stored ?? nobody).split('$')
  const [memory, passes, parallelism] = settings.split(',').map(setting => Number(setting.slice(2)))
  const expected = Buffer.from(tag, 'base64')
  const actual = await hashInTurn({
    message: password.normalize('NFKC'),
    nonce: Buffer.from(salt, 'base64'),
    memory: memory ?? 0,
    passes: passes ?? 0,
    parallelism: parallelism ?? 0,
    tagLength: expected.length,
  })
  return timingSafeEqual(actual, expected) && stored !== undefined
}

// Each takes one of the four threads that files and compression need too.
const atOnce = 2
const room = 20
let hashing = 0
const waiting: (() => void)[] = []

async function hashInTurn(parameters: Argon2Parameters): Promise<Buffer> {
  if (hashing >= atOnce) await myTurn()
  else hashing++
  try {
    return await hash('argon2id', parameters)
  } finally {
    const next = waiting.shift()
    if (next) next()
    else hashing--
  }
}

function myTurn(): Promise<void> {
  if (waiting.length >= room)
    throw new Busy('Too many people log in or sign up right now. Please try again in a moment.')
  return new Promise(resolve => waiting.push(resolve))
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')

const nobody = await hashPassword(randomBytes(32).toString('hex'))
