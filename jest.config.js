import { createDefaultEsmPreset } from 'ts-jest'

/** Tests run as ES modules. Source files import each other with `.ts`, which ts-jest rewrites to `.js`. */
export default {
  ...createDefaultEsmPreset(),
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.[jt]s$': '$1' },
  testTimeout: 120_000,
  // Twice as many as the cores of a small machine: half of the time a test waits for daemons, and for retries of theirs.
  maxWorkers: 4,
  testSequencer: '<rootDir>/__tests__/longest-first.js'
}
