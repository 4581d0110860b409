import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'

import { ActionError } from '../errors/errors.ts'
import type { Logger } from '../log/log.ts'

/** Returns what fires when the run is to end. The runner asks with SIGINT, and with SIGTERM some seconds later. */
export function endOnSignals(log: Pick<Logger, 'info'>): AbortController {
  const controller = new AbortController()
  const cancel = () => {
    if (!controller.signal.aborted) log.info('Cancelled; stopping what is under way.')
    controller.abort()
  }
  process.on('SIGINT', cancel)
  process.on('SIGTERM', cancel)
  return controller
}

/**
 * Does the work with a new folder that nobody else may read, and removes it at the end, whatever happens.
 * @throws {ActionError} CONTEXT_INVALID when no folder can be made
 */
export async function withTemporaryFolder<T>(
  parent: string,
  log: Pick<Logger, 'warning'>,
  work: (folder: string) => Promise<T>
): Promise<T> {
  // mkdtemp makes it 0700.
  const folder = await mkdtemp(path.join(parent, 'newtag-')).catch((error: unknown) => {
    throw new ActionError(
      'CONTEXT_INVALID',
      `No folder could be made in RUNNER_TEMP (${parent}). Check that it exists and can be written.`,
      { cause: error }
    )
  })
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch((error: unknown) => {
      // There may be a login in it. The runner empties the folder above it before the next job.
      log.warning(`The temporary folder ${folder} could not be removed: ${String(error)}. Remove it.`)
    })
  }
}
