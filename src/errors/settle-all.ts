import { ActionError, combine, isCancellation } from './errors.ts'

/**
 * Waits for all works and gives all results, or all failures as one. A bug of ours, or that the run was cancelled, comes
 * before what failed.
 */
export async function settleAll<T>(works: readonly Promise<T>[]): Promise<readonly T[]> {
  const results = await Promise.allSettled(works)
  const failures = results.flatMap((each): readonly unknown[] =>
    each.status === 'rejected' ? [each.reason] : []
  )
  const foremost = failures.find(failure => !(failure instanceof ActionError) || isCancellation(failure))
  if (foremost !== undefined)
    throw foremost instanceof Error
      ? foremost
      : new Error('a failure that is not an error', { cause: foremost })
  const known = failures.filter(failure => failure instanceof ActionError)
  // Several images may fail for the same reason, such as a builder that is not there.
  const [first, ...others] = [...new Map(known.map(failure => [failure.message, failure])).values()]
  if (first !== undefined) throw combine([first, ...others])
  return results.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []))
}
