import type { Reporter, TestModule } from 'vitest/node'

/** Closes a run with its totals on one plain line. */
// oxlint-disable-next-line import/no-default-export -- vitest takes a reporter this way
export default class Totals implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], outside: readonly unknown[]) {
    // A worker that crashed has told nothing of its file.
    const count = { passed: 0, failed: outside.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      const states = [...module.children.allTests()].map(test => test.result().state)
      for (const state of states) count[state]++
      // A file that fails before or between its tests has none to show for it.
      if (module.state() === 'failed' && !states.includes('failed')) count.failed++
    }
    console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
  }
}
