import { projectIdPattern, projectLimits, reservedProjectIds, tagPattern } from '../../../src/project.ts'
import { hasFailed } from '../uploader/items.ts'
import type { Uploads } from '../uploader/uploads.ts'
import type { Texts } from './texts.ts'

/** What is wrong, by field. */
export type Problems = Record<string, string>

/** How fields are called when they are told of, in the order of the form. */
export const fieldLabels: Record<string, string> = {
  title: 'Title',
  id: 'Address',
  summary: 'Summary',
  pictures: 'Pictures',
  cover: 'Pictures',
  description: 'Description',
  instructions: 'Instructions',
  files: 'Files',
  tags: 'Tags',
  licences: 'Licences',
}

/** The server's rules, in the server's words, without asking it. */
export function check(texts: Texts, uploads: Uploads): Problems {
  const { title, id, summary, description, instructions, tags } = texts
  const problems = {
    title: title.trim() === '' ? 'Please fill this in.' : long(title.trim(), projectLimits.title),
    id: problemWithId(id),
    summary: long(summary.trim(), projectLimits.summary),
    pictures: problemWithUploads(uploads, true),
    description: long(description, projectLimits.text),
    instructions: long(instructions, projectLimits.text),
    files: problemWithUploads(uploads, false),
    tags: problemWithTags(tags),
  }
  return Object.fromEntries(Object.entries(problems).filter((entry): entry is [string, string] => !!entry[1]))
}

function long(text: string, limit: number): string | undefined {
  return text.length > limit ? `At most ${limit} characters.` : undefined
}

export function problemWithId(id: string): string | undefined {
  if (id === '') return 'Please fill this in.'
  if (!projectIdPattern.test(id)) return 'Use 1 to 64 letters from a to z, digits, - and _.'
  return reservedProjectIds.includes(id) ? `The address ${id} is kept for the site.` : undefined
}

export const isOddTag = (tag: string) => !tagPattern.test(tag) || tag.length > projectLimits.tag

export function problemWithTags(tags: readonly string[]): string | undefined {
  const long = tags.find(tag => tag.length > projectLimits.tag)
  if (long !== undefined) return `The tag ${long} is too long: at most ${projectLimits.tag} characters.`
  const odd = tags.find(isOddTag)
  if (odd !== undefined) return `The tag ${odd} has other characters than a to z, digits, and . + # -`
  return tags.length > projectLimits.tags ? `At most ${projectLimits.tags} of these.` : undefined
}

function problemWithUploads({ items }: Uploads, pictures: boolean): string | undefined {
  const failed = items.filter(item => (item.kind === 'picture') === pictures && hasFailed(item))
  if (failed.length === 0) return undefined
  return `Not uploaded: ${failed.map(({ path }) => path).join(', ')}. Try again, or remove ${failed.length === 1 ? 'it' : 'them'}.`
}
