import type { GitOpsRepository, PushResult, Tip } from '../../../src/gitops/repository.ts'
import type { Publishable } from '../../../src/gitops/target.ts'
import type { Clock } from '../../../src/system/clock.ts'
import { silentLog } from '../log/silent-log.ts'

const person = { name: 'n', email: 'e@x' }

/** How a push is answered; a race that is `said` comes from the server, so that the push may have been sent twice. */
type ScriptedAnswer = PushResult['kind'] | 'lost-but-landed' | 'race-said' | 'locked' | Error

/** A branch whose pushes are answered as scripted; `landed` moves it, and `locked` says that somebody else has. */
export function scripted(answers: readonly ScriptedAnswer[], commits = ['tip-0']) {
  const pushes: string[] = []
  let next = 0
  const tip = (): Tip => ({
    branch: 'main',
    commit: commits.at(-1) ?? '',
    list: () => Promise.resolve([]),
    read: () => Promise.resolve(new Map())
  })
  const repository: GitOpsRepository = {
    fetchTip: () => Promise.resolve(tip()),
    checkPush: () => Promise.resolve(),
    describe: () => Promise.resolve('Rival: faster'),
    findLanded: (_, ours) => Promise.resolve(ours.find(commit => commits.includes(commit))),
    commit: ({ commit }) => Promise.resolve(`on-${commit}-${next}`),
    push: (commit, onto) => {
      pushes.push(`${onto.commit}>${commit}`)
      const answer = answers[next] ?? 'landed'
      next += 1
      if (answer instanceof Error) return Promise.reject(answer)
      if (answer === 'race' || answer === 'race-said') commits.push(`rival-${next}`)
      if (answer === 'landed' || answer === 'lost-but-landed') commits.push(commit)
      if (answer === 'landed') return Promise.resolve({ kind: 'landed' })
      if (answer === 'race') return Promise.resolve({ kind: 'race', mayHaveArrived: false, detail: 'said' })
      if (answer === 'race-said' || answer === 'locked')
        return Promise.resolve({ kind: 'race', mayHaveArrived: true, detail: 'said' })
      return Promise.resolve({ kind: 'unknown', detail: 'said' })
    }
  }
  return { repository, pushes, commits }
}

/** A clock on which a sleep takes no time, and yet the time goes on. */
export function fakeClock(): Clock & { slept: number[] } {
  let now = 0
  const slept: number[] = []
  return {
    slept,
    now: () => now,
    random: () => 0.999,
    sleep: ms => {
      slept.push(ms)
      now += ms
      return Promise.resolve()
    }
  }
}

/** A plan that changes something. */
export const change: Publishable = {
  updates: [{ path: 'a', content: Buffer.from('b') }],
  commit: { message: 'm', author: person, committer: person }
}

/** A push of that plan, for a minute. */
export function options(
  repository: GitOpsRepository,
  clock: Clock,
  plan: (tip: Tip) => Publishable = () => change
) {
  return {
    repository,
    clock,
    log: silentLog(),
    tip: undefined,
    plan: (tip: Tip) => Promise.resolve(plan(tip)),
    timeoutMs: 60_000
  }
}
