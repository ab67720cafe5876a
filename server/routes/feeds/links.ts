/** HTML as it was sanitised, its links leading to the same places wherever it is read; `page` is where it stands. */
export const withAbsoluteLinks = (html: string, page: string): string =>
  html.replace(/<a [^<>]*>/g, tag =>
    // Entities of `&` in addresses mean the same before and after.
    tag.replace(/ href="([^"]*)"/, (_, href: string) => ` href="${URL.parse(href, page)?.href ?? href}"`),
  )
