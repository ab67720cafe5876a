import sanitize from 'sanitize-html'
import { copiesOf } from '../../../src/crop.ts'
import type { MarkdownJob, Reference } from '../markdown.ts'
import { decoded, finder } from './references.ts'
import { allowedTags } from './tags.ts'
import { anchorOf } from './words.ts'

type Attributes = Record<string, string>

/** HTML through the allow-list; a text's own headings begin below the page's. */
export function sanitised(html: string, { references, name }: MarkdownJob, mark: string): string {
  const find = finder(references)
  // What a text's own tag has swallowed of ours never comes first in it.
  const isOurs = (attribs: Attributes) => Object.entries(attribs)[0]?.join() === `made,${mark}`
  return sanitize(html, {
    allowedTags: [...allowedTags],
    allowedAttributes,
    allowedClasses: { code: [/^language-[\w+#.-]+$/] },
    allowedSchemes: ['http', 'https', 'mailto', 'stored'],
    allowProtocolRelative: false,
    nestingLimit: 100,
    exclusiveFilter: ({ tag, attribs }) => tag === 'input' && attribs.type !== 'checkbox',
    transformTags: {
      h1: 'h2',
      h2: 'h3',
      h3: 'h4',
      h4: 'h5',
      h5: 'h6',
      b: 'strong',
      i: 'em',
      a: (tagName, attribs) =>
        isOurs(attribs) ? { tagName, attribs } : link(attribs, find(attribs.href), name),
      img: (_, attribs) => picture(attribs, find(attribs.src), name),
      audio: (_, attribs) => sound(find(attribs.src), attribs['aria-label']),
      input: (_, attribs) => checkbox(attribs),
      '*': (tagName, attribs) => ({ tagName, attribs: isOurs(attribs) ? attribs : plain(tagName, attribs) }),
    },
  })
}

/** Attributes that only tags of our own may have, but for what `kept` says. */
const ours = ['id', 'class', 'role', 'tabindex', 'aria-label', 'data-line', 'data-embed', 'data-id']
const kept: Record<string, string> = { code: 'class', input: 'aria-label', audio: 'aria-label' }

const allowedAttributes = {
  '*': ours,
  a: ['href', 'title', 'rel', 'download'],
  img: ['src', 'srcset', 'sizes', 'alt', 'title', 'width', 'height', 'loading'],
  audio: ['src', 'controls', 'preload'],
  abbr: ['title'],
  th: ['align'],
  td: ['align'],
  ol: ['start'],
  details: ['open'],
  input: ['type', 'checked', 'disabled'],
}

function plain(tagName: string, attribs: Attributes): Attributes {
  for (const name of ours) if (kept[tagName] !== name) delete attribs[name]
  return attribs
}

// Commas separate the addresses of a srcset, and `&` would not come back as it was.
const stored = (key: string) => `stored:${key.split('/').map(encodeURIComponent).join('/')}`

function link({ href = '', title }: Attributes, file: Reference | undefined, name: string): sanitize.Tag {
  const named: Attributes = title === undefined ? {} : { title }
  if (file) return { tagName: 'a', attribs: { ...named, href: stored(file.key) } }
  if (/^stored:/i.test(href.trim())) return { tagName: 'a', attribs: named }
  if (href.startsWith('#')) return { tagName: 'a', attribs: { ...named, href: headingAt(href, name) } }
  return { tagName: 'a', attribs: { ...named, href, rel: 'nofollow ugc noopener' } }
}

/** `#parts` leads to the heading "Parts" of this text. */
function headingAt(href: string, name: string): string {
  const anchor = decoded(href.slice(1))
  return /^(description|instructions|about|text)-/.test(anchor) ? href : `#${name}-${anchorOf(anchor)}`
}

/** Pictures from elsewhere become links: showing them would tell that site who reads this page. */
function picture(attribs: Attributes, file: Reference | undefined, name: string): sanitize.Tag {
  const { src = '', alt = '', title } = attribs
  if (!file)
    return {
      ...link({ href: src, ...(title !== undefined && { title }) }, undefined, name),
      text: alt || src,
    }
  if (file.kind === 'audio') return sound(file, alt)
  return {
    tagName: 'img',
    attribs: {
      src: stored(file.key),
      alt,
      loading: 'lazy',
      ...(title !== undefined && { title }),
      ...(file.width && file.height && { width: `${file.width}`, height: `${file.height}` }),
      ...sizesOf(file),
    },
  }
}

/** The picture in several widths, of which the browser takes what suits a text's column. */
function sizesOf({ variants = [] }: Reference): Attributes {
  const copies = copiesOf(variants)
  if (copies.length === 0) return {}
  return {
    srcset: copies.map(({ key, width }) => `${stored(key)} ${width}w`).join(', '),
    sizes: '(min-width: 46rem) 42rem, 92vw',
  }
}

const sound = (file: Reference | undefined, name = ''): sanitize.Tag => ({
  tagName: 'audio',
  attribs: {
    controls: '',
    preload: 'none',
    ...(name !== '' && { 'aria-label': name }),
    ...(file && { src: stored(file.key) }),
  },
})

function checkbox({ type = '', ...rest }: Attributes): sanitize.Tag {
  const done = 'checked' in rest
  const attribs = { type, disabled: '', ...(done && { checked: '' }), 'aria-label': done ? 'Done' : 'To do' }
  return { tagName: 'input', attribs }
}
