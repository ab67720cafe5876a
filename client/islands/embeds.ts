/** A card for a video or track becomes its player where it stands; without JavaScript it leads there. */
export function showPlayers(): void {
  document.addEventListener('click', event => {
    const card =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('.prose a[data-embed]') : null
    if (!card || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    void play(card)
  })
}

async function play(card: HTMLAnchorElement) {
  try {
    const { replaceByPlayer } = await import('./player.ts')
    replaceByPlayer(card)
  } catch {
    location.href = card.href
  }
}
