/** A sample of the help: what to type, and what it is for in a sentence. */
export type HelpSample = { id: string; text: string; words: string }

export type HelpTopic = { id: string; title: string; about: string; samples: readonly HelpSample[] }

/** A topic with what each sample becomes, made by the renderer that publishes. */
export type RenderedTopic = Omit<HelpTopic, 'samples'> & {
  samples: readonly (HelpSample & { html: string })[]
}

/** The answer of `GET /api/help/markdown`; `tags` are the HTML tags that texts may use. */
export type MarkdownHelp = { topics: readonly RenderedTopic[]; tags: readonly string[] }

export const helpTopics: readonly HelpTopic[] = []
