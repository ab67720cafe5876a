import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { paths } from '../src/paths.ts'
import { openBrowser, render } from './samples/drawing/render.ts'
import { siteCard, siteCardSize } from './samples/site-card.ts'

// Draws what other sites show of pages that have no picture of their own. `node scripts/draw-card.ts`

const browser = await openBrowser()
await writeFile(
  join(import.meta.dirname, '../client/static', paths.siteCard),
  await render(browser, siteCard(), siteCardSize),
)
await browser.close()
