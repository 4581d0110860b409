import type { Clock } from '../clock.ts'
import { renderDuration } from '../duration.ts'
import { ActionError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { CommitText, FileUpdate, GitOpsRepository, PushResult, Tip } from './repository.ts'

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
  readonly onAttempt?: (attempt: number) => void
  readonly clock: Clock
  readonly log: Logger
}

const firstDelayMs = 200
const longestDelayMs = 5_000
/** So often the server may refuse as if somebody had been faster, while the branch does not move. */
const stalledLimit = 6

/**
 * Lands a plan as one commit on the branch: read the tip, plan on it, commit on top of it, move the branch only if it
 * still is the tip. After a lost race everything is done again on the new tip; content read from an older tip is
 * never sent. A push whose answer was lost is looked for on the branch before anything is sent again.
 * @throws {ActionError} PUSH_CONFLICT when the races were lost until the deadline, GIT_UNREACHABLE when the server
 *   gave no clear answer until then, and what plan and repository throw
 */
export async function publish<P extends Plan>(options: PublishOptions<P>): Promise<Landing<P>> {
  const { repository, clock } = options
  const deadline = clock.now() + options.timeoutMs
  /** Commits that may have arrived although their push did not succeed, and what they were made from. */
  const pending = new Map<string, P>()
  let next = options.tip
  let stalled = { tip: '', count: 0 }
  for (let attempt = 1; ; attempt += 1) {
    options.onAttempt?.(attempt)
    const tip = next ?? (await fetchTip(options, deadline, pending))
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
    const pushed = await push(commit, tip, options)
    if (pushed.kind === 'landed') {
      options.log.info(`Pushed to ${tip.branch} in ${attempt === 1 ? 'one attempt' : `${attempt} attempts`}`)
      return { kind: 'landed', commit, ...done }
    }
    if (pushed.kind === 'unknown' || pushed.mayHaveArrived) pending.set(commit, plan)
    stalled = {
      tip: tip.commit,
      count: pushed.kind === 'race' && stalled.tip === tip.commit ? stalled.count + 1 : 0
    }

    const delay = delayBefore(attempt, pushed.kind, clock)
    const failure = giveUp(
      { attempt, pushed, late: clock.now() + delay >= deadline, stalled: stalled.count },
      options,
      tip
    )
    if (failure !== undefined) {
      const late =
        pending.size === 0
          ? undefined
          : await findArrived(await fetchTip(options, deadline, pending), pending, options)
      if (late !== undefined) return { ...late, branch: tip.branch, attempts: attempt }
      throw failure
    }
    options.log.info(
      `Attempt ${attempt}: the push did not land (${pushed.detail}); next try in ${renderDuration(delay)}.`
    )
    await clock.sleep(delay)
  }
}

/** Pushes; a refusal counts only when the commit is not on the branch: it may be the answer to a second sending. */
async function push<P extends Plan>(
  commit: string,
  tip: Tip,
  { repository }: PublishOptions<P>
): Promise<PushResult> {
  try {
    return await repository.push(commit, tip)
  } catch (error) {
    if (!(error instanceof ActionError) || error.code === 'CANCELLED') throw error
    const now = await repository.fetchTip().catch(() => undefined)
    if (now === undefined) throw uncertain(error, [commit])
    if ((await repository.findLanded(now, [commit])) === commit) return { kind: 'landed' }
    throw error
  }
}

/** Full jitter: the writers that lost together do not come back together. A server in trouble gets more time. */
function delayBefore(attempt: number, kind: 'race' | 'unknown', clock: Clock): number {
  const longest = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt - 1, 10))
  return kind === 'race' ? clock.random() * longest : longest / 2 + clock.random() * longest
}

/** Reads the tip; a server that is out of reach for a while is asked again until the deadline. */
async function fetchTip<P extends Plan>(
  options: PublishOptions<P>,
  deadline: number,
  pending: ReadonlyMap<string, P>
): Promise<Tip> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await options.repository.fetchTip()
    } catch (error) {
      if (!(error instanceof ActionError) || error.code !== 'GIT_UNREACHABLE') throw error
      const delay = delayBefore(attempt + 2, 'unknown', options.clock)
      if (options.clock.now() + delay >= deadline)
        throw pending.size === 0 ? error : uncertain(error, [...pending.keys()])
      options.log.info(`The server cannot be reached; next try in ${renderDuration(delay)}.`)
      await options.clock.sleep(delay)
    }
  }
}

function uncertain(error: ActionError, commits: readonly string[]): ActionError {
  const message = `${error.message} The push of ${commits.join(', ')} may have arrived; the next run finds out.`
  return new ActionError(error.code, message, { cause: error })
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
  readonly pushed: { readonly kind: 'race' | 'unknown'; readonly detail: string }
  readonly late: boolean
  /** How many pushes in a row were refused although the branch had not moved. */
  readonly stalled: number
}

function giveUp(
  attempts: Attempts,
  options: { readonly timeoutMs: number },
  tip: Tip
): ActionError | undefined {
  const { attempt, pushed, late } = attempts
  if (attempts.stalled >= stalledLimit) {
    return new ActionError(
      'GIT_FAILED',
      `The server refuses to move ${tip.branch} although nobody else has (${pushed.detail}). Look at the server: a lock ` +
        'that was left behind, for example. Nothing was committed.'
    )
  }
  if (!late) return undefined
  const within = `within ${renderDuration(options.timeoutMs)}`
  return pushed.kind === 'unknown'
    ? new ActionError(
        'GIT_UNREACHABLE',
        `The push to ${tip.branch} got no clear answer ${within} (${pushed.detail}), and the commit is not on the ` +
          'branch. Run the job again when the server answers; newtag finds out whether the commit arrived after all.'
      )
    : new ActionError(
        'PUSH_CONFLICT',
        `Other writers were faster on ${tip.branch} in all ${attempt} attempts ${within} (${pushed.detail}). ` +
          'Nothing was committed; raise `publish-timeout` or run the job again.'
      )
}
