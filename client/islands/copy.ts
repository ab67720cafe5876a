/** A button beside every block of code, and the keyboard's way into those that scroll. */
export function addCopyButtons(root: ParentNode = document): void {
  for (const pre of root.querySelectorAll<HTMLElement>('.prose pre')) {
    if (pre.scrollWidth > pre.clientWidth) pre.tabIndex = 0
    if (pre.parentElement?.className !== 'code') addButton(pre)
  }
}

function addButton(pre: HTMLElement) {
  const frame = element('div', 'code')
  const button = element('button', 'button small copy')
  const status = element('span', 'visually-hidden')
  button.type = 'button'
  button.textContent = 'Copy'
  status.role = 'status'
  pre.replaceWith(frame)
  frame.append(pre, button, status)
  button.addEventListener('click', () => void copy(pre, say))

  let back: ReturnType<typeof setTimeout> | undefined
  function say(words: string) {
    clearTimeout(back)
    button.textContent = status.textContent = words
    back = setTimeout(() => {
      button.textContent = 'Copy'
      status.textContent = ''
    }, 3000)
  }
}

function element<Tag extends 'div' | 'button' | 'span'>(tag: Tag, className: string) {
  return Object.assign(document.createElement(tag), { className })
}

/** Where the browser lets no page copy, the code is selected for its reader to copy it. */
async function copy(pre: HTMLElement, say: (words: string) => void) {
  try {
    await navigator.clipboard.writeText((pre.textContent ?? '').replace(/\n$/, ''))
    say('Copied')
  } catch {
    getSelection()?.selectAllChildren(pre)
    say('Selected: now press Ctrl or ⌘ and C')
  }
}
