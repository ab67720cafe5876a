import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type Browser, chromium } from 'playwright-core'
import { cropSize } from '../../../src/crop.ts'
import { pictureSize } from './scene.ts'

const installed = [process.env.CHROMIUM_PATH ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome']

export function openBrowser(): Promise<Browser> {
  const executablePath = installed.find(existsSync)
  return chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] })
}

/** A JPEG of an SVG drawing, with the site's own typeface. */
export async function render(browser: Browser, svg: string, size = pictureSize): Promise<Buffer> {
  const [width, height] = size
  const page = await browser.newPage({ viewport: { width, height } })
  await page.setContent(`<style>${await typeface()} body { margin: 0 } svg { display: block }</style>${svg}`)
  await page.evaluate(() => document.fonts.ready)
  const picture = await page.screenshot({ type: 'jpeg', quality: 80 })
  await page.close()
  return picture
}

/** A smaller copy, as browsers make it of what is uploaded. */
export async function shrink(browser: Browser, picture: Buffer, width: number): Promise<Buffer> {
  const page = await browser.newPage()
  const address = await page.evaluate(
    async ({ jpeg, width }) => {
      const bitmap = await createImageBitmap(await (await fetch(jpeg)).blob(), {
        resizeWidth: width,
        resizeQuality: 'high',
      })
      const canvas = Object.assign(document.createElement('canvas'), { width, height: bitmap.height })
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
      return canvas.toDataURL('image/webp', 0.75)
    },
    { jpeg: `data:image/jpeg;base64,${picture.toString('base64')}`, width },
  )
  await page.close()
  return Buffer.from(address.replace(/^.*,/, ''), 'base64')
}

/** What other sites show of it, as browsers cut it. */
export async function cut(browser: Browser, picture: Buffer): Promise<Buffer> {
  const page = await browser.newPage({ viewport: cropSize })
  await page.setContent(
    `<style>body { margin: 0 } img { width: 100vw; height: 100vh; object-fit: cover }</style>
    <img src="data:image/jpeg;base64,${picture.toString('base64')}">`,
  )
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode())
  const card = await page.screenshot({ type: 'jpeg', quality: 80 })
  await page.close()
  return card
}

async function typeface(): Promise<string> {
  const name = '@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2'
  const font = await readFile(createRequire(import.meta.url).resolve(name), 'base64')
  return `@font-face { font-family: 'Instrument Sans Variable'; font-weight: 400 700; src: url(data:font/woff2;base64,${font}) }`
}
