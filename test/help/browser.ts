import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

// For a closed network; never @sparticuz/chromium's own flags, which switch web security off.
const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** A real browser: CHROMIUM_PATH, an installed one, or the one inside npm; undefined where none runs. */
export async function openBrowser(): Promise<Browser | undefined> {
  const path = process.env.CHROMIUM_PATH ?? installed.find(existsSync)
  try {
    return path ? await launch(path, []) : await launch(await packaged(), ['--headless=shell'])
  } catch (error) {
    console.error(`no browser runs here: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

const launch = (executablePath: string, more: string[]) =>
  chromium.launch({ executablePath, args: [...flags, ...more] })

async function packaged(): Promise<string> {
  const { default: sparticuz } = await import('@sparticuz/chromium')
  return sparticuz.executablePath()
}
