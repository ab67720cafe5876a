import { type ReactNode, useEffect, useState } from 'react'
import type { HelpSample, MarkdownHelp } from '../../../src/markdown-help.ts'
import { panelId, Tabs, tabId } from '../tabs.tsx'
import { rememberedTopic, rememberTopic } from './remembered-topic.ts'
import { Topic } from './topic.tsx'

type Props = {
  help: MarkdownHelp
  actionFor: ((sample: HelpSample) => ReactNode) | undefined
  apple: boolean
}

const name = 'markdown-help'

/** One topic at a time, chosen by its tab; the one read last comes first. */
export function Topics({ help: { topics, tags }, actionFor, apple }: Props) {
  const [chosen, setChosen] = useState(rememberedTopic)
  const topic = topics.find(({ id }) => id === chosen) ?? topics[0]

  useEffect(() => {
    const tab = topic && document.getElementById(tabId(name, topic.id))
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [topic])

  if (!topic) return null

  function choose(id: string) {
    setChosen(id)
    rememberTopic(id)
  }

  return (
    <>
      <Tabs
        id={name}
        label="Topics"
        tabs={topics.map(({ id }) => id)}
        titleOf={id => topics.find(topic => topic.id === id)?.title ?? id}
        wraps
        chosen={topic.id}
        onChoose={choose}
      />
      <div
        className="help-topic"
        role="tabpanel"
        id={panelId(name, topic.id)}
        aria-labelledby={tabId(name, topic.id)}
      >
        <p className="help-about">{topic.about}</p>
        <Topic topic={topic} tags={tags} actionFor={actionFor} apple={apple} />
      </div>
    </>
  )
}
