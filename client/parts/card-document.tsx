import type { ReactNode } from 'react'
import style from '../style/embedded/card.css?inline'

/** The style of cards, which stands in them: a frame loads one thing and its picture. */
export const cardStyle: string = style

/** A page for frames on other sites. */
export function CardDocument({ title, children }: { title: string; children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        {/* oxlint-disable-next-line react/no-danger -- our own style sheet */}
        <style dangerouslySetInnerHTML={{ __html: cardStyle }} />
      </head>
      <body>{children}</body>
    </html>
  )
}
