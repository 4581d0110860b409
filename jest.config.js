import { createDefaultEsmPreset } from 'ts-jest'

/** Tests run as ES modules. Source files import each other with `.ts`, which ts-jest rewrites to `.js`. */
export default {
  ...createDefaultEsmPreset(),
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.[jt]s$': '$1' },
  testTimeout: 120_000,
  maxWorkers: 2
}
