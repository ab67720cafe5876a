import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** A browser that can be launched. */
export type Launchable = { executablePath: string; args: string[] }

// For a closed network; never @sparticuz/chromium's own flags, which switch web security off.
const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

// The headless shell first: a whole Chromium without a window takes twice the work for the same page.
const installed = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map(
  name => `/usr/bin/${name}`,
)

/** CHROMIUM_PATH, an installed one, or the one inside npm, unpacked: once a run, for that takes no interruption. */
export async function findBrowser(): Promise<Launchable | null> {
  const path = process.env.CHROMIUM_PATH ?? installed.find(existsSync)
  try {
    const found = path ? { executablePath: path, args: flags } : await packaged()
    await (await launch(found)).close()
    return found
  } catch (error) {
    console.error(`No browser runs here: ${error instanceof Error ? error.message : String(error)}`)
    console.error('skipped: no browser. Set CHROMIUM_PATH, or install Chromium, to run the journeys.')
    return null
  }
}

export const launch = (browser: Launchable): Promise<Browser> => chromium.launch(browser)

async function packaged(): Promise<Launchable> {
  const { default: sparticuz } = await import('@sparticuz/chromium')
  return { executablePath: await sparticuz.executablePath(), args: [...flags, '--headless=shell'] }
}
