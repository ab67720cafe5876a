import { formatDay } from '../../src/format.ts'
import { paths } from '../../src/paths.ts'
import { type SiteText, type SiteTextName, siteTextNames, siteTexts } from '../../src/site-text.ts'
import { topics } from '../../src/topics.ts'
import { page } from '../page.ts'

/** What the site says of itself. */
export const siteTextPages = siteTextNames.map(siteTextPage)

function siteTextPage(name: SiteTextName) {
  const { title, path, sentence } = siteTexts[name]
  return page<SiteText>({
    name,
    path,
    kind: 'document',
    shared: { query: [], topics: () => [topics.siteText(name)] },
    load: api => api.get<SiteText>(paths.api.siteText({ name })),
    head: () => ({ title, description: sentence, canonical: path }),
    View: SiteTextView,
  })
}

function SiteTextView({ data: text }: { data: SiteText }) {
  const { title, ...address } = siteTexts[text.name]
  return (
    <article className="narrow site-text">
      <header className="site-text-header">
        <h1>{title}</h1>
        <a className="button small" data-for-admins hidden href={paths.editSiteText(address)}>
          Edit
        </a>
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
