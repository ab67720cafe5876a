import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { browser, closePages } from '../help/journey.ts'
import { makerAt } from '../help/maker.ts'
import { copy, expectShown, shown, write } from '../help/writing.ts'

const text = 'Description'
const table = '| ‹Part› | Value | Note |\n| --- | --- | --- |\n|  |  |  |\n'

describe.skipIf(!browser)('in the Markdown editor, by keyboard alone,', () => {
  closePages()
  let page: Page

  beforeAll(async () => {
    page = await makerAt('ada-types', paths.create, {
      viewport: { width: 1280, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    })
  })

  it.each([
    ['Heading', 'Control+Shift+H', 'Par‸ts', '## Par‸ts'],
    ['Bold', 'Control+b', 'a ‹spring›', 'a **‹spring›**'],
    ['Italic', 'Control+i', 'a ‹spring›', 'a _‹spring›_'],
    ['Strikethrough', 'Control+Shift+X', 'a ‹spring›', 'a ~~‹spring›~~'],
    ['Link', 'Control+k', 'the ‹manual›', 'the [manual](‹https://›)'],
    ['Quote', 'Control+Shift+Period', '‹one\ntwo›', '‹> one\n> two›'],
    ['Code', 'Control+e', 'a ‹pin›', 'a `‹pin›`'],
    ['Code block', 'Control+Shift+E', '‹one\ntwo›', '```\n‹one\ntwo›\n```\n'],
    ['Bulleted list', 'Control+Shift+Digit8', '‹one\ntwo›', '‹- one\n- two›'],
    ['Numbered list', 'Control+Shift+Digit7', '‹one\ntwo›', '‹1. one\n2. two›'],
    ['Task list', 'Control+Shift+L', '‹one\ntwo›', '‹- [ ] one\n- [ ] two›'],
    ['Table', undefined, '‸', table],
    ['Rule', undefined, 'one‸', 'one\n\n---‸\n'],
  ])(
    '%s is put in by its tool and its keys, undone in one step, and taken away again',
    async (tool, keys, before, after) => {
      await write(page, text, before)
      await useTool(tool)
      await expectShown(page, text, after)

      await page.keyboard.press('Control+z')
      expect(await valueOf()).toBe(plain(before))
      await page.keyboard.press('Control+Shift+Z')
      expect(await valueOf()).toBe(plain(after))

      if (keys === undefined) return
      await write(page, text, before)
      await page.keyboard.press(keys)
      await expectShown(page, text, after)
      await page.keyboard.press(keys)
      expect((await valueOf()).trim()).toBe(plain(before))
    },
  )

  it('undo and redo are tools too', async () => {
    await write(page, text, 'a ‹spring›')
    await page.keyboard.press('Control+b')
    await useTool('Undo')
    expect(await valueOf()).toBe('a spring')
    await useTool('Redo')
    expect(await valueOf()).toBe('a **spring**')
  })

  it('lists and quotes go on at Enter, and end at an empty item', async () => {
    await write(page, text, '‸')
    await page.keyboard.type('- one')
    await page.keyboard.press('Enter')
    await page.keyboard.type('two')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.keyboard.type('> said')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.keyboard.type('9. nine')
    await page.keyboard.press('Enter')
    await page.keyboard.type('ten')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('more')
    expect(await shown(page, text)).toBe('- one\n- two\n\n> said\n\n9. nine\n10. ten\nmore‸')
    await page.keyboard.press('Control+]')
    expect(await shown(page, text)).toBe('- one\n- two\n\n> said\n\n9. nine\n10. ten\n    more‸')
  })

  it('a pasted address makes a link of selected words, cells make a table, and with Shift both stay text', async () => {
    await write(page, text, 'the ‹manual›')
    await copy(page, { 'text/plain': 'https://muzhack.test/m' })
    await page.keyboard.press('Control+v')
    await expectShown(page, text, 'the [manual](https://muzhack.test/m)‸')
    await page.keyboard.press('Control+z')
    expect(await valueOf()).toBe('the manual')

    await write(page, text, 'Parts:‸')
    await copy(page, {
      'text/plain': 'Part\tValue\nR1\t10k',
      'text/html': '<style>td {color: red}</style><table><tr><td>Part<td>Value<tr><td>R1<td>10k</table>',
    })
    await page.keyboard.press('Control+v')
    await expectShown(page, text, 'Parts:\n\n| Part | Value |\n| --- | --- |\n| R1 | 10k |‸\n')

    await write(page, text, '‸')
    await page.keyboard.press('Control+Shift+V')
    await expectShown(page, text, 'Part\tValue\nR1\t10k‸')
  })

  it('the tools are one stop of Tab, arrows go through them, and Tab leaves the text', async () => {
    await write(page, text, 'a‸')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Home')
    expect(await focused()).toBe('Heading')
    await page.keyboard.press('ArrowLeft')
    expect(await focused()).toBe('Markdown help')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    expect(await focused()).toBe('Bold')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe(text)
    await page.keyboard.press('Tab')
    expect(await focused()).not.toBe(text)
    expect(await valueOf()).toBe('a')
  })

  it('a video is asked for by its address, in words where that is none', async () => {
    await write(page, text, 'Hear it:‸')
    await useTool('Video')
    await page.keyboard.type('https://example.org/video')
    await page.keyboard.press('Enter')
    await page.getByText('No video or track was found in this.').waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('https://youtu.be/dQw4w9WgXcQ')
    await page.keyboard.press('Enter')
    await expectShown(page, text, 'Hear it:\n\n[!youtube](dQw4w9WgXcQ)‸\n')
    await page.keyboard.press('Control+z')
    expect(await valueOf()).toBe('Hear it:')
  })

  it('words are counted, and the room left is told before it runs out', async () => {
    await write(page, text, 'one two‸')
    await page.getByText('2 words').first().waitFor()
    await write(page, text, '‸')
    await copy(page, { 'text/plain': 'reverb '.repeat(12_000) })
    await page.keyboard.press('Control+v')
    await page.getByText('12000 words 16000 left of 100000').waitFor()
    await copy(page, { 'text/plain': 'x '.repeat(8001) })
    await page.keyboard.press('Control+v')
    await page.getByText('2 too many of 100000').waitFor()
  })

  it('a dialog that is closed leaves the text and its selection as they were', async () => {
    await write(page, text, 'a ‹spring›')
    await useTool('Video')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await expectShown(page, text, 'a ‹spring›')
    expect(await focused()).toBe(text)
  })

  /** From the text to the tools and along them. */
  async function useTool(name: string) {
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Home')
    for (let i = 0; i < 21 && (await focused()) !== name; i++) await page.keyboard.press('ArrowRight')
    expect(await focused()).toBe(name)
    await page.keyboard.press('Enter')
  }

  const focused = () =>
    page.evaluate(() => {
      const { activeElement: element } = document
      if (element instanceof HTMLTextAreaElement) return element.labels[0]?.textContent
      return element?.getAttribute('aria-label') ?? element?.textContent
    })

  const valueOf = () => page.getByRole('textbox', { name: text, exact: true }).inputValue()
})

const plain = (shown: string) => shown.replace(/[‹›‸]/g, '')
