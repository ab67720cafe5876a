import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['test/help/setup.ts'],
    reporters: ['default', './test/help/totals.ts'],
    testTimeout: 40_000,
    hookTimeout: 60_000,
    // A browser on a busy machine is no less right for being slow.
    expect: { poll: { timeout: 10_000 } },
    // More than the two cores of a small machine: much of a journey is waiting.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: { name: 'site', include: ['test/**/*.test.ts'], exclude: ['test/browser/**'], isolate: false },
      },
      {
        extends: true,
        test: { name: 'journeys', include: ['test/browser/*.test.ts'] },
      },
    ],
  },
})
