/** The HTML tags that a text may use: what the sanitiser lets through, and what the help lists. */
export const allowedTags: readonly string[] =
  'h2 h3 h4 h5 h6 p br hr blockquote ul ol li pre code strong em del s sub sup kbd mark small abbr a img audio table thead tbody tr th td details summary input div section'.split(
    ' ',
  )
