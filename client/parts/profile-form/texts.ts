import { equals } from 'ramda'
import { accountLimits, type Maker } from '../../../src/account.ts'
import { checkLinks } from '../../../src/links.ts'
import type { Difference } from '../../ui/difference-list.tsx'

/** `links` as they stand in the form: some may be empty. */
export type Texts = Pick<Maker, 'name' | 'about' | 'links'>

/** What is wrong, by field; a link is `links.0` and so on. */
export type Problems = Record<string, string>

export const linkField = (index: number) => `links.${index}`

/** How those fields are called that something may be wrong with, in the order of the form. */
export const labelsOf = (problems: Problems): Record<string, string> => ({
  name: 'Name',
  ...Object.fromEntries(
    linksIn(problems).map(field => [field, `Link ${Number(field.replace('links.', '')) + 1}`]),
  ),
  about: 'About',
})

const linksIn = (problems: Problems) => Object.keys(problems).filter(field => field.startsWith('links.'))

export const textsOf = ({ name, about, links }: Texts): Texts => ({ name, about, links })

/** As the server keeps them, but that every link stays at its place. */
export const tidy = ({ name, about, links }: Texts): Texts => ({
  name: name.trim().normalize('NFC'),
  about,
  links,
})

export const isSame = (one: Texts, other: Texts) =>
  one.name === other.name && one.about === other.about && equals(filled(one), filled(other))

/** Those that would be saved. */
const filled = ({ links }: Texts) => {
  const checked = checkLinks(links)
  return Object.keys(checked.problems).length > 0 ? links : checked.links
}

/** What a problem is about. */
export const valueOf = (texts: Texts, field: string) =>
  field.startsWith('links.')
    ? texts.links[Number(field.replace('links.', ''))]
    : texts[field as 'name' | 'about']

/** The server's rules, in the server's words, without asking it. */
export function check({ name, about, links }: Texts): Problems {
  const problems = {
    name: name === '' ? 'Please fill this in.' : long(name, accountLimits.name),
    about: long(about, accountLimits.about),
    ...Object.fromEntries(
      Object.entries(checkLinks(links).problems).map(([index, problem]) => [
        linkField(Number(index)),
        problem,
      ]),
    ),
  }
  return Object.fromEntries(Object.entries(problems).filter((entry): entry is [string, string] => !!entry[1]))
}

const long = (text: string, limit: number) =>
  text.length > limit ? `At most ${limit} characters.` : undefined

/** What differs between what is written here and what has been saved since. */
export const differences = (mine: Texts, theirs: Texts): Difference[] =>
  [
    { label: 'Name', mine: mine.name, theirs: theirs.name },
    { label: 'Links', mine: filled(mine).join('\n'), theirs: filled(theirs).join('\n') },
    { label: 'About', mine: mine.about, theirs: theirs.about },
  ].filter(field => field.mine !== field.theirs)
