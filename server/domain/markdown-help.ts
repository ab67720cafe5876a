import {
  type HelpSample,
  type HelpTopic,
  helpTopics,
  type MarkdownHelp,
  type RenderedTopic,
} from '../../src/markdown-help.ts'
import { paths } from '../../src/paths.ts'
import { allowedTags } from './markdown/tags.ts'
import { type Reference, renderMarkdown, withFileAddresses } from './markdown.ts'

let rendered: Promise<MarkdownHelp> | undefined

/** The help with what each sample becomes, rendered once a process; a failure is not kept. */
export function markdownHelp(): Promise<MarkdownHelp> {
  rendered ??= renderHelp().catch((error: unknown) => {
    rendered = undefined
    throw error
  })
  return rendered
}

async function renderHelp(): Promise<MarkdownHelp> {
  const topics: RenderedTopic[] = []
  for (const topic of helpTopics) topics.push(await renderTopic(topic))
  return { topics, tags: allowedTags }
}

// One after the other: people's own texts may not have to wait behind fifty samples.
async function renderTopic(topic: HelpTopic): Promise<RenderedTopic> {
  const samples: RenderedTopic['samples'][number][] = []
  for (const sample of topic.samples) samples.push({ ...sample, html: await renderSample(sample) })
  return { ...topic, samples }
}

const renderSample = async ({ id, text }: HelpSample) =>
  withFileAddresses(
    await renderMarkdown({ text, references, name: `help-${id}` }),
    name => `${paths.helpFiles}/${name}`,
  )

/** The files that the samples speak of, by their names among the site's own. */
const references: readonly Reference[] = [
  { kind: 'picture', path: 'front-panel.jpg', key: 'front-panel.jpg', width: 640, height: 480 },
  { kind: 'picture', path: 'side view.jpg', key: 'front-panel.jpg', width: 640, height: 480 },
  { kind: 'file', path: 'bom.csv', key: 'bom.csv' },
  { kind: 'audio', path: 'demo.mp3', key: 'demo.wav' },
]
