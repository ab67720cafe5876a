/** What each child of an element was made from: players that have been opened in it since are not in there. */
const sources = new WeakMap<Element, readonly string[]>()

/** Shows other HTML, and leaves the blocks alone that stay: they are not even moved, which would end a player. */
export function patch(place: Element, html: string) {
  const template = document.createElement('template')
  template.innerHTML = html
  const fresh = [...template.content.childNodes]
  const wanted = fresh.map(sourceOf)
  const there = [...place.childNodes]
  const known = sources.get(place) ?? []
  const kept = known.length === there.length ? matches(known, wanted) : new Map<number, number>()

  const staying = new Set(kept.values())
  there.forEach((node, i) => staying.has(i) || node.remove())
  fresh.forEach((node, i) => {
    const old = there[kept.get(i) ?? -1]
    if (old) copyLine(node, old)
    else place.insertBefore(node, nextKept(i))
  })
  sources.set(place, wanted)

  function nextKept(after: number): ChildNode | null {
    for (let i = after + 1; i < fresh.length; i++) {
      const old = there[kept.get(i) ?? -1]
      if (old) return old
    }
    return null
  }
}

/** Which of the blocks that are there can stay for which of the wanted: those at both ends, then in order. */
function matches(known: readonly string[], wanted: readonly string[]): Map<number, number> {
  const kept = new Map<number, number>()
  let [from, knownTo, wantedTo] = [0, known.length, wanted.length]
  while (from < Math.min(knownTo, wantedTo) && known[from] === wanted[from]) kept.set(from, from++)
  while (Math.min(knownTo, wantedTo) > from && known[knownTo - 1] === wanted[wantedTo - 1])
    kept.set(--wantedTo, --knownTo)
  let next = from
  for (let i = from; i < wantedTo; i++) {
    const found = known.indexOf(wanted[i] ?? '', next)
    // Empty lines between blocks are all alike.
    if (found === -1 || found >= knownTo || wanted[i]?.trim() === '') continue
    kept.set(i, found)
    next = found + 1
  }
  return kept
}

const sourceOf = (node: Node) =>
  node instanceof Element ? node.outerHTML.replace(/ data-line="\d+"/, '') : (node.textContent ?? '')

function copyLine(from: Node, to: Node) {
  if (!(from instanceof HTMLElement) || !(to instanceof HTMLElement)) return
  if (from.dataset.line !== undefined) to.dataset.line = from.dataset.line
}
