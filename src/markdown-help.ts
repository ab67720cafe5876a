import { audioAndVideo } from './markdown-help/audio-and-video.ts'
import { blockquotes } from './markdown-help/blockquotes.ts'
import { code } from './markdown-help/code.ts'
import { footnotes } from './markdown-help/footnotes.ts'
import { html } from './markdown-help/html.ts'
import { images } from './markdown-help/images.ts'
import { links } from './markdown-help/links.ts'
import { lists } from './markdown-help/lists.ts'
import { shortcuts } from './markdown-help/shortcuts.ts'
import { strikethrough } from './markdown-help/strikethrough.ts'
import { styling } from './markdown-help/styling.ts'
import { tables } from './markdown-help/tables.ts'
import { taskLists } from './markdown-help/task-lists.ts'

/** A sample of the help: what to type, and what it is for in a sentence. */
export type HelpSample = { id: string; text: string; words: string }

export type HelpTopic = { id: string; title: string; about: string; samples: readonly HelpSample[] }

/** A topic with what each sample becomes, made by the renderer that publishes. */
export type RenderedTopic = Omit<HelpTopic, 'samples'> & {
  samples: readonly (HelpSample & { html: string })[]
}

/** The answer of `GET /api/help/markdown`; `tags` are the HTML tags that texts may use. */
export type MarkdownHelp = { topics: readonly RenderedTopic[]; tags: readonly string[] }

export const helpTopics: readonly HelpTopic[] = [
  links,
  images,
  styling,
  lists,
  blockquotes,
  code,
  html,
  tables,
  taskLists,
  footnotes,
  strikethrough,
  audioAndVideo,
  shortcuts,
]
