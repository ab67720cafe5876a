import type { OwnAccount } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import { page } from '../page.ts'
import { ProjectForm } from '../parts/project-form/project-form.tsx'

type Data = { account: OwnAccount; project: null }

export const createPage = page<Data>({
  name: 'create',
  path: paths.create,
  kind: 'app',
  session: 'required',
  load(_, { account }) {
    if (!account) throw new Error('the page is for the signed in')
    return { account, project: null }
  },
  head: () => ({ title: 'New project', noindex: true }),
  View: ({ data }) => <ProjectForm {...data} />,
})
