import type { ReactNode } from 'react'
import type { HelpSample } from '../../../src/markdown-help.ts'
import type { Found } from './search.ts'
import { Topic } from './topic.tsx'

type Props = {
  found: Found
  actionFor: ((sample: HelpSample) => ReactNode) | undefined
  apple: boolean
}

/** What was searched for, under the names of its topics. */
export function Matches({ found, actionFor, apple }: Props) {
  return found.topics.map(topic => (
    <section key={topic.id} className="help-topic" aria-labelledby={`help-found-${topic.id}`}>
      <h3 id={`help-found-${topic.id}`}>{topic.title}</h3>
      <Topic topic={topic} actionFor={actionFor} listed={found.shortcuts} apple={apple} />
    </section>
  ))
}
