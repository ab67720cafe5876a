import { paths } from '../../src/paths.ts'
import { believable } from './believable.ts'
import { randomFrom } from './random.ts'
import { kinds, tags, things } from './words.ts'

type Question = () => string

const list = (words: readonly string[], random: () => number, from = 0, to = words.length) =>
  words[from + Math.floor(random() * (to - from))] ?? ''

const search = (query: string, more = {}) => `${paths.api.search}?${new URLSearchParams({ query, ...more })}`

/** Addresses of the API, drawn anew at each call, for every class of question that the site is asked. */
export function questionsOf(projects: number): Record<string, Question> {
  const random = randomFrom(7)
  const { member, members, words, project } = believable(projects)
  const owners = Array.from({ length: members }, (_, index) => member(index))
  const some = Array.from({ length: 500 }, (_, index) => project(index, owners[0] ?? member(0), 0))
  const common = () => list(things, random, 0, 12)
  const kind = () => list(kinds, random, 0, 10)
  const rare = () => list(words, random, 5000, 60_000)
  const tag = () => list(tags, random, 0, 30)
  const titleOf = () => some[Math.floor(random() * some.length)]?.title ?? ''

  return {
    'one common word': () => search(common()),
    'one rare word': () => search(rare()),
    'two common words': () => search(`${kind()} ${common()}`),
    'common and rare': () => search(`${common()} ${rare()}`),
    'three words': () => search(`${kind()} ${common()} ${list(things, random)}`),
    'a whole title': () => search(titleOf()),
    phrase: () => search(`"${kind()} ${common()}"`),
    '[tag] and word': () => search(`[${tag()}] ${common()}`),
    '[tag] and rare': () => search(`[${list(tags, random)}] ${rare()}`),
    'two tags': () => search(`[${tag()}] [${list(tags, random)}]`),
    '[tag] -[tag]': () => search(`${common()} -[${tag()}]`),
    licence: () => search(`${common()} license:cc0 has:audio`),
    substring: () => search(list(things, random).slice(1, 5)),
    mistyped: () => search(list(things, random).replace(/^(..)(.)(.)/, '$1$3$2')),
    'words, newest': () => search(`${kind()} ${common()}`, { sort: 'newest' }),
    newest: () => search(''),
    updated: () => search('', { sort: 'updated' }),
    tag: () => search(`[${list(tags, random)}]`),
    tags: () => `${paths.api.tags}?begin=${list(tags, random).slice(0, 2)}`,
  }
}
