import { renderDuration } from '../text/units.ts'
import { ActionError } from '../errors/errors.ts'

export interface Attempts {
  readonly attempts: number
  readonly pushed: { readonly kind: 'race' | 'unknown'; readonly detail: string }
  /** The next try would come after the deadline. */
  readonly late: boolean
  /** How many pushes in a row were refused although the branch had not moved. */
  readonly stalled: number
  readonly timeoutMs: number
  readonly branch: string
}

/** So often the server may refuse as if somebody had been faster, while the branch does not move. */
const stalledLimit = 6

/** Says why there is no sense in another try, or nothing. */
export function giveUp({
  attempts,
  pushed,
  late,
  stalled,
  timeoutMs,
  branch
}: Attempts): ActionError | undefined {
  if (stalled >= stalledLimit) {
    return new ActionError(
      'GIT_FAILED',
      `The server refuses to move ${branch} although nobody else has (${pushed.detail}). Look at the server: a lock ` +
        'that was left behind, for example. Nothing was committed.'
    )
  }
  if (!late) return undefined
  const within = `within ${renderDuration(timeoutMs)}`
  return pushed.kind === 'unknown'
    ? new ActionError(
        'GIT_UNREACHABLE',
        `The push to ${branch} got no clear answer ${within} (${pushed.detail}), and the commit is not on the ` +
          'branch. Run the job again when the server answers.'
      )
    : new ActionError(
        'PUSH_CONFLICT',
        `Other writers were faster on ${branch} in all ${attempts} attempts ${within} (${pushed.detail}). ` +
          'Nothing was committed; raise `publish-timeout` or run the job again.'
      )
}

/** The same failure, with the commits whose push may have arrived. */
export function uncertain(error: ActionError, commits: readonly string[]): ActionError {
  const message = `${error.message} The push of ${commits.join(', ')} may have arrived; the next run finds out.`
  return new ActionError(error.code, message, { cause: error })
}
