import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'

import { ActionError } from '../errors/errors.ts'
import type { Logger } from '../log/log.ts'

/** From when on a run is to end, and why. */
export interface Lifetime {
  /** Fires when the run is to end: it was cancelled, or something was thrown where nobody could catch it. */
  readonly ending: AbortSignal
  readonly end: () => void
  /** What was thrown in a handler of an event, or by a promise that nobody waits for. */
  readonly thrown: () => { readonly error: unknown } | undefined
  /** Rejects with that when the run does not come to an end of its own after it, or waits for what never comes. */
  readonly lost: Promise<never>
  readonly isLost: () => boolean
  /** The report is written; what is thrown from now on goes to standard error. */
  readonly close: () => void
}

/** How long a run may take to end after something was thrown where nobody could catch it, in milliseconds. */
const graceMs = 5_000

/** Watches for what ends a run. The runner cancels with SIGINT, and with SIGTERM some seconds later. */
export function watchLifetime(log: Pick<Logger, 'info'>): Lifetime {
  const controller = new AbortController()
  const end = () => {
    controller.abort()
  }
  const cancel = () => {
    if (!controller.signal.aborted) log.info('Cancelled; stopping what is under way.')
    end()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, cancel)

  let thrown: { readonly error: unknown } | undefined
  let isClosed = false
  let isLost = false
  const { promise: lost, reject } = withReject()
  const lose = (error: unknown) => {
    isLost = true
    reject(thrown?.error ?? error)
  }
  // Node brings the rejection of a promise that nobody waits for here, too. Whatever comes after the first follows from it.
  process.on('uncaughtException', (error: unknown) => {
    if (isClosed) {
      process.exitCode = 1
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
      return
    }
    if (thrown !== undefined) return
    thrown = { error }
    end()
    // Where nothing else is left to wait for, this is not waited for either.
    setTimeout(() => {
      lose(error)
    }, graceMs).unref()
  })
  process.on('beforeExit', () => {
    if (!isClosed) lose(new Error('The run waits for something that never comes'))
  })
  const close = () => {
    isClosed = true
  }
  return { ending: controller.signal, end, thrown: () => thrown, lost, isLost: () => isLost, close }
}

/** Node 20 has no Promise.withResolvers. */
function withReject(): { readonly promise: Promise<never>; readonly reject: (error: unknown) => void } {
  let reject: (error: unknown) => void = () => undefined
  const promise = new Promise<never>((_, rejectIt) => {
    reject = rejectIt
  })
  // Nobody may be waiting for it.
  promise.catch(() => undefined)
  return { promise, reject }
}

/**
 * Does the work with a new folder that nobody else may read, and removes it at the end, whatever happens; at the latest
 * when this process exits.
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
  const removeNow = () => {
    rmSync(folder, { recursive: true, force: true })
  }
  process.on('exit', removeNow)
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch((error: unknown) => {
      // There may be a login in it. The runner empties the folder above it before the next job.
      log.warning(`The temporary folder ${folder} could not be removed: ${String(error)}. Remove it.`)
    })
    process.off('exit', removeNow)
  }
}
