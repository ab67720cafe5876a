import type { ReactNode } from 'react'
import type { HelpSample, RenderedTopic } from '../../../src/markdown-help.ts'
import { type Shortcut, shortcuts } from '../markdown-editor/tools.ts'
import { Sample } from './sample.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { Tags } from './tags.tsx'

type Props = {
  topic: RenderedTopic
  /** The HTML tags that texts may use, where they are to be told. */
  tags?: readonly string[]
  /** What a button with each sample does. */
  actionFor?: ((sample: HelpSample) => ReactNode) | undefined
  /** The shortcuts to tell. */
  listed?: readonly Shortcut[]
  apple?: boolean
}

/** What a topic shows. */
export function Topic({ topic, tags = [], actionFor, listed = shortcuts, apple }: Props) {
  return (
    <>
      {topic.samples.map(sample => (
        <Sample key={sample.id} sample={sample} action={actionFor?.(sample)} />
      ))}
      {topic.id === 'html' && tags.length > 0 && <Tags tags={tags} />}
      {topic.id === 'shortcuts' && <Shortcuts shortcuts={listed} apple={apple} />}
    </>
  )
}
