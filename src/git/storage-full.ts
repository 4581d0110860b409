import { ActionError } from '../errors/errors.ts'

/** Says that this runner has no room for the objects of a repository. */
export function runnerFull(words: string, cause?: unknown): ActionError {
  return new ActionError(
    'STORAGE_FULL',
    `The disk of this runner is full: Git could not store what it made or fetched (${words}). ` +
      'Free space before this step, or use a runner with a larger disk.',
    { cause }
  )
}

/** Does what needs room on the disk. */
export async function withRoom<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOSPC' || code === 'EDQUOT') throw runnerFull(String(error), error)
    throw error
  }
}
