/** What a letter says, without its greeting. A link stands on a line of its own between the two parts. */
export type Letter = {
  subject: string
  before: readonly string[]
  link?: { label: string; url: string }
  after?: readonly string[]
}

type Sheet = Letter & { name: string; site: string }

/** As plain text and as HTML, both saying the same. */
export function compose(letter: Sheet): { subject: string; text: string; html: string } {
  return { subject: letter.subject, text: textOf(letter), html: htmlOf(letter) }
}

function textOf({ name, before, link, after = [], site }: Sheet): string {
  const paragraphs = [`Hello ${name},`, ...before, ...(link ? [`${link.label}:\n${link.url}`] : []), ...after]
  return `${[...paragraphs, `MuzHack\n${site}`].join('\n\n')}\n`
}

// Mail programs know no style sheets; these few colours read on light and dark ground alike.
function htmlOf({ subject, name, before, link, after = [], site }: Sheet): string {
  const parts = [
    paragraph(escape(`Hello ${name},`)),
    ...before.map(text => paragraph(escape(text))),
    ...(link ? [button(link), paragraph(`Or open this address: ${anchor(link.url, link.url)}`)] : []),
    ...after.map(text => paragraph(escape(text))),
    paragraph(anchor(site, 'MuzHack')),
  ]
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escape(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:36em;margin:0 auto">
${parts.join('\n')}
</div>
</body>
</html>
`
}

const paragraph = (html: string) => `<p style="margin:0 0 16px;overflow-wrap:anywhere">${html}</p>`

const button = ({ label, url }: NonNullable<Letter['link']>) =>
  paragraph(
    `<a href="${escape(url)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#b3400f;color:#fff;text-decoration:none">${escape(label)}</a>`,
  )

const anchor = (url: string, text: string) => `<a href="${escape(url)}">${escape(text)}</a>`

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
