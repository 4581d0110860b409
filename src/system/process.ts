import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

import { ActionError, cancellation, type ErrorCode } from '../errors/errors.ts'

export interface ProcessOptions {
  readonly cwd?: string
  /** The whole environment of the child; nothing is inherited silently. */
  readonly env: Readonly<Record<string, string>>
  readonly input?: string | Buffer
  /** After so many milliseconds the child is ended, and its standard error says `fatal: timed out`. */
  readonly timeoutMs?: number
  /** Called for each line of standard output and standard error, as it comes. */
  readonly onLine?: (line: string) => void
}

export interface ProcessResult {
  readonly exitCode: number
  readonly stdout: Buffer
  readonly stderr: string
}

/** Runs other programs, without a shell. */
export interface Processes {
  /**
   * Runs a program to its end, whatever its exit code.
   * @throws {ProgramNotFound} when it is not on PATH
   * @throws {ActionError} CANCELLED when the run was cancelled meanwhile
   */
  run(program: string, args: readonly string[], options: ProcessOptions): Promise<ProcessResult>
}

/** The program is not installed, or not on PATH. */
export class ProgramNotFound extends Error {
  override readonly name = 'ProgramNotFound'
  readonly program: string

  constructor(program: string, options?: ErrorOptions) {
    super(`${program} was not found on PATH`, options)
    this.program = program
  }
}

/** For `catch` after `run`: that the program was not found becomes an error of this code; every other one stays. */
export function orMissing(code: ErrorCode, message: string): (error: unknown) => never {
  return error => {
    if (!(error instanceof ProgramNotFound)) throw error
    throw new ActionError(code, message, { cause: error })
  }
}

/** How long the pipes of a child that has ended are read when somebody else holds them, in milliseconds. */
const leftoverMs = 5_000

/** How long children may take to end by themselves after they were asked to, in milliseconds. */
const graceMs = 1_000

/**
 * Creates the process port. When `cancelled` fires or the time is up, a child and all it has started get SIGINT,
 * which Git and BuildKit take as a request to clean up, and SIGKILL if they have not ended shortly after.
 */
export function createProcesses(cancelled: AbortSignal): Processes {
  // A function, because it changes while a child runs.
  const isCancelled = () => cancelled.aborted
  return {
    run: async (program, args, options) => {
      if (isCancelled()) throw cancellation()
      const ended = await runToEnd(program, args, options, cancelled)
      // What ended well is done, whether or not the run was cancelled meanwhile; the next program is not started.
      if (ended.exitCode !== 0 && isCancelled()) throw cancellation()
      return ended
    }
  }
}

function runToEnd(
  program: string,
  args: readonly string[],
  options: ProcessOptions,
  cancelled: AbortSignal
): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
      // A group of its own, so that what it starts (git-remote-http) can be ended with it.
      detached: canSignalGroups
    })
    const output = collectOutput(child, options.onLine)
    // A child that ends without reading its input is judged by its exit code, not by the broken pipe.
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input)

    let timedOut = false
    const stopper = createStopper(child)
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true
            stopper.stop()
          }, options.timeoutMs)
    cancelled.addEventListener('abort', stopper.stop, { once: true })
    const settle = () => {
      cancelled.removeEventListener('abort', stopper.stop)
      clearTimeout(timer)
      stopper.done()
    }
    child.on('error', error => {
      settle()
      // Node reports a missing working directory as if the program were missing.
      const missing =
        'code' in error && error.code === 'ENOENT' && (options.cwd === undefined || existsSync(options.cwd))
      reject(missing ? new ProgramNotFound(program, { cause: error }) : error)
    })
    child.on('exit', () => {
      // What it has started and left behind may hold the pipes open for as long as it likes.
      stopper.leave()
    })
    child.on('close', exitCode => {
      settle()
      const { stdout, stderr } = output.end()
      resolve({
        exitCode: exitCode ?? 1,
        stdout,
        stderr: timedOut ? `${stderr}\nfatal: timed out\n` : stderr
      })
    })
  })
}

const canSignalGroups = process.platform !== 'win32'

/** Ends a child with all it has started. */
interface Stopper {
  readonly stop: () => void
  /** The child itself has ended; its pipes are read for a while longer. */
  readonly leave: () => void
  readonly done: () => void
}

function createStopper(child: ChildProcessWithoutNullStreams): Stopper {
  let killer: NodeJS.Timeout | undefined
  let leaver: NodeJS.Timeout | undefined
  const signal = (name: 'SIGINT' | 'SIGKILL') => {
    try {
      if (canSignalGroups && child.pid !== undefined) process.kill(-child.pid, name)
      else child.kill(name)
    } catch {
      // All of them have ended already.
    }
  }
  const release = () => {
    child.stdout.destroy()
    child.stderr.destroy()
  }
  const end = () => {
    signal('SIGKILL')
    // Whoever left the group may still hold the pipes; nobody waits for it.
    release()
  }
  return {
    stop: () => {
      if (killer !== undefined) return
      signal('SIGINT')
      killer = setTimeout(end, graceMs)
    },
    leave: () => {
      // What has come meanwhile is read first, also when this process was held up itself.
      leaver = setTimeout(() => setImmediate(release), leftoverMs)
    },
    done: () => {
      clearTimeout(killer)
      clearTimeout(leaver)
    }
  }
}

function collectOutput(child: ChildProcessWithoutNullStreams, onLine: ProcessOptions['onLine']) {
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  const lines = onLine === undefined ? undefined : ([splitLines(onLine), splitLines(onLine)] as const)
  child.stdout.on('data', (chunk: Buffer) => {
    stdout.push(chunk)
    lines?.[0].write(chunk)
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr.push(chunk)
    lines?.[1].write(chunk)
  })
  return {
    end: () => {
      for (const line of lines ?? []) line.end()
      return { stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') }
    }
  }
}

/** Cuts a stream of bytes into lines; a carriage return alone ends a line too, as progress bars use it. */
function splitLines(onLine: (line: string) => void): { write(chunk: Buffer): void; end(): void } {
  const decoder = new TextDecoder()
  let rest = ''
  const push = (text: string, last: boolean) => {
    const parts = (rest + text).split(/\r\n|\n|\r(?!$)/)
    rest = last ? '' : (parts.pop() ?? '')
    for (const part of parts) if (!last || part !== '') onLine(part)
  }
  return {
    write: chunk => {
      push(decoder.decode(chunk, { stream: true }), false)
    },
    end: () => {
      push(decoder.decode(), true)
    }
  }
}
