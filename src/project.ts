import type { Account } from './account.ts'
import type { Archive } from './archive.ts'
import type { AutosaveKept } from './autosave.ts'
import type { Licences } from './licences.ts'
import type { FileKind } from './upload.ts'

export type ProjectStatus = 'draft' | 'published' | 'hidden'
export type ProjectAddress = { owner: string; id: string }

/** What must stay in view where a picture is cropped, in percent from its left and top edges. */
export type Focus = { x: number; y: number }

/** The same picture smaller, `width` in pixels; or with `crop` what other sites show, cut out of it around that point. */
export type Variant = { key: string; width: number; crop?: Focus }

/**
 * A file as a project keeps it; `size` in bytes, `width` and `height` in pixels as shown (upright), `colour` (#rrggbb)
 * that stands for a picture until it has loaded, `focus` null for its middle.
 */
export type ProjectFile = {
  kind: FileKind
  path: string
  key: string
  size: number
  type: string
  url: string
  alt: string
  width: number | null
  height: number | null
  caption: string
  focus: Focus | null
  colour: string | null
  /** Of a picture, by width. */
  variants: (Variant & { url: string })[]
  /** Of its bytes, in hex; null where nobody has told yet. */
  sha256: string | null
}

/** What a maker sends of a file: the rest is what the server has seen in S3. */
export type DraftFile = Pick<ProjectFile, 'kind' | 'path' | 'key'> & {
  alt?: string
  width?: number | null
  height?: number | null
  caption?: string
  focus?: Focus | null
  colour?: string | null
  variants?: Variant[]
  sha256?: string | null
}

/** Of every object that these files are kept as. */
export const keysOf = (files: readonly Pick<DraftFile, 'key' | 'variants'>[]): string[] =>
  files.flatMap(({ key, variants = [] }) => [key, ...variants.map(({ key }) => key)])

/** A picture as pages show it. */
export type Picture = Pick<ProjectFile, 'url' | 'alt' | 'width' | 'height' | 'focus' | 'colour' | 'variants'>

/**
 * What a maker writes. `files` in the order shown; `cover` is the key of one of its pictures; `autosave` kept the same
 * until now, and goes once this is saved.
 */
export type ProjectDraft = {
  id: string
  title: string
  summary: string
  description: string
  instructions: string
  licences: Licences
  tags: string[]
  files: DraftFile[]
  cover: string | null
  status: Exclude<ProjectStatus, 'hidden'>
  autosave?: AutosaveKept
}

/** A draft of a project that exists: `version` is the one it began from. */
export type ProjectChange = ProjectDraft & { version: number }

/**
 * A whole project; times are ISO 8601, `descriptionHtml` and `instructionsHtml` are safe to show as they are; there is
 * an archive of what is published only; `hiddenWhy` is a moderator's reason.
 */
export type Project = Omit<ProjectDraft, 'files' | 'status' | 'autosave'> & {
  owner: Account
  status: ProjectStatus
  hiddenWhy: string | null
  version: number
  files: ProjectFile[]
  descriptionHtml: string
  instructionsHtml: string
  created: string
  updated: string
  published: string | null
  archive: Archive | null
}

/** A project in a list. */
export type Card = {
  owner: Pick<Account, 'username' | 'name'>
  id: string
  title: string
  summary: string
  tags: string[]
  status: ProjectStatus
  cover: Picture | null
  /** Of its text and pictures, by SPDX identifier. */
  licence: string
  updated: string
  /** Of what it says at length, where that is why it was found. */
  excerpt: string | null
}

export type Cards = { projects: Card[]; next: string | null }

/**
 * What a search found; `instead` is the query it found it with, where nothing matched the one asked; where nothing did
 * at all, `near` are queries like it that find something.
 */
export type SearchResults = Cards & { instead: string | null; near: string[] }

/** Lengths in characters, counts in pieces. */
export const projectLimits = {
  id: 64,
  title: 100,
  summary: 200,
  text: 100_000,
  tags: 20,
  tag: 40,
  alt: 300,
  caption: 300,
} as const

export const sha256Pattern = /^[0-9a-f]{64}$/
export const colourPattern = /^#[0-9a-f]{6}$/

export const projectIdPattern = /^[a-z0-9_-]{1,64}$/
export const tagPattern = /^[a-z0-9][a-z0-9.+#-]*$/

/** Addresses under a maker's name that are pages of the site, not projects. */
export const reservedProjectIds: readonly string[] = ['about']

/** A tag as we keep it: what a person typed, lower case, spaces as hyphens, without a leading `#`. */
export function normaliseTag(typed: string): string {
  return typed
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/^#+/, '')
    .replace(/[\s_]+/g, '-')
}
