import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { site } from './journey.ts'
import { linkIn, type Received, readLetter } from './post-office.ts'

type Letter = Omit<Received, 'to'>

/** Waits for a letter of the shared site to this address, and answers the newest of this subject. */
export async function letterTo(email: string, subject: string): Promise<Letter> {
  let found: Letter | undefined
  await expect
    .poll(async () => (found = (await lettersTo(email)).findLast(letter => letter.subject === subject)), {
      message: `“${subject}” to ${email}`,
    })
    .toBeDefined()
  if (!found) throw new Error(`no letter “${subject}” to ${email} came`)
  return found
}

/** Where its link leads. */
export const linkTo = async (email: string, subject: string): Promise<string> =>
  site.url + linkIn(await letterTo(email, subject))

/** The first one first. */
async function lettersTo(email: string): Promise<Letter[]> {
  const folder = join(site.data, 'mail')
  const names = (await readdir(folder)).filter(name => name.endsWith(` ${email}.eml`)).toSorted()
  return Promise.all(names.map(async name => readLetter(await readFile(join(folder, name)))))
}
