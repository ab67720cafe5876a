import { accountLimits, type Maker } from '../../../src/account.ts'
import type { Difference } from '../../ui/difference-list.tsx'

export type Texts = Pick<Maker, 'name' | 'about'>

/** What is wrong, by field. */
export type Problems = Record<string, string>

/** How fields are called, in the order of the form. */
export const fieldLabels = { name: 'Name', about: 'About' } as const

export const textsOf = ({ name, about }: Texts): Texts => ({ name, about })

/** As the server keeps them. */
export const tidy = ({ name, about }: Texts): Texts => ({ name: name.trim().normalize('NFC'), about })

export const isSame = (one: Texts, other: Texts) => one.name === other.name && one.about === other.about

/** The server's rules, in the server's words, without asking it. */
export function check({ name, about }: Texts): Problems {
  const problems = {
    name: name === '' ? 'Please fill this in.' : long(name, accountLimits.name),
    about: long(about, accountLimits.about),
  }
  return Object.fromEntries(Object.entries(problems).filter((entry): entry is [string, string] => !!entry[1]))
}

const long = (text: string, limit: number) =>
  text.length > limit ? `At most ${limit} characters.` : undefined

/** What differs between what is written here and what has been saved since. */
export const differences = (mine: Texts, theirs: Texts): Difference[] =>
  (['name', 'about'] as const)
    .filter(field => mine[field] !== theirs[field])
    .map(field => ({ label: fieldLabels[field], mine: mine[field], theirs: theirs[field] }))
