import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { paths } from '../src/paths.ts'

/** A site that puts its letters into a folder, and where it keeps its data. */
export type Place = { url: string; data: string }

/** Waits for a letter to this address, and answers where the newest leads, without the site. */
export async function linkOfLetterTo(email: string, { url, data }: Place): Promise<string> {
  const folder = join(data, 'mail')
  for (let tries = 0; tries < 600; tries++) {
    const names = await readdir(folder).catch(() => [])
    const newest = names
      .filter(name => name.endsWith(` ${email}.eml`))
      .toSorted()
      .at(-1)
    if (newest !== undefined) return linkIn(await readFile(join(folder, newest), 'utf8'), url)
    await pause(50)
  }
  throw new Error(`no letter to ${email} came`)
}

/** Does what the letter asks for that goes to a new member: tells that the address is theirs. */
export async function confirmByLetter(email: string, place: Place): Promise<void> {
  const token = (await linkOfLetterTo(email, place)).split('/').at(-1)
  const answer = await fetch(place.url + paths.api.confirmations, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: place.url },
    body: JSON.stringify({ token }),
  })
  if (!answer.ok) throw new Error(`${email} was not confirmed: ${await answer.text()}`)
}

/** In the plain text, which may be quoted-printable: RFC 2045, section 6.7. */
function linkIn(eml: string, site: string): string {
  const text = eml.replace(/=\r?\n/g, '').replaceAll('=3D', '=')
  const link = text.split(/\s/).find(word => word.startsWith(`${site}/`))
  if (link === undefined) throw new Error('the letter has no link')
  return link.slice(site.length)
}
