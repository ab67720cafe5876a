import type { Archive } from '../../src/archive.ts'
import type { Exports } from '../../src/export.ts'
import { formatWait } from '../../src/format.ts'

const first = 3000
const longest = 30_000

/** Asks now and then, as long as somebody looks at the page, and puts in its place what there is by then. */
export async function watchArchive(place: HTMLElement): Promise<void> {
  place.querySelector('[data-without-script]')?.remove()
  for (let rest = first; ; rest = Math.min(rest * 1.2, longest)) {
    await new Promise(resolve => setTimeout(resolve, rest))
    if (document.hidden)
      await new Promise(seen => document.addEventListener('visibilitychange', seen, { once: true }))
    const archive = await ask(place.dataset['archive'] ?? '')
    if (archive?.state === 'being made') tell(place, archive)
    else if (archive !== undefined && (await replace(place))) return
  }
}

type Made = Pick<Archive, 'state'> & { seconds?: number | null }

/** Of a project's archive or the newest of exports; undefined where there is no answer now. */
async function ask(address: string): Promise<Made | null | undefined> {
  const response = await fetch(address).catch(() => undefined)
  if (!response?.ok) return undefined
  const answer = (await response.json()) as { archive: Archive | null } | Exports
  return 'exports' in answer ? (answer.exports[0] ?? null) : answer.archive
}

function tell(place: HTMLElement, { seconds = null }: Made) {
  const wait = place.querySelector('[data-wait]')
  const words = seconds === null ? '' : `: ${formatWait(seconds)}`
  if (wait && wait.textContent !== words) wait.textContent = words
}

/** As the page itself shows it now. */
async function replace(place: HTMLElement): Promise<boolean> {
  const response = await fetch(location.href).catch(() => undefined)
  if (!response?.ok) return false
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const now = page.querySelector(`#${place.id} > div`)
  place.querySelector('div')?.replaceChildren(...(now?.childNodes ?? []))
  return true
}
