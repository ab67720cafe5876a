/** Sides of the squares that a maker's own picture is kept as, in pixels. */
export const avatarSizes = [64, 192, 512] as const

/** Where its uploads are signed: no project can have this address. */
export const avatarFolder = 'about'

/** In bytes, each square. */
export const largestAvatar = 1024 * 1024

/** A maker's own picture as a square of `size` pixels. */
export type AvatarPicture = { key: string; size: number; url: string }

/** What a maker sends of it. */
export type AvatarChange = { pictures: Pick<AvatarPicture, 'key' | 'size'>[] }

/** All its squares, the smallest first; null where it is drawn from the name. */
export type Avatar = AvatarPicture[] | null

type Named = { username: string; name: string }

/** What is drawn of a maker without a picture: white letters on a colour of their own. */
export const drawnAvatar = ({ username, name }: Named) => ({
  initials: initialsOf(name) || initialsOf(username),
  colour: colours[hash(username) % colours.length] ?? colours[0],
})

/** Of the first word and the last. */
function initialsOf(name: string): string {
  const words = name.split(/[\s_-]+/).flatMap(word => letterOf(word) ?? [])
  const [first = '', ...others] = words
  return (first + (others.at(-1) ?? '')).toLocaleUpperCase('en')
}

/** With the marks that belong to it. */
const letterOf = (word: string) => /[\p{L}\p{N}]\p{M}*/u.exec(word.normalize('NFC'))?.[0]

/** Dark enough for white letters, light enough to stand out from a dark page. */
export const colours = [
  '#b3401a',
  '#a8471f',
  '#8a5a14',
  '#6d6a16',
  '#4c7326',
  '#2f7548',
  '#207566',
  '#22718a',
  '#3a68a8',
  '#5a5fb4',
  '#7a55ab',
  '#985094',
  '#ab4a72',
  '#b04252',
] as const

/** FNV-1a: the same on all computers. */
function hash(text: string): number {
  let sum = 0x811c9dc5
  for (const character of text) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return sum
}
