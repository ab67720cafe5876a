/** What a visitor looks for: words that must all occur, and the tags of `[tag]`. */
export type Search = { words: string[]; tags: string[] }

export const longestQuery = 300

/** `spring reverb [eurorack]` looks for the words spring and reverb under the tag eurorack. */
export function parseSearch(query: string): Search {
  const tags = [...query.matchAll(/\[([^[\]]+)\]/g)].map(([, tag = '']) => tag.trim().toLowerCase())
  const words =
    query
      .replace(/\[[^[\]]*\]/g, ' ')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return { words: words.slice(0, 20), tags: tags.filter(Boolean).slice(0, 20) }
}
