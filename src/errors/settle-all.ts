import { ActionError, combine, isCancellation } from './errors.ts'

/**
 * Waits until all promises are settled, and gives all results or all failures as one. A bug of ours and a cancellation
 * are thrown alone: they matter more than what failed beside them.
 * @throws {ActionError} one that is made of all failures
 */
export async function settleAll<T>(promises: readonly Promise<T>[]): Promise<readonly T[]> {
  const results = await Promise.allSettled(promises)
  const failures = results.flatMap((result): readonly unknown[] =>
    result.status === 'rejected' ? [result.reason] : []
  )
  const foremost = failures.find(failure => !(failure instanceof ActionError) || isCancellation(failure))
  if (foremost !== undefined)
    throw foremost instanceof Error
      ? foremost
      : new Error('a failure that is not an error', { cause: foremost })
  const expected = failures.filter(failure => failure instanceof ActionError)
  // Several images may fail for the same reason, such as a builder that is not there.
  const [first, ...others] = [...new Map(expected.map(failure => [failure.message, failure])).values()]
  if (first !== undefined) throw combine([first, ...others])
  return results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
}
