import type { ReactNode } from 'react'
import { renderToStaticMarkup, renderToString } from 'react-dom/server'
import { paths } from '../src/paths.ts'
import type { AnyPage, Head, Place } from './page.ts'
import { CardDocument } from './parts/card-document.tsx'
import { Layout } from './parts/layout.tsx'
import { Sharing } from './parts/sharing.tsx'

export { pages, problemPage } from './pages.ts'
export { cardStyle } from './parts/card-document.tsx'

type Site = { publicUrl: string; filesOrigin: string }

export type RenderInput = {
  page: AnyPage
  data: unknown
  site: Site
  path: string
  /** Addresses of the built browser files. */
  assets: { script: string; font?: string; styles: readonly string[]; appStyles: readonly string[] }
}
export type RenderPage = (input: RenderInput) => string

/** A whole page as HTML. React renders the document itself, so that title and meta stand in its head. */
export const render: RenderPage = ({ page, data, site, path, assets }) => {
  const head = page.head(data)
  const { View } = page
  if (page.kind === 'card') {
    return `<!doctype html>${renderToStaticMarkup(
      <CardDocument title={head.title}>
        <View data={data} />
      </CardDocument>,
    )}`
  }
  const styles = page.kind === 'app' ? [...assets.styles, ...assets.appStyles] : assets.styles
  return `<!doctype html>${renderToString(
    <Document head={head} site={site} path={path} assets={{ ...assets, styles }}>
      <Layout path={path}>
        <main id="main" className={`page-${page.name}`} tabIndex={-1}>
          {page.kind === 'app' ? (
            <div id="app">
              <View data={data} />
            </div>
          ) : (
            <View data={data} />
          )}
        </main>
      </Layout>
      {page.kind === 'app' && <PageData name={page.name} data={data} />}
    </Document>,
  )}`
}

type DocumentProps = Pick<RenderInput, 'site' | 'path'> & {
  head: Head
  assets: Pick<RenderInput['assets'], 'script' | 'font' | 'styles'>
  children: ReactNode
}

function Document({ head, site, path, assets: { script, font, styles }, children }: DocumentProps) {
  const place: Place = { site: site.publicUrl, url: site.publicUrl + (head.canonical ?? path) }
  const title = head.title === 'MuzHack' ? head.title : `${head.title} · MuzHack`
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {head.description && <meta name="description" content={head.description} />}
        {head.noindex ? <meta name="robots" content="noindex" /> : <link rel="canonical" href={place.url} />}
        {head.feed && (
          <link
            rel="alternate"
            type="application/atom+xml"
            title={head.feed.title}
            href={site.publicUrl + head.feed.path}
          />
        )}
        {head.isEmbeddable && (
          <link
            rel="alternate"
            type="application/json+oembed"
            title={head.title}
            href={site.publicUrl + paths.oembedOf(place.url)}
          />
        )}
        {head.licence && <link rel="license" href={head.licence} />}
        <Sharing head={head} place={place} />
        {head.data && <HeadData things={head.data(place)} />}
        <link rel="icon" href={paths.icon} type="image/svg+xml" />
        {/* Else the browser learns of it from the style only, and the text jumps later. */}
        {font !== undefined && <link rel="preload" href={font} as="font" type="font/woff2" crossOrigin="" />}
        {styles.map(style => (
          <link key={style} rel="stylesheet" href={style} />
        ))}
        <script type="module" src={script} />
      </head>
      <body>{children}</body>
    </html>
  )
}

/** What the page was rendered from, for the browser to take over: a block of data, never run. */
function PageData({ name, data }: { name: string; data: unknown }) {
  const json = asScript({ name, data })
  // oxlint-disable-next-line react/no-danger -- JSON with every `<` escaped
  return <script type="application/json" id="page" dangerouslySetInnerHTML={{ __html: json }} />
}

function HeadData({ things }: { things: readonly object[] }) {
  const [thing, ...more] = things
  const json = asScript({
    '@context': 'https://schema.org',
    ...(more.length > 0 ? { '@graph': things } : thing),
  })
  // oxlint-disable-next-line react/no-danger -- JSON with every `<` escaped
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
}

const asScript = (data: unknown) => JSON.stringify(data).replaceAll('<', '\\u003c')
