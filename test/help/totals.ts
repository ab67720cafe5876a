import type { Reporter, TestModule } from 'vitest/node'

/** Closes a run with its totals on one plain line. */
// oxlint-disable-next-line import/no-default-export -- vitest takes a reporter this way
export default class Totals implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 }
    for (const module of modules) {
      if (module.state() === 'failed' && module.children.size === 0) count.failed++
      for (const test of module.children.allTests()) count[test.result().state]++
    }
    console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
  }
}
