import { tmpdir } from 'node:os'

import { createHttp } from '../../../src/system/http.ts'
import { createProcesses } from '../../../src/system/process.ts'
import { createSecrets } from '../../../src/system/secrets.ts'
import type { System } from '../../../src/system/system.ts'
import { silentLog } from '../log/silent-log.ts'

/** The machine for a test: real programs and servers, nobody waits, nothing is random. What a test cares for it gives itself. */
export function testSystem(given: Partial<System> & { readonly cancelled?: AbortSignal } = {}): System {
  const { cancelled = new AbortController().signal, ...parts } = given
  const log = parts.log ?? silentLog()
  const clock = parts.clock ?? { now: () => Date.now(), sleep: () => Promise.resolve(), random: () => 0 }
  return {
    processes: createProcesses(cancelled),
    http: createHttp({ log, clock, cancelled, timeoutMs: 10_000 }),
    secrets: createSecrets(() => undefined),
    temporary: tmpdir(),
    env: {},
    ...parts,
    log,
    clock
  }
}
