import { ActionError } from '../../errors/errors.ts'

/** What the system says, in words, and what to do now; the codes are those of errno(3). */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied. Let the user that runs this step read and write the checkout',
  EPERM: 'permission is denied. Let the user that runs this step read and write the checkout',
  EROFS: 'the file system is read-only. Check out the repository to where it can be written',
  ENOSPC: 'no space is left on the device. Free some before this step',
  EDQUOT: 'the disk quota is exceeded. Free some space before this step',
  EIO: 'the device failed. Run the job again on another runner',
  EBUSY: 'it is in use, or a mount of its own. Check out the repository to a plain folder'
}

/** The code of an error of the file system, like ENOENT. */
export function codeOf(error: unknown): string | undefined {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error
  return isCoded && typeof error.code === 'string' ? error.code : undefined
}

/** Puts an error of the file system into words that follow a colon, without a full stop. */
export function reasonOf(error: unknown): string {
  const reason = reasons[codeOf(error) ?? '']
  if (reason !== undefined) return reason
  return error instanceof Error ? error.message : String(error).replace(/^Error: /, '')
}

/** Creates the failure of a file or folder of the workspace; `problem` is a sentence that starts with its path. */
export function workspaceFailure(path: string, problem: string, cause?: unknown): ActionError {
  return new ActionError('WORKSPACE_FAILED', problem, { cause, location: { path } })
}

/** Runs what works on one file or folder; an error of the file system becomes one that names it. */
export async function withPath<T>(
  path: string,
  verb: 'read' | 'written',
  work: () => Promise<T>
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ActionError) throw error
    throw workspaceFailure(path, `${path} could not be ${verb}: ${reasonOf(error)}.`, error)
  }
}
