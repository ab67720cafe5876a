import type { RenderedTopic } from '../../../src/markdown-help.ts'
import { type Shortcut, shortcuts } from '../markdown-editor/tools.ts'

/** The topics that speak of something, each with only the samples and shortcuts that do. */
export type Found = { topics: readonly RenderedTopic[]; shortcuts: readonly Shortcut[]; count: number }

export function search(topics: readonly RenderedTopic[], query: string): Found {
  const speaks = speaksOf(query)
  const title = topics.find(({ id }) => id === 'shortcuts')?.title
  const found = shortcuts.filter(({ label, keys }) => speaks(title, 'keys', label, keys))
  const matching = topics
    .map(topic => ({
      ...topic,
      samples: topic.samples.filter(({ words, text }) => speaks(topic.title, words, text)),
    }))
    .filter(({ id, samples }) => samples.length > 0 || (id === 'shortcuts' && found.length > 0))
  const count = matching.reduce((sum, { samples }) => sum + samples.length, found.length)
  return { topics: matching, shortcuts: found, count }
}

/** Every word asked for has to occur. */
function speaksOf(query: string) {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean)
  return (...texts: (string | undefined)[]) => {
    const said = texts.join(' ').toLowerCase()
    return wanted.every(word => said.includes(word))
  }
}
