import { type Pasted, pasted } from './paste.ts'
import { apply, fieldOf } from './textarea.ts'

/** What is pasted as files: what a spreadsheet brings a picture of is cells, and text is text. */
export function filesIn(data: DataTransfer): boolean {
  if (data.files.length === 0) return false
  const plain = data.getData('text/plain').trim()
  const names = [...data.files].map(({ name }) => name)
  return plain === '' || plain.split(/\s*\n\s*/).every(line => names.includes(line))
}

/** Pastes cells as a table and an address as a link; false for what the browser does as well. */
export function paste(area: HTMLTextAreaElement, data: DataTransfer): boolean {
  const given: Pasted = { plain: data.getData('text/plain'), html: data.getData('text/html') }
  const edit = pasted(fieldOf(area), given)
  if (edit) apply(area, edit)
  return edit !== undefined
}
