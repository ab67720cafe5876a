import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds serious or critical on a page, each with where it is. */
export async function barriersOn(page: Page): Promise<string[]> {
  // Evaluated, not added as a script, which the page's policy rightly refuses.
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    )
}
