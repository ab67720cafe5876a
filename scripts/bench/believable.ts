import type { Indexable } from '../../server/db/search-index.ts'
import type { Licences } from '../../src/licences.ts'
import { randomFrom, zipf } from './random.ts'
import { brands, kinds, tags, things, vocabulary } from './words.ts'

export type Member = { username: string; name: string }
export type BelievableProject = Indexable & { owner: number; slug: string; published: number }

const licences: Licences[] = [
  { docs: 'CC-BY-SA-4.0', hardware: 'CERN-OHL-S-2.0' },
  { docs: 'CC-BY-4.0' },
  { docs: 'CC-BY-NC-SA-4.0' },
  { docs: 'CC-BY-4.0', firmware: 'MIT' },
  { docs: 'CC0-1.0', hardware: 'CC0-1.0', firmware: 'GPL-3.0-or-later' },
]

const day = 86_400_000
/** When the newest was published. */
const newest = Date.UTC(2026, 10, 1)

/** The same projects for the same seed and number, varied as what people make is: few tags and words are common, most rare. */
export function believable(projects: number, seed = 1) {
  const random = randomFrom(seed)
  const words = vocabulary(60_000, random)
  const word = zipf(words, random)
  const thing = zipf(things, random, 0.8)
  const kind = zipf(kinds, random, 0.6)
  const tag = zipf([...tags, ...rareTags(3000, random)], random)
  const licence = zipf(licences, random)
  const brand = zipf(brands, random, 0.3)
  const members = Math.max(10, Math.round(projects / 10))

  const times = (most: number) => Math.floor(random() * most)
  const sentence = () => `${some(6 + times(10), word).join(' ')}.`
  const text = (sentences: number) => some(sentences, sentence).map(capital).join(' ')

  const member = (index: number): Member => {
    const [first, last] = [capital(word()), capital(word())]
    return { username: `${first}-${index}`.toLowerCase(), name: `${first} ${last}` }
  }
  const project = (index: number, { username, name }: Member, owner: number): BelievableProject => {
    const title = [
      ...(random() < 0.3 ? [brand()] : []),
      ...some(1 + times(2), kind),
      thing(),
      ...some(times(2), word),
    ]
    return {
      owner,
      slug: `${title.join('-')}-${index}`
        .toLowerCase()
        .slice(-64)
        .replace(/^[^a-z0-9]+/, ''),
      published: newest - ((projects - index) * (3650 * day)) / projects,
      title: title.map(capital).join(' '),
      summary: capital(some(5 + times(10), word).join(' ')),
      description: text(3 + times(6)),
      instructions: text(times(5)),
      tags: [...new Set(some(1 + times(6), tag))],
      licences: licence(),
      username,
      name,
      kinds: [...(random() < 0.9 ? ['picture' as const] : []), ...(random() < 0.2 ? ['audio' as const] : [])],
      paths: [`${thing()}.jpg`],
    }
  }
  return { words, members, member, project, ownerOf: () => Math.floor(members * random() ** 2) }
}

const some = (count: number, pick: () => string) => Array.from({ length: count }, pick)

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)

const rareTags = (count: number, random: () => number) => vocabulary(count + 400, random).slice(400)
