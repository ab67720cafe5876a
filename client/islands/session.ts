import { readerName } from './reader.ts'

type Session = { account: { role: string } | null }

const address = '/api/session'
const day = 86_400_000
const lastAsked = 'muzhack-session-asked'

/**
 * Documents come without a look at who reads them. So whoever is signed in asks once a day, which lets the session live
 * on, and where there is something for administrators.
 */
export async function showSession(): Promise<void> {
  if (readerName() === undefined) return
  const links = document.querySelectorAll<HTMLElement>('[data-for-admins]')
  if (links.length === 0 && Date.now() - (Number(localStorage.getItem(lastAsked)) || 0) < day) return
  const response = await fetch(address).catch(() => undefined)
  if (!response?.ok) return
  localStorage.setItem(lastAsked, `${Date.now()}`)
  const { account } = (await response.json()) as Session
  for (const link of links) link.hidden = account?.role !== 'admin'
}
