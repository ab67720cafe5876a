import { paths } from './paths.ts'

/** What the site itself says, by name. */
export const siteTexts = {
  about: { title: 'About MuzHack', path: paths.about, sentence: 'What MuzHack is, and for whom.' },
  terms: { title: 'Terms', path: paths.terms, sentence: 'What you and we may expect of each other.' },
  privacy: {
    title: 'Privacy',
    path: paths.privacy,
    sentence: 'What MuzHack keeps about you, why, and for how long.',
  },
  takedown: {
    title: 'Takedown requests',
    path: paths.takedown,
    sentence: 'What to do when something here belongs to you or breaks a law.',
  },
} as const satisfies Record<string, { title: string; path: string; sentence: string }>

export type SiteTextName = keyof typeof siteTexts

export const siteTextNames = Object.keys(siteTexts) as SiteTextName[]

/**
 * `html` is safe to show as it is; `version` is 0 and `updated` null for what the site ships with, until somebody edits
 * it.
 */
export type SiteText = {
  name: SiteTextName
  text: string
  html: string
  version: number
  updated: string | null
}

/** `text` is Markdown; `version` is the one the change began from. */
export type SiteTextChange = Pick<SiteText, 'text' | 'version'>

/** In characters. */
export const siteTextLimit = 100_000
