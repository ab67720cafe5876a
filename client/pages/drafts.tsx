import type { AutosaveCard } from '../../src/autosave.ts'
import type { DeletedProject, RestoredProject } from '../../src/deleted-project.ts'
import { paths } from '../../src/paths.ts'
import type { Card, Project } from '../../src/project.ts'
import { type Api, Refused, refusalIn } from '../api.ts'
import { type Call, type Posted, page, type Sent } from '../page.ts'
import { PostedProblem } from '../parts/account-form.tsx'
import { Cards } from '../parts/cards.tsx'
import { DeletedList } from '../parts/drafts/deleted.tsx'
import { type News, NewsNotice } from '../parts/drafts/news.tsx'
import { UnsavedList } from '../parts/drafts/unsaved.tsx'

type Data = {
  username: string
  projects: Card[]
  autosaves: AutosaveCard[]
  deleted: DeletedProject[]
  news: News | null
  now: string
  posted: Posted | undefined
}

export const draftsPage = page<Data>({
  name: 'drafts',
  path: paths.drafts,
  kind: 'document',
  session: 'required',
  form: { call: callFor, leadsTo: newsOf },
  async load(api, { account, query }, posted) {
    if (!account) throw new Error('the page is for the signed in')
    const { username } = account
    const { projects } = await api.get<Pick<Data, 'projects'>>(paths.api.drafts)
    const { autosaves } = await api.get<Pick<Data, 'autosaves'>>(paths.api.autosaves)
    const { projects: deleted } = await api.get<{ projects: DeletedProject[] }>(paths.api.deletedProjects)
    const news = await newsIn(api, username, query, deleted)
    return { username, projects, autosaves, deleted, news, now: new Date().toISOString(), posted }
  },
  head: () => ({ title: 'Drafts', noindex: true }),
  View: Drafts,
})

/** What the page's forms ask for; nothing in an address that could lead elsewhere. */
function callFor({ action, number = '', id = '', revision = '' }: Record<string, string>): Call {
  const isPlain = [number, id, revision].every(part => /^[\w-]*$/.test(part))
  switch (isPlain && action) {
    case 'restore':
      return { method: 'PUT', path: paths.api.restoration({ number }) }
    case 'end':
      return { method: 'DELETE', path: paths.api.deletedProject({ number }) }
    case 'discard':
      return {
        method: 'DELETE',
        path: `${paths.api.autosave({ id })}?${new URLSearchParams({ revision })}`,
      }
    default:
      throw new Refused({ statusCode: 400, error: 'Bad Request', message: 'This form asks for nothing.' })
  }
}

function newsOf({ values: { action }, answer }: Sent): string {
  if (action !== 'restore') return paths.draftsTelling({ gone: action === 'end' ? 'project' : 'draft' })
  const { id, formerId } = answer as RestoredProject
  return paths.draftsTelling({ restored: id, from: formerId })
}

/** An address can say anything: what it tells is only shown where it is so. */
async function newsIn(
  api: Api,
  owner: string,
  { deleted: id, restored, from, gone }: Record<string, string>,
  deleted: DeletedProject[],
): Promise<News | null> {
  if (gone === 'project' || gone === 'draft') return { kind: 'gone', what: gone }
  if (restored !== undefined) return restoredNews(api, { owner, id: restored }, from ?? restored)
  const project = deleted.find(project => project.id === id)
  return project ? { kind: 'deleted', project } : null
}

async function restoredNews(
  api: Api,
  address: { owner: string; id: string },
  formerId: string,
): Promise<News | null> {
  try {
    return { kind: 'restored', project: await api.get<Project>(paths.api.project(address)), formerId }
  } catch (error) {
    if (refusalIn(error)?.statusCode === 404) return null
    throw error
  }
}

function Drafts({ data }: { data: Data }) {
  const { username, projects, autosaves, deleted, news, posted } = data
  const now = Date.parse(data.now)
  return (
    <div className="wide">
      <h1 className="list-title">Drafts</h1>
      <PostedProblem posted={posted} />
      <NewsNotice news={news} />
      <UnsavedList autosaves={autosaves} owner={username} now={now} />
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
      <DeletedList deleted={deleted} now={now} />
    </div>
  )
}
