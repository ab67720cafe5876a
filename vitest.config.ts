import { defineConfig } from 'vitest/config'

const setup = 'test/help/setup.ts'

export default defineConfig({
  test: {
    reporters: ['default', './test/help/totals.ts'],
    // What takes long on a busy machine is no less right.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
    // Tests leave nothing behind in the modules they import, which are read once a worker: half the work of all.
    isolate: false,
    // On two cores helpers of V8's take time from the tests: those that collect garbage with it, and those that compile
    // the embedded database anew for speed that a file's few queries never pay back.
    execArgv: ['--single-threaded-gc', '--liftoff-only'],
    // More than the two cores of a small machine: much of a journey is waiting.
    maxWorkers: 3,
    // Five pages at once kept one another from ever being ready.
    maxConcurrency: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'site',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/engine/**'],
          globalSetup: [setup],
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/browser/*.test.ts'],
          globalSetup: [setup, 'test/help/journeys.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['test/engine/*.test.ts'],
          globalSetup: ['test/help/engine/setup.ts'],
        },
      },
    ],
  },
})
