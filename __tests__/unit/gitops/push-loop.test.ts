import { describe, expect, test } from '@jest/globals'

import { ActionError } from '../../../src/errors/errors.ts'
import { delayBefore } from '../../../src/gitops/back-off.ts'
import { pushPlan } from '../../../src/gitops/push-loop.ts'
import type { GitOpsRepository } from '../../../src/gitops/repository.ts'
import { change, fakeClock, options, scripted } from '../../support/gitops/scripted-repository.ts'
import { silentLog } from '../../support/log/silent-log.ts'

describe('pushPlan', () => {
  test('lands at once when nobody else writes', async () => {
    const { repository } = scripted([])
    expect(await pushPlan(options(repository, fakeClock()))).toMatchObject({ kind: 'landed', attempts: 1 })
  })

  test('makes no commit when nothing differs', async () => {
    const { repository, pushes } = scripted([])
    const landing = await pushPlan(options(repository, fakeClock(), () => ({ ...change, updates: [] })))
    expect(landing).toMatchObject({ kind: 'unchanged', attempts: 1 })
    expect(pushes).toEqual([])
  })

  test('plans again on the new tip after each lost race', async () => {
    const { repository, pushes } = scripted(['race', 'race', 'landed'])
    const seen: string[] = []
    const landing = await pushPlan(
      options(repository, fakeClock(), tip => {
        seen.push(tip.commit)
        return change
      })
    )
    expect(landing).toMatchObject({ kind: 'landed', attempts: 3 })
    expect(seen).toEqual(['tip-0', 'rival-1', 'rival-2'])
    expect(pushes.map(push => push.split('>')[0])).toEqual(seen)
  })

  test('waits longer after each race, with jitter, never longer than the cap', async () => {
    const clock = fakeClock()
    const { repository } = scripted(Array.from({ length: 9 }, () => 'race' as const))
    await pushPlan(options(repository, clock))
    expect(clock.slept[0]).toBeLessThan(200)
    expect(Math.max(...clock.slept)).toBeLessThan(5_000)
    expect(clock.slept[3]).toBeGreaterThan(3 * (clock.slept[0] ?? 0))
  })

  test('gives up at the deadline with PUSH_CONFLICT', async () => {
    const { repository } = scripted(Array.from({ length: 1_000 }, () => 'race' as const))
    await expect(pushPlan(options(repository, fakeClock()))).rejects.toMatchObject({ code: 'PUSH_CONFLICT' })
  })

  test('finds a push whose answer was lost, also below the commits of others', async () => {
    const { repository, pushes, commits } = scripted(['lost-but-landed'])
    const landing = await pushPlan(
      options(repository, {
        ...fakeClock(),
        sleep: () => {
          commits.push('somebody-else')
          return Promise.resolve()
        }
      })
    )
    expect(landing).toMatchObject({ kind: 'landed', commit: 'on-tip-0-0' })
    expect(pushes).toHaveLength(1)
  })

  test('pushes again when the lost push did not arrive', async () => {
    const { repository, pushes } = scripted(['unknown', 'landed'])
    expect(await pushPlan(options(repository, fakeClock()))).toMatchObject({ kind: 'landed', attempts: 2 })
    expect(pushes).toHaveLength(2)
  })

  test('looks once more before it gives up, so that it never says red over a commit that landed', async () => {
    const { repository } = scripted(['unknown', 'unknown', 'unknown', 'unknown', 'lost-but-landed'])
    expect(await pushPlan(options(repository, fakeClock()))).toMatchObject({
      kind: 'landed',
      commit: 'on-tip-0-4'
    })
  })

  test('does not take a refusal for the truth when the commit is on the branch', async () => {
    const { repository, commits } = scripted([])
    const landedAndRefused = {
      ...repository,
      push: (commit: string) => {
        commits.push(commit)
        return Promise.reject(new ActionError('AUTH_FAILED', 'no'))
      }
    }
    expect(await pushPlan(options(landedAndRefused, fakeClock()))).toMatchObject({ kind: 'landed' })
  })

  test('does not try again what the server refused', async () => {
    const { repository, pushes } = scripted([])
    const refusing = {
      ...repository,
      push: () => Promise.reject(new ActionError('PUSH_REJECTED', 'no'))
    }
    await expect(pushPlan(options(refusing, fakeClock()))).rejects.toMatchObject({ code: 'PUSH_REJECTED' })
    expect(pushes).toEqual([])
  })

  test('tells who was faster, and how much time went to other writers', async () => {
    const { repository } = scripted(['race', 'race', 'landed'])
    const clock = fakeClock()
    const log = silentLog()
    const landing = await pushPlan({ ...options(repository, clock), log })
    expect(landing.contentionMs).toBe(clock.slept.reduce((sum, ms) => sum + ms, 0))
    expect(log.lines.filter(line => line.includes('Rival: faster'))).toHaveLength(2)
    expect(log.lines.at(-1)).toMatch(/in 3 attempts; .* went to other writers/)
  })

  test.each([
    ['there was nothing in the way', []],
    ['an answer was lost', ['lost-but-landed']],
    ['the server was in trouble', ['unknown', 'landed']]
  ] as const)('says nothing of other writers when %s', async (_, answers) => {
    const { repository } = scripted(answers)
    const log = silentLog()
    const landing = await pushPlan({ ...options(repository, fakeClock()), log })
    expect(landing.contentionMs).toBe(0)
    expect(log.lines.join()).not.toContain('writers')
  })

  test('leaves a busy server alone for as long as it asks', async () => {
    const { repository } = scripted(['landed'])
    const clock = fakeClock()
    let isBusy = true
    const busy: GitOpsRepository = {
      ...repository,
      push: (commit, tip, until) => {
        if (!isBusy) return repository.push(commit, tip, until)
        isBusy = false
        return Promise.resolve({ kind: 'unknown', detail: '429', retryAfterMs: 23_000 })
      }
    }
    await pushPlan(options(busy, clock))
    expect(clock.slept).toEqual([23_000])
  })

  test('gives up at once when a busy server wants to be left alone beyond the deadline', async () => {
    const { repository } = scripted([])
    const clock = fakeClock()
    const busy: GitOpsRepository = {
      ...repository,
      push: () => Promise.resolve({ kind: 'unknown', detail: '429', retryAfterMs: 90_000 })
    }
    await expect(pushPlan(options(busy, clock))).rejects.toMatchObject({ code: 'GIT_UNREACHABLE' })
    expect(clock.slept).toEqual([])
  })

  test('brings history along only where a commit of ours may be in it', async () => {
    const { repository } = scripted(['race', 'unknown', 'landed'])
    const asked: (boolean | undefined)[] = []
    const watched: GitOpsRepository = {
      ...repository,
      fetchTip: fetchOptions => {
        asked.push(fetchOptions?.withHistory)
        return repository.fetchTip(fetchOptions)
      }
    }
    await pushPlan(options(watched, fakeClock()))
    expect(asked).toEqual([false, false, true])
  })

  test('gives what has begun time beyond the deadline, and starts nothing after it', async () => {
    const { repository } = scripted(Array.from({ length: 1_000 }, () => 'race' as const))
    const clock = fakeClock()
    const limits: number[] = []
    const watched: GitOpsRepository = {
      ...repository,
      push: (commit, tip, until) => {
        limits.push((until ?? 0) - clock.now())
        expect(clock.now()).toBeLessThan(60_000)
        return repository.push(commit, tip, until)
      }
    }
    await expect(pushPlan(options(watched, clock))).rejects.toMatchObject({ code: 'PUSH_CONFLICT' })
    expect(Math.min(...limits)).toBeGreaterThan(29_999)
  })
})

describe('delayBefore', () => {
  const random = () => 0.999
  test.each([
    ['a first, quick attempt', 1, 'race', 50, 200],
    ['a first attempt that took long', 1, 'race', 1_000, 2_000],
    ['a third one', 3, 'race', 300, 1_800],
    ['a late one', 30, 'race', 300, 5_000],
    ['a late one that took long', 30, 'race', 3_000, 48_000],
    ['one that took very long', 2, 'race', 50_000, 60_000],
    ['a server in trouble', 2, 'unknown', 0, 600]
  ] as const)('waits up to a limit after %s', (_, attempt, kind, cycleMs, longest) => {
    expect(delayBefore(attempt, kind, { random }, cycleMs)).toBeGreaterThan(0.99 * longest)
    expect(delayBefore(attempt, kind, { random }, cycleMs)).toBeLessThan(longest)
  })
})
