/** What was added to this page, kept with its place in the history: going back finds it again. */
type Added = { more?: string[]; top?: number }

/** "More projects" adds the next page below this one; without JavaScript it leads there. */
export function showMore(): void {
  void restore()
  document.addEventListener('click', event => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-more]') : null
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    void addNext(link)
  })
}

async function addNext(link: HTMLAnchorElement) {
  link.ariaBusy = 'true'
  try {
    const [first] = await add(link)
    const { more = [] } = added()
    history.replaceState({ ...added(), more: [...more, link.href] }, '')
    rememberScroll()
    first?.querySelector('a')?.focus()
  } catch {
    location.href = link.href
  }
}

async function add(link: HTMLAnchorElement): Promise<Element[]> {
  const response = await fetch(link.href)
  if (!response.ok) throw new Error(`answered ${response.status}`)
  const next = new DOMParser().parseFromString(await response.text(), 'text/html')
  const cards = [...next.querySelectorAll('[data-cards] > li')]
  document.querySelector('[data-cards]')?.append(...cards)
  const nextLink = next.querySelector('a[data-more]')
  if (nextLink) link.replaceWith(nextLink)
  else link.remove()
  return cards
}

const added = (): Added => (history.state as Added | null) ?? {}

/** Where the browser has not kept the page itself. */
async function restore() {
  const { more = [], top } = added()
  if (more.length === 0) return
  rememberScroll()
  for (const href of more) {
    const link = document.querySelector<HTMLAnchorElement>('a[data-more]')
    // What has been published meanwhile may have moved where pages begin.
    if (!link) break
    link.href = href
    await add(link)
  }
  if (top !== undefined) scrollTo({ top, behavior: 'instant' })
}

/** The browser would scroll before what was added is there. */
function rememberScroll() {
  if (history.scrollRestoration === 'manual') return
  history.scrollRestoration = 'manual'
  addEventListener('pagehide', () => history.replaceState({ ...added(), top: scrollY }, ''))
}
