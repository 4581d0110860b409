import { ActionError, type ErrorCode } from '../errors/errors.ts'

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
