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
/** So many pushes in a row may end without a clear answer before the run says so. */
const unclearLimit = 5

/**
 * Lands a plan as one commit on the branch: read the tip, plan on it, commit on top of it, move the branch only if it
 * still is the tip. After a lost race everything is done again on the new tip; content read from an older tip is
 * never sent. A push whose answer was lost is looked for on the branch before anything is sent again.
 * @throws {ActionError} PUSH_CONFLICT when the races were lost until the deadline, and what plan and repository throw
 */
export async function publish<P extends Plan>(options: PublishOptions<P>): Promise<Landing<P>> {
  const { repository, clock } = options
  const deadline = clock.now() + options.timeoutMs
  /** Commits that may have arrived although their push did not succeed, and what they were made from. */
  const pending = new Map<string, P>()
  let next = options.tip
  let unclear = 0
  for (let attempt = 1; ; attempt += 1) {
    const tip = next ?? (await repository.fetchTip())
    next = undefined
    const arrived = await findArrived(tip, pending, options)
    if (arrived !== undefined) return { ...arrived, branch: tip.branch, attempts: attempt - 1 }

    const plan = await options.plan(tip)
    const done = { plan, branch: tip.branch, attempts: attempt }
    if (plan.files.length === 0) {
      options.log.info(`Nothing differs on ${tip.branch}`)
      return { kind: 'unchanged', ...done }
    }

    const commit = await repository.commit(tip, plan.files, plan.text)
    options.log.info(`Commit ${commit} on top of ${tip.commit}: ${plan.files.length} file(s)`)
    const pushed = await repository.push(commit, tip)
    if (pushed.kind === 'landed') {
      options.log.info(`Pushed to ${tip.branch} in ${attempt === 1 ? 'one attempt' : `${attempt} attempts`}`)
      return { kind: 'landed', commit, ...done }
    }
    if (pushed.kind === 'unknown' || pushed.mayHaveArrived) pending.set(commit, plan)
    unclear = pushed.kind === 'unknown' ? unclear + 1 : 0

    // Full jitter: the writers that lost together do not come back together.
    const delay = clock.random() * Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt - 1, 10))
    const failure = giveUp(
      { attempt, unclear, detail: pushed.detail, late: clock.now() + delay >= deadline },
      options,
      tip
    )
    if (failure !== undefined) {
      const late =
        pending.size === 0 ? undefined : await findArrived(await repository.fetchTip(), pending, options)
      if (late !== undefined) return { ...late, branch: tip.branch, attempts: attempt }
      throw failure
    }
    options.log.info(
      `Attempt ${attempt}: the push did not land (${pushed.detail}); next try in ${renderDuration(delay)}.`
    )
    await clock.sleep(delay)
  }
}

/** Looks for a commit of ours on the branch whose push seemed to fail. */
async function findArrived<P extends Plan>(
  tip: Tip,
  pending: ReadonlyMap<string, P>,
  options: PublishOptions<P>
) {
  const commit =
    pending.size === 0 ? undefined : await options.repository.findLanded(tip, [...pending.keys()])
  const plan = commit === undefined ? undefined : pending.get(commit)
  if (commit === undefined || plan === undefined) return undefined
  options.log.info('The answer to the push was lost, but the commit is on the branch.')
  return { kind: 'landed', commit, plan } as const
}

interface Attempts {
  readonly attempt: number
  /** How many pushes in a row got no clear answer. */
  readonly unclear: number
  readonly late: boolean
  readonly detail: string
}

function giveUp(
  attempts: Attempts,
  options: { readonly timeoutMs: number },
  tip: Tip
): ActionError | undefined {
  const { attempt, unclear, detail } = attempts
  if (unclear >= unclearLimit || (attempts.late && unclear > 0)) {
    return new ActionError(
      'GIT_UNREACHABLE',
      `The push to ${tip.branch} got no clear answer in ${unclear} tries (${detail}), and the commit is not on the ` +
        'branch. Run the job again when the server answers; newtag finds out whether the commit arrived after all.'
    )
  }
  if (!attempts.late) return undefined
  return new ActionError(
    'PUSH_CONFLICT',
    `Other writers were faster on ${tip.branch} in all ${attempt} attempts within ${renderDuration(options.timeoutMs)} ` +
      `(${detail}). Nothing was committed; raise \`publish-timeout\` or run the job again.`
  )
}
