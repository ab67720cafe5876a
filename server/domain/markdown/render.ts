import { Marked } from 'marked'
import sanitize from 'sanitize-html'
import { normalisePath } from '../../../src/upload.ts'
import type { MarkdownJob, Reference } from '../markdown.ts'
import { allowedTags } from './tags.ts'

const marked = new Marked({ gfm: true })

/** Marked's output through the allow-list; a text's own headings begin below the page's. */
export function render({ text, references }: MarkdownJob): string {
  const find = finder(references)
  return sanitize(marked.parse(text, { async: false }), {
    allowedTags: [...allowedTags],
    allowedAttributes: {
      a: ['href', 'title', 'rel', 'download'],
      img: ['src', 'alt', 'title', 'width', 'height', 'loading'],
      audio: ['src', 'controls', 'preload'],
      abbr: ['title'],
      code: ['class'],
      th: ['align'],
      td: ['align'],
      ol: ['start'],
      details: ['open'],
      input: ['type', 'checked', 'disabled'],
    },
    allowedClasses: { code: [/^language-[\w+#.-]+$/] },
    allowedSchemes: ['http', 'https', 'mailto', 'stored'],
    allowProtocolRelative: false,
    nestingLimit: 100,
    exclusiveFilter: frame => frame.tag === 'input' && frame.attribs.type !== 'checkbox',
    transformTags: {
      h1: 'h2',
      h2: 'h3',
      h3: 'h4',
      h4: 'h5',
      h5: 'h6',
      b: 'strong',
      i: 'em',
      a: (_, attribs) => link(attribs, find(attribs.href)),
      img: (_, attribs) => picture(attribs, find(attribs.src)),
      audio: (_, attribs) => sound(find(attribs.src)),
      input: (_, { type = '', ...rest }) => ({
        tagName: 'input',
        attribs: { type, disabled: '', ...('checked' in rest && { checked: '' }) },
      }),
    },
  })
}

type Attributes = Record<string, string>
type Find = (address: string | undefined) => Reference | undefined

/** Finds a project's file by `pictures/panel.jpg`, or by `panel.jpg` alone. */
function finder(references: readonly Reference[]): Find {
  const byPath = new Map<string, Reference>()
  for (const reference of references) {
    const { kind, path } = reference
    byPath.set(`${kind === 'audio' ? kind : `${kind}s`}/${path}`, reference)
    if (!byPath.has(path)) byPath.set(path, reference)
  }
  return address => byPath.get(normalisePath(decoded(address ?? '').replace(/^\.\//, '')) ?? '')
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

const stored = ({ key }: Reference) => `stored:${encodeURI(key)}`

function link({ href = '', title }: Attributes, file: Reference | undefined): sanitize.Tag {
  const named: Attributes = title === undefined ? {} : { title }
  if (file) return { tagName: 'a', attribs: { ...named, href: stored(file) } }
  if (/^stored:/i.test(href.trim())) return { tagName: 'a', attribs: named }
  return { tagName: 'a', attribs: { ...named, href, rel: 'nofollow ugc noopener' } }
}

/** Pictures from elsewhere become links: showing them would tell that site who reads this page. */
function picture({ src = '', alt = '', title }: Attributes, file: Reference | undefined): sanitize.Tag {
  if (!file) return { ...link({ href: src }, undefined), text: alt || src }
  const size = file.width && file.height ? { width: `${file.width}`, height: `${file.height}` } : undefined
  if (file.kind === 'audio') return sound(file)
  return {
    tagName: 'img',
    attribs: { src: stored(file), alt, loading: 'lazy', ...(title !== undefined && { title }), ...size },
  }
}

const sound = (file: Reference | undefined): sanitize.Tag => ({
  tagName: 'audio',
  attribs: { controls: '', preload: 'none', ...(file && { src: stored(file) }) },
})
