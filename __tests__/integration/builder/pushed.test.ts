import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'

import { buildAndVerify } from '../../../src/builder/build-and-verify.ts'
import type { BuildResult } from '../../../src/builder/builder.ts'
import { ActionError } from '../../../src/errors/errors.ts'
import { createRegistry } from '../../../src/registry/registry.ts'
import { pushImage } from '../../../testbed/push-image.ts'
import { type Fault, startRegistry, type TestRegistry } from '../../../testbed/registry.ts'
import { skipReason } from '../../../testbed/tools.ts'
import { plainRequest } from '../../support/builder/build-request.ts'
import { createVirtualClock } from '../../support/run/clock.ts'
import { silentLog } from '../../support/log/silent-log.ts'
import { testSystem } from '../../support/system/test-system.ts'

const reason = skipReason('docker-registry')
const suite = reason === undefined ? describe : describe.skip
if (reason !== undefined) console.warn(`skipped: ${reason}`)

const commit = 'c'.repeat(40)
let registry: TestRegistry
let faults: ReturnType<TestRegistry['addFault']>[] = []
let count = 0

beforeAll(async () => {
  registry = await startRegistry({ auth: 'none' })
})
afterEach(() => {
  for (const fault of faults) fault.remove()
  faults = []
})
afterAll(async () => {
  await registry.close()
})

interface Scene {
  readonly old: string
  readonly path: string
}

/**
 * Pushes over an older image of the same tag, which says that it is of our commit, too; the push is a real one, and so is
 * what looks for it afterwards.
 */
async function push(faultsOf: (scene: Scene) => readonly Fault[], isKnown: boolean, namesCommit: boolean) {
  count += 1
  const path = `acme/pushed-${count}`
  const labels = { 'org.opencontainers.image.revision': commit }
  const old = await pushImage(registry.url, path, 'v1', { label: 'old', labels })
  const send = (label: string) => pushImage(registry.url, path, 'v1', { label, labels })
  const clock = createVirtualClock()
  const log = silentLog()
  const system = testSystem({ log })
  const before = { kind: 'present', digest: old } as const
  const build = plainRequest(`${registry.host}/${path}`, { tag: 'v1' })
  const client = createRegistry(system, { lookup: () => Promise.resolve(undefined) })
  const builder = {
    build: async (): Promise<BuildResult> => {
      try {
        const digest = await send('new')
        return { kind: 'built', digest, config: undefined, steps: { total: 1, cached: 0 }, notices: [] }
      } catch (error) {
        const failure = new ActionError('IMAGE_PUSH_FAILED', String(error))
        return { kind: 'failed', failure: { kind: 'transient', error: failure } }
      }
    }
  }
  faults = faultsOf({ old, path }).map(fault => registry.addFault(fault))
  const work = buildAndVerify(
    { build, before: isKnown ? before : undefined, retries: 3, commit, namesCommit },
    { registry: client, builder, clock, log }
  )
  const outcome: unknown = await work.catch((error: unknown) => error)
  for (const fault of faults) fault.remove()
  // Nothing is in its way now, and the same bytes have the same digest.
  return { outcome, old, pushed: await send('new') }
}

const requests = {
  'the beginning of an upload': { method: 'POST', url: /\/blobs\/uploads\// },
  'a blob': { method: 'PUT', url: /\/blobs\/uploads\// },
  'the manifest': { method: 'PUT', url: /\/manifests\// },
  'the question for the tag': { method: 'HEAD', url: /\/manifests\/v1$/ },
  'the question for the digest': { method: 'GET', url: /\/manifests\/sha256:/ }
} as const

const troubles: Readonly<Record<string, (scene: Scene) => Fault>> = {
  late: () => ({ delayMs: 30 }),
  'busy (425)': () => ({ status: 425 }),
  'busy (503)': () => ({ status: 503 }),
  'not at all': () => ({ reset: 'before' }),
  'not at all, when it is done': () => ({ reset: 'after' }),
  'that it is not there': () => ({ status: 404 }),
  'as before the push': ({ old, path }) => ({ path: `/v2/${path}/manifests/${old}` })
}

/** Only a read can be answered as it was before. */
const cases = Object.entries(requests).flatMap(([request, where]) =>
  Object.entries(troubles)
    .filter(([trouble]) => trouble !== 'as before the push' || request === 'the question for the tag')
    .map(([trouble, make]) => ({ request, trouble, where, make }))
)

suite('a registry that is asked for what was pushed', () => {
  test.each(cases)('$request $trouble, once or twice: what was pushed is deployed', async each => {
    const { where, make, trouble } = each
    for (const times of [1, 2]) {
      for (const isKnown of [true, false]) {
        // The first question is for what was there before, if that is not known.
        const isFirst = !isKnown && where.method === 'HEAD' && trouble !== 'late'
        if (isFirst) continue
        const { outcome, pushed } = await push(
          scene => [{ ...make(scene), ...where, times }],
          isKnown,
          times === 1
        )
        const isRefusal = outcome instanceof ActionError
        expect([isRefusal, isRefusal ? pushed : outcome]).toEqual([
          false,
          expect.objectContaining({ digest: pushed, built: true })
        ])
      }
    }
  })

  test.each(cases)(
    '$request $trouble, always: what was pushed is deployed, or the run is red',
    async each => {
      const { where, make } = each
      for (const namesCommit of [true, false]) {
        const { outcome, pushed, old } = await push(
          scene => [{ ...make(scene), ...where }],
          true,
          namesCommit
        )
        if (outcome instanceof ActionError)
          expect(outcome.code).toMatch(/^(?:IMAGE_PUSH_FAILED|DIGEST_MISMATCH)$/)
        else expect(outcome).toMatchObject({ digest: pushed })
        expect(outcome).not.toMatchObject({ digest: old })
      }
    }
  )

  test('the tag as before the push, always: red, and never the older image', async () => {
    for (const isKnown of [true, false]) {
      const { outcome, old } = await push(
        ({ old: before, path }) => [
          { ...requests['the question for the tag'], path: `/v2/${path}/manifests/${before}` }
        ],
        isKnown,
        true
      )
      expect(outcome).toMatchObject({ code: 'IMAGE_PUSH_FAILED', message: expect.stringContaining(old) })
    }
  })
})
