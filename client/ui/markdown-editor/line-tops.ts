/** Where each line of a text field begins, in pixels from the top of its text; lines wrap, so it has to be measured. */
export function lineTops(area: HTMLTextAreaElement): number[] {
  const mirror = document.createElement('div')
  const { font, letterSpacing, paddingLeft, paddingRight, tabSize, lineHeight } = getComputedStyle(area)
  const width = area.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
  Object.assign(mirror.style, {
    font,
    letterSpacing,
    lineHeight,
    tabSize,
    width: `${width}px`,
    position: 'absolute',
    visibility: 'hidden',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  })
  mirror.append(...area.value.split('\n').map(lineElement))
  document.body.append(mirror)
  const tops = [...mirror.children].map(line => (line instanceof HTMLElement ? line.offsetTop : 0))
  tops.push(mirror.offsetHeight)
  mirror.remove()
  const first = tops[0] ?? 0
  return tops.map(top => top - first)
}

function lineElement(text: string): HTMLElement {
  const line = document.createElement('div')
  line.textContent = text || '\u200b'
  return line
}
