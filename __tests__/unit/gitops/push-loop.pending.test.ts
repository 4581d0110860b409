import { describe, expect, test } from '@jest/globals'

import { ActionError, combine, type ErrorCode } from '../../../src/errors/errors.ts'
import type { GitOpsRepository } from '../../../src/gitops/repository.ts'
import { pushPlan } from '../../../src/gitops/push-loop.ts'
import type { Publishable } from '../../../src/gitops/target.ts'
import { change, fakeClock, options, scripted } from '../../support/gitops/scripted-repository.ts'
import { silentLog } from '../../support/log/silent-log.ts'

const always = (answer: Answers[number]): Answers => Array.from({ length: 1_000 }, () => answer)
const again = 'Run the job again: it finds out.'
const first = 'Commit on-tip-0-0, whose push got no clear answer,'
const absent = `${first} was not on main when newtag looked last, but may still arrive. ${again}`
const unseen = `${first} may be on main already, or may still arrive. ${again}`
const unchanged: Publishable = { ...change, updates: [] }

type Answers = Parameters<typeof scripted>[0]

interface Ending {
  readonly what: string
  readonly answers: Answers
  /** What the n-th reading of the tip, or the n-th plan, ends with; 1 is the first. */
  readonly reading?: (count: number) => Error | undefined
  readonly planning?: (count: number) => Error | undefined
  readonly code: ErrorCode
  readonly words: string
}

async function fail({ answers, reading, planning }: Ending) {
  const { repository } = scripted(answers)
  let [readings, plans] = [0, 0]
  const watched: GitOpsRepository = {
    ...repository,
    fetchTip: given => {
      readings += 1
      const error = reading?.(readings)
      return error === undefined ? repository.fetchTip(given) : Promise.reject(error)
    }
  }
  const log = silentLog()
  const plan = () => {
    plans += 1
    const error = planning?.(plans)
    if (error !== undefined) throw error
    return change
  }
  const error: unknown = await pushPlan({
    ...options(watched, fakeClock()),
    plan: () => Promise.resolve().then(plan),
    log
  }).catch((thrown: unknown) => thrown)
  return { error, log }
}

const from = (count: number, error: Error) => (at: number) => (at >= count ? error : undefined)
const location = { path: 'apps/kustomization.yaml', line: 3 }
const planFails: Ending = {
  what: 'when the next plan cannot be made',
  answers: ['unknown'],
  planning: from(2, new ActionError('EDIT_REFUSED', 'An anchor.', { location })),
  code: 'EDIT_REFUSED',
  words: `An anchor. ${absent}`
}

describe('a run that ends while a push has no clear answer says which commit may still arrive', () => {
  const endings: readonly Ending[] = [
    {
      what: 'when the server cannot be read any more',
      answers: ['unknown'],
      reading: from(2, new ActionError('GIT_UNREACHABLE', 'No answer.')),
      code: 'GIT_UNREACHABLE',
      words: `No answer. ${unseen}`
    },
    {
      what: 'when it is not let in any more',
      answers: ['unknown'],
      reading: from(2, new ActionError('AUTH_FAILED', 'Not accepted.')),
      code: 'AUTH_FAILED',
      words: `Not accepted. ${unseen}`
    },
    {
      what: 'when it is cancelled while it waits',
      answers: ['unknown'],
      reading: from(2, new ActionError('CANCELLED', 'Stopped.')),
      code: 'CANCELLED',
      words: `Stopped. ${unseen}`
    },
    {
      what: 'when it is cancelled while it pushes',
      answers: [new ActionError('CANCELLED', 'Stopped.')],
      code: 'CANCELLED',
      words: `Stopped. ${unseen}`
    },
    planFails,
    {
      what: 'when the next push is refused',
      answers: ['unknown', new ActionError('BRANCH_PROTECTED', 'Protected.')],
      code: 'BRANCH_PROTECTED',
      words: `Protected. ${absent}`
    },
    {
      what: 'when Git failed with words that nobody knows',
      answers: [new ActionError('GIT_FAILED', 'Odd.')],
      code: 'GIT_FAILED',
      words: `Odd. ${absent}`
    },
    {
      what: 'when it was refused, and nobody can look whether it was sent twice',
      answers: [new ActionError('PUSH_REJECTED', 'No.')],
      reading: from(2, new ActionError('GIT_UNREACHABLE', 'No answer.')),
      code: 'PUSH_REJECTED',
      words: `No. ${unseen}`
    },
    {
      what: 'when the lock may be that of a push that was sent twice',
      answers: always('locked'),
      code: 'GIT_FAILED',
      words:
        'The server refuses to move main although nobody else has (said). Look at the server: a lock that was left ' +
        'behind, for example. None of the commits on-tip-0-6, on-tip-0-5, on-tip-0-4 and 4 more, whose pushes got no ' +
        `clear answer, was on main when newtag looked last, but one of them may still arrive. ${again}`
    }
  ]
  test.each(endings)('$what', async ending => {
    const { error } = await fail(ending)
    expect(error).toMatchObject({ code: ending.code, message: ending.words })
  })

  test('at the deadline, after a last look that found nothing', async () => {
    const { repository } = scripted([])
    const busy: GitOpsRepository = {
      ...repository,
      push: () => Promise.resolve({ kind: 'unknown', detail: '429', retryAfterMs: 90_000 })
    }
    await expect(pushPlan(options(busy, fakeClock()))).rejects.toMatchObject({
      code: 'GIT_UNREACHABLE',
      message: `The push to main got no clear answer within 1 min 0 s (429). ${absent}`
    })
  })

  test('one of several, and how many more there are', async () => {
    const { error } = await fail({ what: '', answers: always('unknown'), code: 'GIT_UNREACHABLE', words: '' })
    expect(error).toMatchObject({
      code: 'GIT_UNREACHABLE',
      message: expect.stringMatching(
        /answer within 1 min 0 s \(said\)\. None of the commits (on-tip-0-\d+(, )?){3} and \d+ more, whose pushes .* one of them may still arrive\. Run/
      )
    })
  })

  test('where it stood, and in a part of its own where there are several', async () => {
    const one = await fail(planFails)
    expect(one.error).toMatchObject({ location })
    const parts = combine([
      new ActionError('EDIT_REFUSED', 'One.', { location }),
      new ActionError('ENTRY_NOT_FOUND', 'Two.')
    ])
    const { error } = await fail({ ...planFails, planning: from(2, parts) })
    expect(error).toMatchObject({
      ...{ code: 'EDIT_REFUSED', location },
      parts: [{ message: 'One.' }, { message: 'Two.' }, { code: 'EDIT_REFUSED', message: absent }]
    })
  })

  test('in the log, where the failure is a bug of ours', async () => {
    const bug = new TypeError('x')
    const { error, log } = await fail({ ...planFails, planning: from(2, bug) })
    expect(error).toBe(bug)
    expect(log.lines).toContain(`warning: ${absent}`)
  })
})

describe('"Nothing was committed"', () => {
  test.each<{ readonly where: string; readonly answers: Answers }>([
    { where: 'Git itself saw each time that others were faster', answers: always('race') },
    { where: 'the server said so, and the branch has gone on each time', answers: always('race-said') },
    { where: 'others were faster than a push that had no answer', answers: ['unknown', ...always('race')] }
  ])('is said where $where', async ({ answers }) => {
    const { error } = await fail({ what: '', answers, code: 'PUSH_CONFLICT', words: '' })
    expect(error).toMatchObject({
      code: 'PUSH_CONFLICT',
      message: expect.stringMatching(
        /\. Nothing was committed; raise `publish-timeout` or run the job again\.$/
      )
    })
  })

  test('is said where others were faster than the last push, which had no answer', async () => {
    const { repository, commits } = scripted([])
    const busy: GitOpsRepository = {
      ...repository,
      push: () => {
        commits.push('rival')
        return Promise.resolve({ kind: 'unknown', detail: '429', retryAfterMs: 90_000 })
      }
    }
    await expect(pushPlan(options(busy, fakeClock()))).rejects.toMatchObject({
      code: 'GIT_UNREACHABLE',
      message:
        'The push to main got no clear answer within 1 min 0 s (429). Nothing was committed; run the job again when the server answers.'
    })
  })

  test('is not said after a lost race, while the branch may come back to what an earlier push was made for', async () => {
    const { repository, commits } = scripted(['unknown', ...always('race')])
    const movedBack: GitOpsRepository = {
      ...repository,
      fetchTip: async given => {
        // Somebody has taken away what the first push was made for.
        if (commits.includes('rival-2')) commits.splice(0, commits.indexOf('rival-2'))
        return await repository.fetchTip(given)
      }
    }
    const conflict: unknown = await pushPlan(options(movedBack, fakeClock())).catch((error: unknown) => error)
    expect(conflict).toMatchObject({
      code: 'PUSH_CONFLICT',
      message: expect.stringMatching(
        /attempts within 1 min 0 s \(said\)\. Commit on-tip-0-0, whose .* may still arrive\./
      )
    })
    expect(conflict).toMatchObject({ message: expect.not.stringContaining('Nothing was committed') })
  })

  test('is said where a lock was left behind and nothing was sent', async () => {
    const { repository } = scripted([])
    const stalled: GitOpsRepository = {
      ...repository,
      push: () => Promise.resolve({ kind: 'race', mayHaveArrived: false, detail: 'stale info' })
    }
    await expect(pushPlan(options(stalled, fakeClock()))).rejects.toMatchObject({
      code: 'GIT_FAILED',
      message: expect.stringMatching(/for example\. Nothing was committed\.$/)
    })
  })
})

describe('a run that has nothing left to do', () => {
  const planOnce = () => {
    let count = 0
    return () => ((count += 1) === 1 ? change : unchanged)
  }

  test('logs a push of its own that may still arrive', async () => {
    const { repository } = scripted(['unknown'])
    const log = silentLog()
    const landing = await pushPlan({ ...options(repository, fakeClock(), planOnce()), log })
    expect(landing.kind).toBe('unchanged')
    expect(log.lines.slice(-2)).toEqual(['info: Nothing to change on main', `warning: ${absent}`])
  })

  test('says nothing of one that can arrive no more, as the branch has gone on', async () => {
    const { repository } = scripted(['race-said'])
    const log = silentLog()
    const plan = planOnce()
    const landing = await pushPlan({ ...options(repository, fakeClock(), plan), log })
    expect(landing.kind).toBe('unchanged')
    expect(log.lines.at(-1)).toBe('info: Nothing to change on main')
  })
})

test('finds an earlier push of its own when the server refuses the next one', async () => {
  const { repository, commits } = scripted(['unknown', new ActionError('BRANCH_PROTECTED', 'Protected.')])
  const late: GitOpsRepository = {
    ...repository,
    push: async (commit, tip, until) => {
      const answer = repository.push(commit, tip, until)
      return await answer.catch((error: unknown) => {
        commits.push('on-tip-0-0')
        throw error
      })
    }
  }
  expect(await pushPlan(options(late, fakeClock()))).toMatchObject({ kind: 'landed', commit: 'on-tip-0-0' })
})
