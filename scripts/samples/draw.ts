import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { cardOf, smallerOf } from '../seed.ts'
import * as clatterBoard from './clatter-board/pictures.ts'
import * as clatterWiring from './clatter-board/wiring.ts'
import * as cloudChamber from './cloud-chamber/pictures.ts'
import * as dirtyEcho from './dirty-echo/pictures.ts'
import { cut, openBrowser, render, shrink } from './drawing/render.ts'
import * as eightSteps from './eight-steps/pictures.ts'
import * as faderBox from './fader-box/pictures.ts'
import * as faderWiring from './fader-box/wiring.ts'
import * as springTank from './spring-tank/pictures.ts'

// Draws the pictures of the sample projects, their smaller copies, and what other sites show of them. `node scripts/samples/draw.ts [part of a name]`

const pictures: Record<string, () => string> = {
  'spring-tank/pictures/front-panel.jpg': springTank.frontPanel,
  'eight-steps/pictures/front-panel.jpg': eightSteps.frontPanel,
  'eight-steps/pictures/board.jpg': eightSteps.board,
  'spring-tank/pictures/board.jpg': springTank.board,
  'dirty-echo/pictures/board.jpg': dirtyEcho.board,
  'fader-box/pictures/top.jpg': faderBox.topView,
  'fader-box/pictures/wiring.jpg': faderWiring.wiring,
  'clatter-board/pictures/board.jpg': clatterBoard.board,
  'clatter-board/pictures/wiring.jpg': clatterWiring.wiring,
  'cloud-chamber/pictures/patch.jpg': cloudChamber.patch,
  'cloud-chamber/pictures/screen.jpg': cloudChamber.screen,
  'dirty-echo/pictures/pedal.jpg': dirtyEcho.pedal,
}

const browser = await openBrowser()
for (const [path, draw] of Object.entries(pictures)) {
  if (!path.includes(process.argv[2] ?? '')) continue
  const file = join(import.meta.dirname, path)
  const picture = await render(browser, draw())
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, picture)
  for (const smaller of smallerOf(file)) {
    await mkdir(dirname(smaller.file), { recursive: true })
    await writeFile(smaller.file, await shrink(browser, picture, smaller.width))
  }
  await writeFile(cardOf(file), await cut(browser, picture))
  console.log(`${path} ${Math.round(picture.length / 1000)} kB`)
}
await browser.close()
