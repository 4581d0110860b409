import type { System } from '../../../src/system/system.ts'
import { testSystem } from '../system/test-system.ts'

/** The machine for a test of Git, without any configuration of this one. The folder is for temporary files, and the home. */
export function gitSystem(
  directory: string,
  given: Partial<System> & { readonly cancelled?: AbortSignal } = {}
): System {
  const env = { PATH: process.env['PATH'] ?? '', HOME: directory, GIT_CONFIG_NOSYSTEM: '1', ...given.env }
  return testSystem({ temporary: directory, ...given, env })
}
