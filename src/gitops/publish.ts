import type { Clock } from '../clock.ts'
import { renderDuration } from '../duration.ts'
import { ActionError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { CommitText, FileUpdate, GitOpsRepository, Tip } from './repository.ts'

/** What is to be done on a given tip; made anew for each tip, because its content may differ. */
export interface Plan {
  /** Only files whose content differs; none means there is nothing to do. */
  readonly files: readonly FileUpdate[]
  readonly text: CommitText
}

export type Landing<P extends Plan> = {
  readonly plan: P
  readonly branch: string
  readonly attempts: number
} & ({ readonly kind: 'unchanged' } | { readonly kind: 'landed'; readonly commit: string })

export interface PublishOptions<P extends Plan> {
  readonly repository: GitOpsRepository
  /** A tip that was read moments ago; read now when absent. */
  readonly tip: Tip | undefined
  readonly plan: (tip: Tip) => Promise<P>
  /** For how long a race is run again, in milliseconds. */
  readonly timeoutMs: number
  readonly clock: Clock
  readonly log: Logger
}

const firstDelayMs = 200
const longestDelayMs = 5_000
/** A server that does not answer is asked again so often before the run says so. */
const transientLimit = 5

/**
 * Lands a plan as one commit on the branch: read the tip, plan on it, commit on top of it, move the branch only if it
 * still is the tip. After a lost race everything is done again on the new tip; content read from an older tip is
 * never sent. A push whose answer was lost is looked for on the branch before anything is sent again.
 * @throws {ActionError} PUSH_CONFLICT when the races were lost until the deadline, and what plan and repository throw
 */
export async function publish<P extends Plan>(options: PublishOptions<P>): Promise<Landing<P>> {
  const { repository, clock, log } = options
  const deadline = clock.now() + options.timeoutMs
  let next = options.tip
  let lost: { commit: string; plan: P } | undefined
  let transients = 0
  for (let attempt = 1; ; attempt += 1) {
    const tip = next ?? (await repository.fetchTip())
    next = undefined
    const plan = await options.plan(tip)
    const done = { branch: tip.branch, attempts: attempt }
    if (lost !== undefined && (await repository.contains(tip, lost.commit))) {
      log.info('The answer to the push was lost, but the commit is on the branch.')
      return { kind: 'landed', commit: lost.commit, plan: lost.plan, ...done }
    }
    if (plan.files.length === 0) return { kind: 'unchanged', plan, ...done }

    const commit = await repository.commit(tip, plan.files, plan.text)
    const pushed = await repository.push(commit, tip)
    if (pushed.kind === 'landed') return { kind: 'landed', commit, plan, ...done }
    lost = pushed.kind === 'unknown' ? { commit, plan } : lost
    transients = pushed.kind === 'unknown' ? transients + 1 : 0
    if (transients >= transientLimit) {
      throw new ActionError(
        'GIT_UNREACHABLE',
        `The push to ${tip.branch} got no clear answer in ${transients} tries (${pushed.detail}). ` +
          'Look at the branch, then run the job again: newtag finds out whether the commit arrived.'
      )
    }
    await waitForNextAttempt({ attempt, deadline, branch: tip.branch, detail: pushed.detail }, options)
  }
}

async function waitForNextAttempt(
  lost: { attempt: number; deadline: number; branch: string; detail: string },
  options: Pick<PublishOptions<Plan>, 'clock' | 'log' | 'timeoutMs'>
): Promise<void> {
  const { clock, log } = options
  // Full jitter: the writers that lost together do not come back together.
  const delay = clock.random() * Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(lost.attempt - 1, 10))
  if (clock.now() + delay >= lost.deadline) {
    throw new ActionError(
      'PUSH_CONFLICT',
      `Other writers were faster on ${lost.branch} in all ${lost.attempt} attempts within ` +
        `${renderDuration(options.timeoutMs)} (${lost.detail}). Nothing was committed; raise \`publish-timeout\` or run the job again.`
    )
  }
  log.info(
    `Attempt ${lost.attempt}: the push did not land (${lost.detail}); next try in ${renderDuration(delay)}.`
  )
  await clock.sleep(delay)
}
