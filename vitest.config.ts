import { defineConfig } from 'vitest/config'

/** Two cores in the middle of a full run are slow: a test that is merely waiting for its turn is not broken. */
const testTimeout = 60_000

/** Rooms that start browsers or whole desktops: one file at a time, or they starve each other. */
const heavyRooms = ['test/ui/**/*.test.{ts,tsx}', 'test/desktop/**/*.test.ts']

/**
 * A test that fails is tried once more, because browsers, file watchers and killed processes depend on what else the machine does. One
 * that needed it is named at the end of the run: it is a fault to be found, though not of the change at hand.
 */
const retry = 1

const shared = {
  pool: 'forks' as const,
  testTimeout,
  retry,
  hookTimeout: 2 * testTimeout,
  environment: 'node',
}

export default defineConfig({
  test: {
    reporters: ['default', './test/helpers/outcome-reporter.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'parts',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: heavyRooms,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: 'window',
          include: heavyRooms,
          fileParallelism: false,
          testTimeout: 2 * testTimeout,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
