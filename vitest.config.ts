import { defineConfig } from 'vitest/config';

// `npm test` runs all but e2e, which runs the built actions, and interop, which needs what a bare machine may lack (Python, PyPI).
export default defineConfig({
  test: {
    testTimeout: 60_000, // many run processes of their own, on machines that do other things, too
    hookTimeout: 60_000, // a world to begin with may be a GitHub, a runner and an App
    setupFiles: ['test/properties.ts'],
    // Most of a test's time is spent in processes of its own; by default two cores would get one worker.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        // Core is pure: its files leave nothing behind, so that one process loads it once for many of them. All others get a process each.
        test: { name: 'core', include: ['test/core/**/*.test.ts'], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'main',
          include: ['test/**/*.test.ts'],
          exclude: ['test/core/**', 'test/interop/**', 'test/e2e/**'],
        },
      },
      {
        extends: true,
        // Minutes of work on a slow machine; what never comes true is said by the wait for it, long before.
        test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 300_000 },
      },
      { extends: true, test: { name: 'interop', include: ['test/interop/**/*.test.ts'], testTimeout: 600_000 } },
    ],
  },
});
