import type { OwnAccount } from '../../src/account.ts'
import type { Autosave, AutosaveCard } from '../../src/autosave.ts'
import { paths } from '../../src/paths.ts'
import { type Api, refusalIn } from '../api.ts'
import { page } from '../page.ts'
import { ConfirmNotice } from '../parts/confirm-notice.tsx'
import type { Begun } from '../parts/project-form/autosave/begun-notice.tsx'
import type { Opened } from '../parts/project-form/autosave/use-autosave.ts'
import { ProjectForm } from '../parts/project-form/project-form.tsx'

type Data = { account: OwnAccount; opened: Opened; begun: Begun }

export const createPage = page<Data>({
  name: 'create',
  path: paths.create,
  kind: 'app',
  session: 'required',
  async load(api, { account, query: { from = null } }) {
    if (!account) throw new Error('the page is for the signed in')
    const autosave = from === null ? null : await keptUnder(api, from)
    const { autosaves } = await api.get<{ autosaves: AutosaveCard[] }>(paths.api.autosaves)
    const cards = from === null ? autosaves.filter(({ project }) => project === null) : []
    return { account, opened: { autosave, from }, begun: { cards, now: new Date().toISOString() } }
  },
  head: ({ opened: { autosave } }) => ({ title: autosave?.content.title || 'New project', noindex: true }),
  View: ({ data: { account, opened, begun } }) => (
    <>
      <ConfirmNotice account={account} />
      <ProjectForm
        account={account}
        project={null}
        opened={opened}
        {...(opened.from === null && { begun })}
      />
    </>
  ),
})

/** Null where it was saved or discarded, or where only the browser has it; changes to a project are at its own page. */
async function keptUnder(api: Api, id: string): Promise<Autosave | null> {
  try {
    const autosave = await api.get<Autosave>(paths.api.autosave({ id }))
    return autosave.project ? null : autosave
  } catch (error) {
    if (refusalIn(error)?.statusCode === 404) return null
    throw error
  }
}
