import { renderDuration } from '../text/units.ts'
import { ActionError, combine } from '../errors/errors.ts'

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

/** Whether there is no sense in another try. */
export function isOver({ late, stalled }: Pick<Attempts, 'late' | 'stalled'>): boolean {
  return late || stalled >= stalledLimit
}

/**
 * Says why there is no sense in another try.
 * @param mayArrive a commit may still arrive: who tells which one says what to do, and "nothing" would not be true
 */
export function giveUp(
  { attempts, pushed, stalled, timeoutMs, branch }: Attempts,
  mayArrive: boolean
): ActionError {
  const but = (advice: string) => (mayArrive ? '' : ` Nothing was committed${advice}.`)
  if (stalled >= stalledLimit) {
    return new ActionError(
      'GIT_FAILED',
      `The server refuses to move ${branch} although nobody else has (${pushed.detail}). Look at the server: a lock ` +
        `that was left behind, for example.${but('')}`
    )
  }
  const within = `within ${renderDuration(timeoutMs)}`
  return pushed.kind === 'unknown'
    ? new ActionError(
        'GIT_UNREACHABLE',
        `The push to ${branch} got no clear answer ${within} (${pushed.detail}).` +
          but('; run the job again when the server answers')
      )
    : new ActionError(
        'PUSH_CONFLICT',
        `Other writers were faster on ${branch} in all ${attempts} attempts ${within} (${pushed.detail}).` +
          but('; raise `publish-timeout` or run the job again')
      )
}

/** The same failure, with what is known of pushes that may still arrive. */
export function uncertain(error: ActionError, pending: string): ActionError {
  const [first, ...others] = error.parts
  // Each part is told by itself, and this would be told by none.
  if (first !== undefined) return combine([first, ...others, new ActionError(error.code, pending)])
  const { code, message, location } = error
  return new ActionError(code, `${message} ${pending}`, { cause: error, location })
}
