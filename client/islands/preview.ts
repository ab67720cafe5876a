import { formatSize } from '../../src/format.ts'
import { type Content, contentOf } from './preview/content.ts'
import { loadStart } from './preview/load.ts'

type File = { look: string; path: string; size: number; url: string }

/** What each button has opened: how to close it. */
const opened = new WeakMap<HTMLButtonElement, () => void>()
let count = 0

/** Opens a file below its line, or closes it again. */
export function togglePreview(button: HTMLButtonElement): void {
  const close = opened.get(button)
  if (close) return close()
  const place = element('div', 'preview')
  place.id = `preview-${++count}`
  place.tabIndex = -1
  const stop = new AbortController()
  const line = button.closest('.file-line')
  line?.after(place)
  button.ariaExpanded = 'true'
  button.setAttribute('aria-controls', place.id)
  opened.set(button, () => {
    stop.abort()
    place.remove()
    opened.delete(button)
    button.ariaExpanded = 'false'
    button.removeAttribute('aria-controls')
  })
  line?.parentElement?.addEventListener('keydown', event => closeBy(event, button), { signal: stop.signal })
  void show(fileOf(button), place, stop.signal)
}

function closeBy(event: KeyboardEvent, button: HTMLButtonElement) {
  if (event.key !== 'Escape') return
  event.preventDefault()
  opened.get(button)?.()
  button.focus()
}

function fileOf(button: HTMLButtonElement): File {
  const { preview: look = '', path = '', size = '0' } = button.dataset
  const url = button.closest('.file-line')?.querySelector('a')?.href ?? ''
  return { look, path, size: Number(size), url }
}

async function show(file: File, place: HTMLElement, signal: AbortSignal) {
  const status = element('p', 'hint')
  status.role = 'status'
  status.textContent = 'Loading…'
  place.replaceChildren(status)
  const outcome = await loadStart(file, signal)
  if (signal.aborted) return
  if (typeof outcome === 'string') return refuse(outcome, file, place, signal)
  const content = contentOf(file, outcome, signal)
  status.replaceChildren(...wordsFor(content, file))
  status.hidden = status.childNodes.length === 0
  if (content.shown) place.append(content.shown)
}

function wordsFor({ said }: Content, { url, size }: File): (string | HTMLElement)[] {
  if (said === '') return []
  const link = element('a')
  link.href = url
  link.textContent = `Download it (${formatSize(size)})`
  return size === 0 ? [said] : [`${said} `, link]
}

function refuse(problem: string, file: File, place: HTMLElement, signal: AbortSignal) {
  const words = element('p', 'problem')
  words.role = 'alert'
  words.textContent = problem
  const again = element('button', 'button small')
  again.type = 'button'
  again.textContent = 'Try again'
  again.addEventListener('click', () => {
    place.focus()
    void show(file, place, signal)
  })
  place.replaceChildren(words, again)
}

function element<Tag extends 'div' | 'p' | 'a' | 'button'>(tag: Tag, className = '') {
  return Object.assign(document.createElement(tag), { className })
}
