import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants as systemConstants } from 'node:os'

import { cancellation } from '../errors/errors.ts'
import { renderBytes } from '../text/units.ts'
import { collectOutput, outputLimits, type OutputLimits } from './output.ts'
import { createPrograms } from './programs.ts'
import { canSignalGroups, createStopper } from './stopper.ts'

export interface ProcessOptions {
  readonly cwd?: string
  /** The whole environment of the child; nothing is inherited silently. PATH reaches it without what find() passes over. */
  readonly env: Readonly<Record<string, string>>
  readonly input?: string | Buffer
  /** After so many milliseconds the child is ended. The default is five minutes; Infinity, for builds alone, is no limit. */
  readonly timeoutMs?: number
  /** Called for each line of standard output and standard error, as it comes. Only the ends of both are then kept. */
  readonly onLine?: (line: string) => void
}

export interface ProcessResult {
  /** As a shell gives it: 128 and the number of the signal that ended the child. */
  readonly exitCode: number
  readonly stdout: Buffer
  /** Its beginning and its end, when it is long. */
  readonly stderr: string
  /** How it ended when it did not end by itself: `timed out after 30 s`, `was ended by SIGTERM`. */
  readonly ending?: string
}

/** Runs other programs, without a shell. */
export interface Processes {
  /**
   * Runs a program to its end, whatever its exit code.
   * @param program a name that is looked for on the PATH of `env`, or an absolute path
   * @throws {ProgramNotFound} when it is not on PATH
   * @throws {ProgramNotRunnable} when the system does not start it
   * @throws {ActionError} CANCELLED when the run was cancelled meanwhile; CONTEXT_INVALID when `cwd` is not there
   */
  run(program: string, args: readonly string[], options: ProcessOptions): Promise<ProcessResult>
}

export interface ProcessesOptions {
  /** Nothing in it is executed. */
  readonly workspace?: string | undefined
  /** How long a program may take of which nothing else is said, in milliseconds. */
  readonly limitMs?: number
  /** How much of what they print is kept. */
  readonly limits?: OutputLimits
}

const defaultLimitMs = 300_000

/** `failed with exit code 3`, `timed out after 30 s`: what a child did that did not end well. */
export function describeEnd({ exitCode, ending }: Pick<ProcessResult, 'exitCode' | 'ending'>): string {
  return ending ?? `failed with exit code ${exitCode}`
}

/**
 * Creates the process port. When `cancelled` fires or the time is up, a child and all it has started get SIGINT,
 * which Git and BuildKit take as a request to clean up, and SIGKILL if they have not ended shortly after.
 */
export function createProcesses(cancelled: AbortSignal, options: ProcessesOptions = {}): Processes {
  const { workspace, limitMs = defaultLimitMs, limits = outputLimits } = options
  const programs = createPrograms(workspace)
  const refuseCancelled = () => {
    if (cancelled.aborted) throw cancellation()
  }
  return {
    run: async (program, args, { timeoutMs = limitMs, ...given }) => {
      refuseCancelled()
      const file = await programs.find(program, given.env)
      const PATH = await programs.searchPath(given.env)
      const env = PATH === undefined ? given.env : { ...given.env, PATH }
      refuseCancelled()
      const ended = await runToEnd({ file, args, ...given, env, timeoutMs, cancelled, limits })
      // What ended well is done, whether or not the run was cancelled meanwhile; the next program is not started.
      if (ended.exitCode !== 0) refuseCancelled()
      // Of what the system does not execute, the C library makes a shell script; so it fails in a shell's words.
      if (ended.ending === undefined && shellFailures.has(ended.exitCode)) {
        const foreign = await (await import('./not-runnable.ts')).foreignProgram(file)
        if (foreign !== undefined) throw foreign
      }
      return ended
    }
  }
}

/** A syntax error, not executable, not found (sh(1)). */
const shellFailures: ReadonlySet<number> = new Set([2, 126, 127])

interface Start extends Omit<ProcessOptions, 'timeoutMs'> {
  /** Absolute path. */
  readonly file: string
  readonly args: readonly string[]
  readonly timeoutMs: number
  readonly cancelled: AbortSignal
  readonly limits: OutputLimits
}

async function runToEnd(start: Start): Promise<ProcessResult> {
  const { input, timeoutMs, cancelled, limits } = start
  const child = await startChild(start)
  return await new Promise((resolve, reject) => {
    const stopper = createStopper(child)
    let ending: string | undefined
    const stop = (why: string) => {
      ending ??= why
      stopper.stop()
    }
    // Whoever reads the lines may throw, and nobody else would hear of it: an event has no caller.
    let thrown: Error | undefined
    let isOver = false
    const output = collectOutput(child, {
      ...start,
      onExcess: () => {
        stop(`printed more than ${renderBytes(limits.whole)}`)
      },
      onThrown: error => {
        thrown ??= toError(error)
        if (!isOver) stopper.stop()
      }
    })
    // A child that ends without reading its input is judged by its exit code, not by the broken pipe.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    const late = () => {
      stop(`timed out after ${Number((timeoutMs / 1_000).toFixed(1))} s`)
    }
    const timer = Number.isFinite(timeoutMs) ? setTimeout(late, timeoutMs) : undefined
    cancelled.addEventListener('abort', stopper.stop, { once: true })
    if (cancelled.aborted) stopper.stop()
    child.on('error', error => {
      thrown ??= error
    })
    // What it has started and left behind may hold the pipes open for as long as it likes.
    child.on('exit', stopper.leave)
    child.on('close', (exitCode, signal) => {
      isOver = true
      cancelled.removeEventListener('abort', stopper.stop)
      clearTimeout(timer)
      stopper.done()
      const printed = output.end()
      if (thrown !== undefined) reject(thrown)
      else resolve({ ...printed, ...endOf(exitCode, signal, ending) })
    })
  })
}

async function startChild({ file, args, cwd, env }: Start) {
  try {
    const child = spawn(file, args, {
      ...{ cwd, env },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
      // A group of its own, so that what it starts (git-remote-http) can be ended with it.
      detached: canSignalGroups
    })
    await once(child, 'spawn')
    return child
  } catch (cause) {
    throw await (await import('./not-runnable.ts')).explainStart({ file, cwd, cause })
  }
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown })
}

const crashes: ReadonlySet<string> = new Set([
  'SIGSEGV',
  'SIGBUS',
  'SIGABRT',
  'SIGILL',
  'SIGFPE',
  'SIGTRAP',
  'SIGSYS'
])

/** @param stopped why we have ended it */
function endOf(
  exitCode: number | null,
  signal: NodeJS.Signals | null,
  stopped: string | undefined
): Pick<ProcessResult, 'exitCode' | 'ending'> {
  const code = exitCode ?? 128 + (signal === null ? 0 : systemConstants.signals[signal])
  // Whatever it made of being stopped, it has not done what it was to do.
  if (stopped !== undefined) return { exitCode: code || 1, ending: stopped }
  if (signal === null) return { exitCode: code }
  const ending =
    signal === 'SIGKILL'
      ? 'was ended by SIGKILL, probably because the machine ran out of memory'
      : crashes.has(signal)
        ? `crashed (${signal})`
        : `was ended by ${signal}`
  return { exitCode: code, ending }
}
