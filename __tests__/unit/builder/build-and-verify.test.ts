import { describe, expect, test } from '@jest/globals'

import { ActionError } from '../../../src/errors/errors.ts'
import type { BuildFailure, BuildResult } from '../../../src/builder/builder.ts'
import { success } from '../../../src/errors/result.ts'
import { buildAndVerify } from '../../../src/builder/build-and-verify.ts'
import { parseRepository } from '../../../src/registry/reference.ts'
import type { TagLookup } from '../../../src/registry/answers.ts'
import type { Registry } from '../../../src/registry/registry.ts'
import { silentLog } from '../../support/log/silent-log.ts'
import { plainRequest } from '../../support/builder/build-request.ts'

const digest = `sha256:${'a'.repeat(64)}`
const other = `sha256:${'b'.repeat(64)}`
const commit = 'c'.repeat(40)
const parsed = parseRepository('ghcr.io/acme/shop')
if (!parsed.ok) throw new Error(parsed.problem)

const build = plainRequest('ghcr.io/acme/shop', { tag: 'c0ffee' })
const config = `sha256:${'c'.repeat(64)}`
const built: BuildResult = { kind: 'built', digest, config, steps: { total: 3, cached: 1 }, notices: [] }
const present: TagLookup = { kind: 'present', digest }
const absent: TagLookup = { kind: 'absent' }
const denied: TagLookup = { kind: 'denied', status: 403, detail: 'no' }

function failed(kind: BuildFailure['kind'], code: ConstructorParameters<typeof ActionError>[0]): BuildResult {
  return { kind: 'failed', failure: { kind, error: new ActionError(code, `${code}.`) } }
}

interface Scene {
  readonly results: readonly BuildResult[]
  /** What the registry says, one after the other; the last answer stays. */
  readonly held?: readonly TagLookup[]
  readonly before?: TagLookup | undefined
  readonly retries?: number
  readonly namesCommit?: boolean
  /** The configuration of what was pushed. */
  readonly pushed?: readonly (string | undefined)[]
  /** How often the registry answers that it does not have what was pushed, asked by digest. */
  readonly missing?: number
  readonly revision?: string
  readonly push?: Awaited<ReturnType<Registry['checkPush']>>
}

async function provide(scene: Scene) {
  const { results, held = [present], retries = 3, namesCommit = false, pushed = [config] } = scene
  const log = silentLog()
  const waits: number[] = []
  const [builds, answers, configs] = [[...results], [...held], [...pushed]]
  const next = <T>(list: T[]): T => (list.length > 1 ? list.shift() : list[0]) as T
  let count = 0
  let missing = scene.missing ?? 0
  const provided = buildAndVerify(
    {
      build,
      namesCommit,
      before: 'before' in scene ? scene.before : absent,
      retries,
      commit
    },
    {
      log,
      builder: {
        build: () => {
          count += 1
          return Promise.resolve(next(builds))
        }
      },
      clock: {
        now: () => 0,
        random: () => 0.5,
        sleep: ms => {
          waits.push(ms)
          return Promise.resolve()
        }
      },
      registry: {
        findTag: () => Promise.resolve(next(answers)),
        findRevision: () => Promise.resolve(success({ revision: scene.revision, source: undefined })),
        checkPush: () => Promise.resolve(scene.push ?? { kind: 'allowed' }),
        inspect: () => {
          missing -= 1
          if (missing >= 0)
            return Promise.resolve({ size: undefined, config: undefined, isAbsent: true } as const)
          return Promise.resolve({ size: 12_345, config: next(configs) })
        }
      }
    }
  )
  const outcome = await provided.catch((error: unknown) => error)
  return { outcome, log, waits, builds: count }
}

describe('buildAndVerify', () => {
  test('gives the digest that the registry holds, and what the build took', async () => {
    const { outcome } = await provide({ results: [built] })
    expect(outcome).toMatchObject({
      digest,
      built: true,
      facts: { size: 12_345, steps: { total: 3, cached: 1 } }
    })
  })

  test.each([
    ['DIGEST_MISMATCH', { kind: 'present', digest: other }],
    ['IMAGE_PUSH_FAILED', absent]
  ] as const)('%s when the registry holds something else, or nothing', async (code, held) => {
    expect((await provide({ results: [built], held: [held] })).outcome).toMatchObject({ code })
  })

  test('says so when the registry cannot be asked', async () => {
    const { outcome, log } = await provide({ results: [built], held: [denied] })
    expect(outcome).toMatchObject({ digest, built: true })
    expect(log.lines.join()).toContain('warning')
  })

  test('tries again when the registry was busy, and waits longer each time', async () => {
    const busy = failed('transient', 'IMAGE_PUSH_FAILED')
    const { outcome, waits, builds } = await provide({
      results: [busy, busy, built],
      held: [absent, absent, present]
    })
    expect(outcome).toMatchObject({ digest, built: true })
    expect(builds).toBe(3)
    expect(waits).toEqual([3_000, 7_500])
  })

  test('gives up after so many attempts', async () => {
    const { outcome, builds } = await provide({
      results: [failed('transient', 'IMAGE_PUSH_FAILED')],
      held: [absent],
      retries: 2
    })
    expect(outcome).toMatchObject({ code: 'IMAGE_PUSH_FAILED' })
    expect(builds).toBe(3)
  })

  test('tries only once with push-retries 0, and never again what failed for good', async () => {
    const busy = [failed('transient', 'IMAGE_PUSH_FAILED')]
    expect((await provide({ results: busy, held: [absent], retries: 0 })).builds).toBe(1)
    const step = await provide({ results: [failed('other', 'BUILD_STEP_FAILED')], held: [absent] })
    expect(step).toMatchObject({ builds: 1, outcome: { code: 'BUILD_STEP_FAILED' } })
  })

  test('takes what the registry holds after a lost answer, and does not push it again', async () => {
    const busy = failed('transient', 'IMAGE_PUSH_FAILED')
    for (const ours of [{ namesCommit: true }, { revision: commit }]) {
      const { outcome, builds } = await provide({ results: [busy], ...ours })
      expect(outcome).toMatchObject({ digest, built: true, facts: { size: 12_345 } })
      expect(builds).toBe(1)
    }
  })

  test("does not take for its own what was there before the push, or another commit's", async () => {
    const busy = failed('transient', 'IMAGE_PUSH_FAILED')
    for (const scene of [
      { before: present, namesCommit: true },
      { before: undefined, namesCommit: true },
      { before: denied, revision: commit },
      { before: absent }
    ]) {
      const { builds } = await provide({ results: [busy, built], ...scene })
      expect(builds).toBe(2)
    }
  })

  test("does not push over another commit's image that came meanwhile", async () => {
    const busy = failed('transient', 'IMAGE_PUSH_FAILED')
    const { outcome, builds } = await provide({ results: [busy, built], revision: 'd'.repeat(40) })
    expect([builds, outcome]).toEqual([1, expect.objectContaining({ code: 'DIGEST_MISMATCH' })])
  })

  test('takes the image of a tag that cannot be moved, if it is of our commit', async () => {
    const results = [failed('tag-exists', 'IMAGE_TAG_IMMUTABLE')]
    for (const ours of [{ namesCommit: true }, { revision: commit }]) {
      const { outcome } = await provide({ results, before: present, ...ours })
      expect(outcome).toMatchObject({ digest, built: false, notices: [{ level: 'notice' }] })
    }
    for (const revision of ['d'.repeat(40), undefined]) {
      const { outcome } = await provide({
        results,
        before: present,
        ...(revision === undefined ? {} : { revision })
      })
      expect(outcome).toMatchObject({ code: 'IMAGE_TAG_IMMUTABLE' })
    }
  })

  test('does not deploy what was pushed in its place by another build on the same daemon', async () => {
    const twice = await provide({ results: [built], pushed: [other, config] })
    expect(twice).toMatchObject({ builds: 2, outcome: { digest, built: true } })
    const always = await provide({ results: [built], pushed: [other], retries: 1 })
    expect(always).toMatchObject({ builds: 2, outcome: { code: 'DIGEST_MISMATCH' } })
    // Of an index, and where nobody says, there is nothing to compare.
    expect(await provide({ results: [built], pushed: [undefined] })).toMatchObject({ builds: 1 })
  })

  test('takes what another run of the same commit pushed at the same time', async () => {
    const held: TagLookup = { kind: 'present', digest: other }
    for (const ours of [{ namesCommit: true }, { revision: commit }]) {
      const { outcome } = await provide({ results: [built], held: [held], ...ours })
      expect(outcome).toMatchObject({ digest: other, built: true, notices: [{ level: 'notice' }] })
    }
  })

  test.each([
    ['nothing yet', {}, [absent, absent]],
    [
      'what was there before',
      { before: { kind: 'present', digest: other } },
      [{ kind: 'present', digest: other }]
    ],
    [
      'what was there before, of our commit',
      { before: { kind: 'present', digest: other }, revision: commit },
      [{ kind: 'present', digest: other }]
    ],
    [
      'an older image, where nothing is known of before',
      { before: denied, namesCommit: true },
      [{ kind: 'present', digest: other }]
    ],
    ['nothing by the digest', { missing: 2 }, []],
    ['no answer', {}, [{ kind: 'unavailable', detail: '503' }]]
  ] as const)('asks again when the registry answers late: %s', async (_, scene, late) => {
    for (const namesCommit of [false, true]) {
      const held = [...late, present]
      const { outcome, builds, waits } = await provide({ results: [built], namesCommit, ...scene, held })
      expect(outcome).toMatchObject({ digest, built: true, notices: [] })
      expect(builds).toBe(1)
      expect(waits).toEqual([500, 1_000].slice(0, Math.max(late.length, 'missing' in scene ? 2 : 0)))
    }
  })

  test.each([
    ['IMAGE_PUSH_FAILED', 'nothing', { held: [absent] }],
    ['IMAGE_PUSH_FAILED', 'nothing by the digest', { missing: 99 }],
    [
      'IMAGE_PUSH_FAILED',
      'what was there before',
      { before: { kind: 'present', digest: other }, held: [{ kind: 'present', digest: other }] }
    ],
    [
      'DIGEST_MISMATCH',
      "another commit's image",
      { held: [{ kind: 'present', digest: other }], revision: 'd'.repeat(40) }
    ],
    [
      'DIGEST_MISMATCH',
      'an image that may be from before',
      { before: denied, revision: commit, held: [{ kind: 'present', digest: other }] }
    ]
  ] as const)('%s when the registry has %s to the end', async (code, _, scene) => {
    const { outcome, waits } = await provide({ results: [built], ...scene })
    expect(outcome).toMatchObject({ code })
    expect(waits).toEqual([500, 1_000, 2_000, 4_000])
  })

  test('never takes what was there before for the image of another run of the commit', async () => {
    const before: TagLookup = { kind: 'present', digest: other }
    for (const ours of [{ namesCommit: true }, { revision: commit }])
      expect((await provide({ results: [built], before, held: [before], ...ours })).outcome).toMatchObject({
        code: 'IMAGE_PUSH_FAILED',
        message: expect.stringContaining(`still gives ${other}`)
      })
    // Where nobody has asked before, that is asked first.
    const { outcome } = await provide({
      results: [built],
      before: undefined,
      held: [before],
      namesCommit: true
    })
    expect(outcome).toMatchObject({ code: 'IMAGE_PUSH_FAILED' })
  })

  test('compares the configuration for a tag that names the commit, too', async () => {
    const { outcome } = await provide({ results: [built], pushed: [other], retries: 0, namesCommit: true })
    expect(outcome).toMatchObject({ code: 'DIGEST_MISMATCH' })
  })

  test('asks again for a tag that the registry calls taken and does not show yet', async () => {
    const results = [failed('tag-exists', 'IMAGE_TAG_IMMUTABLE')]
    const { outcome } = await provide({ results, held: [absent, absent, present], namesCommit: true })
    expect(outcome).toMatchObject({ digest })
  })

  test('fails when the registry says that a tag exists which it does not hold', async () => {
    const { outcome } = await provide({
      results: [failed('tag-exists', 'IMAGE_TAG_IMMUTABLE')],
      held: [absent]
    })
    expect(outcome).toMatchObject({ code: 'IMAGE_TAG_IMMUTABLE' })
  })

  test('a refused push is a failure when something was there before, whoever made it', async () => {
    const results = [failed('refused', 'IMAGE_PUSH_FAILED')]
    const { outcome } = await provide({ results, before: present, namesCommit: true, revision: commit })
    expect(outcome).toMatchObject({ code: 'IMAGE_PUSH_FAILED' })
  })

  test.each([
    [
      { kind: 'denied', status: 403, detail: 'DENIED: write_package' },
      'IMAGE_PUSH_DENIED',
      /write_package.*packages: write/
    ],
    [
      { kind: 'missing', detail: 'NAME_UNKNOWN: no repository' },
      'IMAGE_REPOSITORY_MISSING',
      /NAME_UNKNOWN.*Create it/
    ]
  ] as const)('asks the registry for the words that were lost: %j', async (push, code, words) => {
    const { outcome } = await provide({
      results: [failed('refused', 'IMAGE_PUSH_FAILED')],
      held: [absent],
      push
    })
    expect(outcome).toMatchObject({ code, message: expect.stringMatching(words) })
  })

  test("keeps the builder's own words where the registry has none", async () => {
    for (const push of [{ kind: 'allowed' }, { kind: 'unclear', detail: '500' }] as const) {
      const { outcome } = await provide({
        results: [failed('refused', 'IMAGE_TOO_LARGE')],
        held: [absent],
        push
      })
      expect(outcome).toMatchObject({ code: 'IMAGE_TOO_LARGE' })
    }
  })
})
