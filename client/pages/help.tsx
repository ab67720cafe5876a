import type { MarkdownHelp } from '../../src/markdown-help.ts'
import { paths } from '../../src/paths.ts'
import { page } from '../page.ts'
import { Topic } from '../ui/markdown-help/topic.tsx'

export const helpPage = page<MarkdownHelp>({
  name: 'help',
  path: paths.markdownHelp,
  kind: 'document',
  shared: { query: [], topics: () => [] },
  load: api => api.get<MarkdownHelp>(paths.api.markdownHelp),
  head: () => ({
    title: 'Markdown help',
    description:
      'How to write links, pictures, lists, tables, footnotes, sounds and videos in a MuzHack project: what you type, and what you get.',
    canonical: paths.markdownHelp,
  }),
  View: Help,
})

function Help({ data: { topics, tags } }: { data: MarkdownHelp }) {
  return (
    <article className="wide">
      <header className="help-intro">
        <h1>Markdown help</h1>
        <p>
          Texts on MuzHack are written in Markdown: ordinary words, with a few signs that make them bold, a
          list or a link. Here is all of it. In the editor, <kbd>F1</kbd> brings it up beside your text.
        </p>
      </header>
      <nav className="help-contents" aria-label="Topics">
        <ul>
          {topics.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {topics.map(topic => (
        <section key={topic.id} id={topic.id} className="help-topic" aria-labelledby={`${topic.id}-title`}>
          <h2 id={`${topic.id}-title`} className="part-title">
            {topic.title}
          </h2>
          <p className="help-about">{topic.about}</p>
          <Topic topic={topic} tags={tags} />
        </section>
      ))}
    </article>
  )
}
