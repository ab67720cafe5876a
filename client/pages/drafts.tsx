import type { AutosaveCard } from '../../src/autosave.ts'
import { paths } from '../../src/paths.ts'
import type { Card } from '../../src/project.ts'
import { page } from '../page.ts'
import { Cards } from '../parts/cards.tsx'
import { since } from '../parts/project-form/autosave/since.ts'

type Data = { username: string; projects: Card[]; autosaves: AutosaveCard[]; now: string }

export const draftsPage = page<Data>({
  name: 'drafts',
  path: paths.drafts,
  kind: 'document',
  session: 'required',
  async load(api, { account }) {
    if (!account) throw new Error('the page is for the signed in')
    const { projects } = await api.get<Pick<Data, 'projects'>>(paths.api.drafts)
    const { autosaves } = await api.get<Pick<Data, 'autosaves'>>(paths.api.autosaves)
    return { username: account.username, projects, autosaves, now: new Date().toISOString() }
  },
  head: () => ({ title: 'Drafts', noindex: true }),
  View: Drafts,
})

function Drafts({ data: { username, projects, autosaves, now } }: { data: Data }) {
  return (
    <div className="wide">
      <h1 className="list-title">Drafts</h1>
      {autosaves.length > 0 && (
        <section className="unsaved">
          <h2>Not saved yet</h2>
          <ul>
            {autosaves.map(card => (
              <Unsaved key={card.id} card={card} owner={username} now={Date.parse(now)} />
            ))}
          </ul>
        </section>
      )}
      {projects.length > 0 && autosaves.length > 0 && <h2 className="list-title">Saved as drafts</h2>}
      {projects.length > 0 && (
        <Cards projects={projects} next={null} more={() => paths.drafts} withMaker={false} />
      )}
      {projects.length + autosaves.length === 0 && (
        <p className="nothing">
          You have no drafts. <a href={paths.create}>Begin a project</a>: what you type is kept here, and only
          you see it.
        </p>
      )}
    </div>
  )
}

/** A new project, or changes to one; opened, it can be gone on with, saved or discarded. */
function Unsaved({ card, owner, now }: { card: AutosaveCard; owner: string; now: number }) {
  const { project, title, summary, updated } = card
  const address = project ? paths.editProject({ owner, id: project.id }) : paths.createFrom(card)
  return (
    <li>
      <p>
        <a href={address}>{title.trim() || project?.title || 'Untitled'}</a>
        {project && <span className="tag">Unsaved changes</span>}
      </p>
      <p className="hint">
        Kept <time dateTime={updated}>{since(updated, now)}</time>. {summary}
      </p>
    </li>
  )
}
