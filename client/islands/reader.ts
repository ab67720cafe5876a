/** Shows the signed-in corner, and what only an owner needs: documents are the same for everybody. */
export function showReader(root: ParentNode = document): void {
  const name = readerName()
  if (name === undefined) return
  show(root, '[data-for-visitors]', false)
  show(root, '[data-for-members]', true)
  show(root, `[data-for="${CSS.escape(name)}"]`, true)
  for (const link of root.querySelectorAll<HTMLAnchorElement>('a[data-own-profile]')) {
    link.href = `/u/${name}`
    link.textContent = name
  }
}

/** The cookie opens nothing; the server never believes it. */
export const readerName = () => /(?:^|; )muzhack-name=([a-z0-9_-]{2,39})(?:;|$)/.exec(document.cookie)?.[1]

function show(root: ParentNode, selector: string, shown: boolean) {
  for (const element of root.querySelectorAll<HTMLElement>(selector)) element.hidden = !shown
}
