import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type Browser, chromium } from 'playwright-core'
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

async function typeface(): Promise<string> {
  const name = '@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2'
  const font = await readFile(createRequire(import.meta.url).resolve(name), 'base64')
  return `@font-face { font-family: 'Instrument Sans Variable'; font-weight: 400 700; src: url(data:font/woff2;base64,${font}) }`
}
