/** Creates a queue that runs at most `atOnce` pieces of work at the same time, in the order in which they came. */
export function createLimit(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let free = atOnce
  return async work => {
    if (free > 0) free -= 1
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}

/**
 * Does the work on each item, on at most `atOnce` at the same time, and gives the results in the order of the items. When
 * one fails, it waits for those under way and then throws the first failure, so that nothing runs on afterwards.
 */
export async function mapLimited<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>
): Promise<readonly R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += atOnce) {
    results.push(...(await allOf(items.slice(start, start + atOnce).map(work))))
  }
  return results
}

/** Waits until all promises are settled, then fails with the first failure: nothing is left running behind a failed run. */
export async function allOf<T extends readonly unknown[] | []>(
  promises: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises)
  return await Promise.all(promises)
}
