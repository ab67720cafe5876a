import { paths } from '../../src/paths.ts'
import { type SiteText, type SiteTextName, siteTextNames, siteTexts } from '../../src/site-text.ts'
import { Refused } from '../api.ts'
import { page } from '../page.ts'
import { SiteTextForm } from '../parts/site-text-form/site-text-form.tsx'

type Data = { text: SiteText; username: string }

/** Where administrators edit what the site says of itself. */
export const editSiteTextPages = siteTextNames.map(editPage)

function editPage(name: SiteTextName) {
  const { title } = siteTexts[name]
  return page<Data>({
    name: `edit-${name}`,
    path: paths.editSiteText(siteTexts[name]),
    kind: 'app',
    session: 'required',
    async load(api, { account }) {
      if (account?.role !== 'admin') throw new Refused(forAdministrators)
      return { text: await api.get<SiteText>(paths.api.siteText({ name })), username: account.username }
    },
    head: () => ({ title: `Edit: ${title}`, noindex: true }),
    View: EditSiteText,
  })
}

const forAdministrators = {
  statusCode: 403,
  error: 'Forbidden',
  message: 'Only administrators can change this text.',
}

function EditSiteText({ data: { text, username } }: { data: Data }) {
  return (
    <div className="wide settings">
      <noscript>
        <p className="notice bad">Editing needs JavaScript, which this browser has switched off.</p>
      </noscript>
      <header className="form-header">
        <h1>{siteTexts[text.name].title}</h1>
      </header>
      <SiteTextForm text={text} username={username} />
    </div>
  )
}
