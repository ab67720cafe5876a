import { paths } from '../../src/paths.ts'
import type { TagCounts } from '../../src/tag.ts'

/** In ms, after the last letter. */
const pause = 150
const most = 8

/** Offers tags for what is being typed: in a search within its brackets, in a field of tags everywhere. */
export function showSuggestions(): void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  document.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.dataset.suggest === undefined) return
    clearTimeout(waiting)
    waiting = setTimeout(() => void suggest(target), pause)
  })
}

async function suggest(field: HTMLInputElement) {
  const typed = field.name === 'tag' ? ['', '', field.value] : /^(.*?-?\[)([^[\]]*)$/.exec(field.value)
  const [, before = '', begin = ''] = typed ?? []
  if (!typed || begin.trim() === '') return
  const response = await fetch(`${paths.api.tags}?${new URLSearchParams({ begin, limit: `${most}` })}`)
  if (!response.ok || !field.list) return
  const { tags } = (await response.json()) as TagCounts
  const close = before === '' ? '' : ']'
  field.list.replaceChildren(
    ...tags.map(({ tag, projects }) => new Option(`${projects}`, `${before}${tag}${close}`)),
  )
}
