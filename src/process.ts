import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

import { ActionError } from './errors.ts'

export interface ProcessOptions {
  readonly cwd?: string
  /** The whole environment of the child; nothing is inherited silently. */
  readonly env: Readonly<Record<string, string>>
  readonly input?: string | Buffer
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

/** How long a child may take to end by itself after it was asked to, in milliseconds. */
const graceMs = 1_500

/**
 * Creates the process port. When `cancelled` fires, children get SIGINT, which Git and BuildKit take as a request to
 * clean up, and SIGKILL if they have not ended shortly after.
 */
export function createProcesses(cancelled: AbortSignal): Processes {
  return {
    run: async (program, args, options) => {
      if (cancelled.aborted) throw cancellation()
      return await new Promise<ProcessResult>((resolve, reject) => {
        const child = spawn(program, args, {
          cwd: options.cwd,
          env: options.env,
          stdio: ['pipe', 'pipe', 'pipe'],
          windowsHide: true
        })
        const stdout: Buffer[] = []
        const stderr: Buffer[] = []
        const lines =
          options.onLine === undefined ? undefined : [splitLines(options.onLine), splitLines(options.onLine)]
        child.stdout.on('data', (chunk: Buffer) => {
          stdout.push(chunk)
          lines?.[0]?.write(chunk)
        })
        child.stderr.on('data', (chunk: Buffer) => {
          stderr.push(chunk)
          lines?.[1]?.write(chunk)
        })
        // A child that ends without reading its input is judged by its exit code, not by the broken pipe.
        child.stdin.on('error', () => undefined)
        child.stdin.end(options.input)

        let killer: NodeJS.Timeout | undefined
        const stop = () => {
          child.kill('SIGINT')
          killer = setTimeout(() => child.kill('SIGKILL'), graceMs)
        }
        cancelled.addEventListener('abort', stop, { once: true })
        const settle = () => {
          cancelled.removeEventListener('abort', stop)
          clearTimeout(killer)
          for (const line of lines ?? []) line.end()
        }
        child.on('error', error => {
          settle()
          // Node reports a missing working directory as if the program were missing.
          const missing =
            'code' in error &&
            error.code === 'ENOENT' &&
            (options.cwd === undefined || existsSync(options.cwd))
          reject(missing ? new ProgramNotFound(program, { cause: error }) : error)
        })
        child.on('close', exitCode => {
          settle()
          if (cancelled.aborted) reject(cancellation())
          else {
            resolve({
              exitCode: exitCode ?? 1,
              stdout: Buffer.concat(stdout),
              stderr: Buffer.concat(stderr).toString('utf8')
            })
          }
        })
      })
    }
  }
}

function cancellation(): ActionError {
  return new ActionError('CANCELLED', 'The run was cancelled; what was under way has been stopped.')
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
