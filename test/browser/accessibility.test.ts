import { describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { barriersOn } from '../help/barriers.ts'
import { browser, closePages } from '../help/journey.ts'
import { makerAt } from '../help/maker.ts'
import { write } from '../help/writing.ts'

const everything = `# Heading

**Bold** _italic_ ~~struck~~ [link](https://muzhack.test) \`code\`

> quote

- [x] done
- [ ] open

1. one

| Part | Value |
| --- | --- |
| R1 | 10k |

\`\`\`c
int x;
\`\`\`

[!youtube](dQw4w9WgXcQ)

A note[^1].

[^1]: The note.

---‸`

describe.skipIf(!browser)('axe finds no barrier', () => {
  closePages()

  it.each([
    ['ada-meets', 1280, 'light'],
    ['bea-meets', 1280, 'dark'],
    ['cyd-meets', 390, 'light'],
    ['dot-meets', 390, 'dark'],
  ] as const)('where %s writes, %i px wide, %s', async (username, width, colorScheme) => {
    const page = await makerAt(username, paths.create, {
      viewport: { width, height: 900 },
      colorScheme,
    })
    await write(page, 'Description', everything)
    expect(await barriersOn(page)).toEqual([])

    if (width < 1000) await page.keyboard.press('Control+Shift+P')
    await page.getByRole('region', { name: 'Preview of Description' }).getByText('quote').waitFor()
    expect(await barriersOn(page)).toEqual([])
  })
})
