import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/help/setup.ts'],
    reporters: ['default', './test/help/totals.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A browser on a busy machine is no less right for being slow.
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 2,
  },
})
