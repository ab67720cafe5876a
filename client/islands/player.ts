/** Where the players of each service are; `frame-src` in server/door.ts lets exactly these in. */
const players: Record<string, { name: string; address: (id: string) => string }> = {
  youtube: {
    name: 'YouTube',
    address: id => `https://www.youtube-nocookie.com/embed/${id}?autoplay=1&rel=0`,
  },
  vimeo: {
    name: 'Vimeo',
    address: id => `https://player.vimeo.com/video/${id}?dnt=1&autoplay=1`,
  },
  soundcloud: {
    name: 'SoundCloud',
    address: id =>
      `https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/${id}&auto_play=true`,
  },
}

/** From here on the service is contacted; whoever asked for it by keyboard goes on in the player. */
export function replaceByPlayer(card: HTMLAnchorElement): void {
  const { embed = '', id = '' } = card.dataset
  const player = players[embed]
  if (!player) throw new Error(`nobody plays ${embed}`)
  const frame = document.createElement('iframe')
  frame.className = `player ${embed}`
  frame.title = `${card.querySelector('strong')?.textContent ?? ''} (${player.name} player)`
  frame.allow = 'autoplay; encrypted-media; fullscreen; picture-in-picture'
  frame.setAttribute(
    'sandbox',
    'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation',
  )
  // YouTube refuses to play for a page that does not say where it is.
  frame.referrerPolicy = 'strict-origin-when-cross-origin'
  frame.src = player.address(id)
  card.replaceWith(frame)
  frame.focus()
}
