import { ActionError, type ErrorCode } from '../errors/errors.ts'
import { isRecord, textField } from '../text/json.ts'

/** The program is not installed, or not on PATH. */
export class ProgramNotFound extends Error {
  override readonly name: string = 'ProgramNotFound'
  readonly program: string

  /** @param passedOver where it is on PATH, in the workspace, from which nothing is started */
  constructor(program: string, { passedOver, ...options }: ErrorOptions & { passedOver?: string } = {}) {
    super(
      passedOver === undefined
        ? `${program} was not found on PATH`
        : `${program} is on PATH only as ${passedOver}, in the workspace, from which newtag starts no program`,
      options
    )
    this.program = program
  }
}

/** The program is there, and the machine does not run it. */
export class ProgramNotRunnable extends Error {
  override readonly name: string = 'ProgramNotRunnable'
  readonly file: string

  /** @param why ends the sentence that begins with `/usr/bin/git cannot be run: ` */
  constructor(file: string, why: string, options?: ErrorOptions) {
    super(`${file} cannot be run: ${why}`, options)
    this.file = file
  }
}

/** Whether an error says that a program was not started, and why. */
export function isNotStarted(error: unknown): error is ProgramNotFound | ProgramNotRunnable {
  return error instanceof ProgramNotFound || error instanceof ProgramNotRunnable
}

/**
 * For `catch` after `run`: that the program was not started becomes an error of this code; every other one stays.
 * @param instead what can be done, as one or more sentences
 */
export function orMissing(
  code: ErrorCode,
  { why = '', instead }: { readonly why?: string; readonly instead: string }
): (error: unknown) => never {
  return error => {
    if (!isNotStarted(error)) throw error
    throw new ActionError(code, `${why}${error.message}. ${instead}`, { cause: error })
  }
}

/** What a system error of a start means (execve(2), posix_spawn(3)). */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user must not execute it, or its disk is mounted with noexec',
  EPERM: 'this user must not execute it',
  // The file itself is there.
  ENOENT: 'the interpreter that its first line names, or the loader of its libraries, is not there',
  ENOEXEC: 'it is not a program for this machine',
  ETXTBSY: 'another process is writing it at this moment',
  E2BIG: 'its arguments and variables are longer than this machine takes',
  EAGAIN: 'this machine has no room for another process',
  ENOMEM: 'this machine has no memory for another process',
  EMFILE: 'too many files are open in this process',
  ENFILE: 'too many files are open on this machine',
  ERR_INVALID_ARG_VALUE: 'an argument or a variable has a NUL character in it'
}

/** Makes an error of what the system says when it does not start a program. */
export function notRunnable(file: string, cause: unknown): ProgramNotRunnable {
  const code = (isRecord(cause) ? textField(cause, 'code') : undefined) ?? String(cause)
  const reason = reasons[code]
  return new ProgramNotRunnable(file, reason === undefined ? code : `${reason} (${code})`, { cause })
}
