import type { ReactNode } from 'react'
import type { HelpSample, RenderedTopic } from '../../../src/markdown-help.ts'
import { type Tool, tools } from '../markdown-editor/tools.ts'
import { Sample } from './sample.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { Tags } from './tags.tsx'

type Props = {
  topic: RenderedTopic
  /** The HTML tags that texts may use. */
  tags: readonly string[]
  /** What a button with each sample does. */
  actionFor?: ((sample: HelpSample) => ReactNode) | undefined
  /** The tools whose keys are told. */
  listed?: readonly Tool[]
  apple?: boolean
}

/** What a topic says and shows, without its title. */
export function Topic({ topic, tags, actionFor, listed = tools, apple }: Props) {
  return (
    <>
      <p className="help-about">{topic.about}</p>
      {topic.samples.map(sample => (
        <Sample key={sample.id} sample={sample} action={actionFor?.(sample)} />
      ))}
      {topic.id === 'html' && <Tags tags={tags} />}
      {topic.id === 'shortcuts' && <Shortcuts tools={listed} apple={apple} />}
    </>
  )
}
