/** What each child of an element was made from: players that have been opened in it since are not in there. */
const sources = new WeakMap<Element, readonly string[]>()

/** Shows other HTML, and leaves the blocks alone that are the same before and behind what has changed. */
export function patch(place: Element, html: string) {
  const template = document.createElement('template')
  template.innerHTML = html
  const fresh = [...template.content.childNodes]
  const wanted = fresh.map(sourceOf)
  const there = [...place.childNodes]
  const known = sources.get(place) ?? []
  const [before, after] = known.length === there.length ? sharedEnds(known, wanted) : [0, 0]

  for (const node of there.slice(before, there.length - after)) node.remove()
  const next = there[there.length - after] ?? null
  for (const node of fresh.slice(before, fresh.length - after)) place.insertBefore(node, next)
  there.slice(0, before).forEach((node, i) => copyLine(fresh[i], node))
  there.slice(there.length - after).forEach((node, i) => copyLine(fresh[fresh.length - after + i], node))
  sources.set(place, wanted)
}

/** How many are the same at the beginning, and at the end of what is left. */
function sharedEnds(a: readonly string[], b: readonly string[]): [before: number, after: number] {
  const shorter = Math.min(a.length, b.length)
  let before = 0
  while (before < shorter && a[before] === b[before]) before++
  let after = 0
  while (after < shorter - before && a.at(-1 - after) === b.at(-1 - after)) after++
  return [before, after]
}

const sourceOf = (node: Node) =>
  node instanceof Element ? node.outerHTML.replace(/ data-line="\d+"/, '') : (node.textContent ?? '')

function copyLine(from: Node | undefined, to: Node) {
  if (!(from instanceof HTMLElement) || !(to instanceof HTMLElement)) return
  if (from.dataset.line !== undefined) to.dataset.line = from.dataset.line
}
