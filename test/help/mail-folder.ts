import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import PostalMime from 'postal-mime'
import { paths } from '../../src/paths.ts'
import { linkIn } from './post-office.ts'

/** Waits for the newest letter to this address, and answers its link. */
export async function linkOfLetterTo(email: string, data: string): Promise<string> {
  const folder = join(data, 'mail')
  for (let tries = 0; tries < 600; tries++) {
    const names = await readdir(folder).catch(() => [])
    const file = names
      .filter(name => name.endsWith(` ${email}.eml`))
      .toSorted()
      .at(-1)
    if (file !== undefined) return linkIn(await parsed(join(folder, file)))
    await pause(50)
  }
  throw new Error(`no letter to ${email} came`)
}

/** Answers the letter that asks whether the address is this person's. */
export async function confirmByLetter(email: string, { url, data }: { url: string; data: string }) {
  const token = (await linkOfLetterTo(email, data)).split('/').at(-1)
  const answer = await fetch(url + paths.api.confirmations, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  if (!answer.ok) throw new Error(`${email} was not confirmed: ${await answer.text()}`)
}

async function parsed(file: string) {
  const { text = '' } = await PostalMime.parse(await readFile(file))
  return { text }
}
