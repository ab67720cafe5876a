import { paths } from '../../src/paths.ts'
import type { Card } from '../../src/project.ts'
import { page } from '../page.ts'
import { Cards } from '../parts/cards.tsx'

type Data = { projects: Card[] }

export const draftsPage = page<Data>({
  name: 'drafts',
  path: paths.drafts,
  kind: 'document',
  session: 'required',
  load: api => api.get<Data>(paths.api.drafts),
  head: () => ({ title: 'Drafts', noindex: true }),
  View: Drafts,
})

function Drafts({ data: { projects } }: { data: Data }) {
  return (
    <div className="wide">
      <h1 className="list-title">Drafts</h1>
      {projects.length > 0 ? (
        <Cards projects={projects} next={null} more={() => paths.drafts} withMaker={false} />
      ) : (
        <p className="nothing">
          You have no drafts. <a href={paths.create}>Begin a project</a> and save it as a draft: only you will
          see it.
        </p>
      )}
    </div>
  )
}
