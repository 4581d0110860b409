/** Far below the number of files that a process may have open. */
const limit = 64

/**
 * Does the work on each item, on some at a time, and gives the results in the order of the items. When one fails, it
 * waits for those that are under way and then throws the first failure: nothing goes on behind the caller's back.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>
): Promise<readonly R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += limit) {
    const started = items.slice(start, start + limit).map(work)
    await Promise.allSettled(started)
    results.push(...(await Promise.all(started)))
  }
  return results
}
