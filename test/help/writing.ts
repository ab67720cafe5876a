import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** A text with its selection between ‹ and ›, or its caret at ‸. */
export async function write(page: Page, label: string, shown: string) {
  const area = page.getByRole('textbox', { name: label, exact: true })
  const text = shown.replace(/[‹›‸]/g, '')
  const start = shown.search(/[‹‸]/)
  const end = shown.includes('›') ? shown.indexOf('›') - 1 : start
  await area.fill(text)
  await area.focus()
  await area.evaluate(
    (element, [start, end]) => {
      if (element instanceof HTMLTextAreaElement) element.setSelectionRange(start, end)
    },
    [start, end] as const,
  )
}

/** A long text, at once and without a way back: a thousand lines put in as if typed take Chromium ten seconds. */
export async function put(page: Page, label: string, text: string) {
  const area = page.getByRole('textbox', { name: label, exact: true })
  await area.fill('')
  await area.evaluate((element, text) => {
    // React notices what a field's own setter has not done.
    const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value') ?? {}
    set?.call(element, text)
    element.dispatchEvent(new Event('input', { bubbles: true }))
  }, text)
  await area.press('Control+End')
}

export async function shown(page: Page, label: string): Promise<string> {
  return page.getByRole('textbox', { name: label, exact: true }).evaluate(element => {
    if (!(element instanceof HTMLTextAreaElement)) throw new Error('not a text field')
    const { value, selectionStart, selectionEnd } = element
    const [before, within, behind] = [
      value.slice(0, selectionStart),
      value.slice(selectionStart, selectionEnd),
      value.slice(selectionEnd),
    ]
    return within === '' ? `${before}‸${behind}` : `${before}‹${within}›${behind}`
  })
}

/** Waits until the field shows this. */
export const expectShown = (page: Page, label: string, text: string) =>
  expect.poll(() => shown(page, label)).toBe(text)

/** Puts something on the clipboard as another program would. */
export async function copy(page: Page, types: Record<string, string>) {
  await page.evaluate(async types => {
    const items = Object.entries(types).map(([type, text]) => [type, new Blob([text], { type })] as const)
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(items))])
  }, types)
}
