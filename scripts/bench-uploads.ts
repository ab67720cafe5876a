/** How uploads hold on a bad line, and how fast they are on a good one, in a real browser. */
import { findBrowser, launch } from '../test/help/browser.ts'
import { interrupted } from './bench-uploads/interrupted.ts'
import { line, speed } from './bench-uploads/speed.ts'
import { buildIfStale } from './build.ts'

const benches = { interrupted, speed, line }

buildIfStale(console.log)
const found = await findBrowser()
if (!found) process.exit(1)
const browser = await launch(found)
const asked = process.argv.slice(2)
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (asked.length > 0 && !asked.includes(name)) continue
    console.log(
      `${name}, on ${process.env.TEST_S3_ENDPOINT ? 'the store of TEST_S3_ENDPOINT' : 'the embedded store'}`,
    )
    await bench(browser)
  }
} finally {
  await browser.close()
}
