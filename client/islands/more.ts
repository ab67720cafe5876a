/** "More projects" adds the next page below this one; without JavaScript it leads there. */
export function showMore(): void {
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
    const response = await fetch(link.href)
    if (!response.ok) throw new Error(`answered ${response.status}`)
    addCards(link, new DOMParser().parseFromString(await response.text(), 'text/html'))
  } catch {
    location.href = link.href
  }
}

function addCards(link: HTMLAnchorElement, next: Document) {
  const cards = [...next.querySelectorAll('[data-cards] > li')]
  document.querySelector('[data-cards]')?.append(...cards)
  const nextLink = next.querySelector('a[data-more]')
  if (nextLink) link.replaceWith(nextLink)
  else link.remove()
  cards[0]?.querySelector('a')?.focus()
}
