import type { OwnAccount } from '../../src/account.ts'
import { formatDay } from '../../src/format.ts'
import { paths } from '../../src/paths.ts'
import { type SiteText, type SiteTextName, siteTextNames, siteTexts } from '../../src/site-text.ts'
import { page } from '../page.ts'

type Data = { text: SiteText; account: OwnAccount | null }

/** What the site says of itself. */
export const siteTextPages = siteTextNames.map(siteTextPage)

function siteTextPage(name: SiteTextName) {
  const { title, path, sentence } = siteTexts[name]
  return page<Data>({
    name,
    path,
    kind: 'document',
    session: 'optional',
    load: async (api, { account }) => ({
      text: await api.get<SiteText>(paths.api.siteText({ name })),
      account,
    }),
    head: () => ({ title, description: sentence, canonical: path }),
    View: SiteTextView,
  })
}

function SiteTextView({ data: { text, account } }: { data: Data }) {
  const { title, ...address } = siteTexts[text.name]
  return (
    <article className="narrow site-text">
      <header className="site-text-header">
        <h1>{title}</h1>
        {account?.role === 'admin' && (
          <a className="button small" href={paths.editSiteText(address)}>
            Edit
          </a>
        )}
      </header>
      {/* oxlint-disable-next-line react/no-danger -- sanitised when saved */}
      <div className="prose" dangerouslySetInnerHTML={{ __html: text.html }} />
      {text.updated !== null && (
        <p className="hint">
          Last changed on <time dateTime={text.updated}>{formatDay(text.updated)}</time>
        </p>
      )}
    </article>
  )
}
