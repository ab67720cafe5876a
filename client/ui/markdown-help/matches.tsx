import type { ReactNode } from 'react'
import type { HelpSample, MarkdownHelp } from '../../../src/markdown-help.ts'
import type { Found } from './search.ts'
import { Topic } from './topic.tsx'

type Props = {
  help: MarkdownHelp
  found: Found
  actionFor: ((sample: HelpSample) => ReactNode) | undefined
  apple: boolean
}

/** What was searched for, under the names of its topics. */
export function Matches({ help: { tags }, found, actionFor, apple }: Props) {
  return found.topics.map(topic => (
    <section key={topic.id} className="help-topic" aria-labelledby={`help-found-${topic.id}`}>
      <h3 id={`help-found-${topic.id}`}>{topic.title}</h3>
      <Topic topic={topic} tags={tags} actionFor={actionFor} listed={found.tools} apple={apple} />
    </section>
  ))
}
