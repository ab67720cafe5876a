import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A secret of 256 bits that this machine makes once and keeps, readable by its own user only. */
export function keptSecret(data: string, name: string): string {
  const folder = join(data, 'secrets')
  const file = join(folder, name)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!existsSync(file)) makeSecret(file)
  const secret = readFileSync(file, 'utf8')
  if (!/^[0-9a-f]{64}$/.test(secret))
    throw new Error(`${file} is damaged: restore its 64 digits, or remove it to have a new secret made`)
  return secret
}

/** Whole or not at all, also when two processes make it at once. */
function makeSecret(file: string): void {
  const making = `${file}.${randomBytes(8).toString('hex')}`
  writeFileSync(making, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600, flush: true })
  try {
    linkSync(making, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(making)
  }
}
