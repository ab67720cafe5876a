/** A player's mark in Markdown from what people copy: an address, or the code to embed it. */
export function playerMark(pasted: string): string | undefined {
  const text = pasted.trim()
  for (const [site, pattern] of patterns) {
    const id = pattern.exec(text)?.[1]
    if (id !== undefined) return `[!${site}](${id})`
  }
  return undefined
}

const patterns: readonly (readonly [site: string, address: RegExp])[] = [
  [
    'youtube',
    /(?:youtube(?:-nocookie)?\.com\/(?:watch\?(?:\S*&)?v=|embed\/|shorts\/|live\/)|youtu\.be\/)([\w-]{11})(?![\w-])/,
  ],
  ['vimeo', /vimeo\.com\/(?:video\/|channels\/\w+\/)?(\d{6,})/],
  // A track's page has its name in the address; its number is in the code to embed it.
  [
    'soundcloud',
    /api\.soundcloud\.com\/(?:tracks\/|tracks%2F)(?:soundcloud(?:%3A|:)tracks(?:%3A|:))?(\d{4,})/,
  ],
]
