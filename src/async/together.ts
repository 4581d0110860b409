/** Waits for all, then fails with the first failure: nothing is left running behind a failed run. */
export async function together<T extends readonly unknown[] | []>(
  work: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work)
  return await Promise.all(work)
}
