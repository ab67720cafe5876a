import type { Edit, Field } from './edit.ts'

export const fieldOf = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Field => ({
  text: value,
  start: selectionStart,
  end: selectionEnd,
})

/** Edits as if it were typed, so that the browser can undo it in one step. */
export function apply(area: HTMLTextAreaElement, edit: Edit) {
  const { from, to, insert, start, end } = edit
  area.focus()
  area.setSelectionRange(from, to)
  // Behind a dialog there is no focus to be had, and in some browsers no such command.
  if (document.activeElement !== area || !typed(insert, from === to)) applyUnseen(area, edit)
  area.setSelectionRange(start, end)
}

/** Edits without taking the focus, which cannot be undone. */
export function applyUnseen(area: HTMLTextAreaElement, { from, to, insert, start, end }: Edit) {
  area.setRangeText(insert, from, to)
  area.setSelectionRange(start, end)
  area.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

/** More lines at once take browsers seconds to type. */
const mostLines = 200

function typed(text: string, isCaret: boolean): boolean {
  if (text === '') return isCaret || run('delete')
  return text.split('\n', mostLines + 1).length <= mostLines && run('insertText', text)
}

/**
 * `undo`, `redo`, `delete` or `insertText` on the focused field; false where the browser does not. Deprecated, but
 * nothing else lets a script edit and undo keep working.
 */
// oxlint-disable-next-line typescript/no-deprecated -- see above
export const run = (command: string, text?: string): boolean => document.execCommand(command, false, text)
