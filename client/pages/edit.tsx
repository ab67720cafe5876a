import type { OwnAccount } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import type { Project } from '../../src/project.ts'
import { Refused } from '../api.ts'
import { page } from '../page.ts'
import { ConfirmNotice } from '../parts/confirm-notice.tsx'
import type { Opened } from '../parts/project-form/autosave/use-autosave.ts'
import { ProjectForm } from '../parts/project-form/project-form.tsx'

type Data = { account: OwnAccount; project: Project; opened: Opened }

export const editPage = page<Data>({
  name: 'edit',
  path: paths.editProject({ owner: '{owner}', id: '{id}' }),
  kind: 'app',
  session: 'required',
  async load(api, { account, params: { owner = '', id = '' } }) {
    const project = await api.get<Project>(paths.api.project({ owner, id }))
    if (account?.username !== project.owner.username) throw new Refused(notYours(project))
    const address = { owner: project.owner.username, id: project.id }
    const { autosave } = await api.get<Pick<Opened, 'autosave'>>(paths.api.projectAutosave(address))
    return { account, project, opened: { autosave, from: null } }
  },
  head: ({ project }) => ({
    title: `Edit ${project.title}`,
    canonical: paths.editProject({ owner: project.owner.username, id: project.id }),
    noindex: true,
  }),
  View: ({ data }) => (
    <>
      <ConfirmNotice account={data.account} />
      <ProjectForm {...data} />
    </>
  ),
})

const notYours = ({ owner }: Project) => ({
  statusCode: 403,
  error: 'Forbidden',
  message: `Only ${owner.name} can change this project.`,
})
