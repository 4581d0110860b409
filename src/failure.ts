import { ActionError, type Location } from './errors.ts'

/** A failure as it is told. */
export interface FailureText {
  readonly code: string
  readonly message: string
  readonly location: Location | undefined
  /** For the debug log. */
  readonly stack: string | undefined
}

/** Puts whatever was thrown into words; what is not an ActionError is a bug of ours. */
export function describeFailure(error: unknown): FailureText {
  if (error instanceof ActionError) {
    return { code: error.code, message: error.message, location: error.location, stack: causes(error) }
  }
  const message = error instanceof Error ? error.message : String(error)
  return {
    code: 'UNEXPECTED',
    message: `${message}. This is a bug in newtag, please report it with the log of a run with debug logging.`,
    location: undefined,
    stack: causes(error)
  }
}

function causes(error: unknown): string | undefined {
  const stacks: string[] = []
  for (let current = error; current instanceof Error && stacks.length < 5; current = current.cause) {
    stacks.push(current.stack ?? current.message)
  }
  return stacks.length === 0 ? undefined : stacks.join('\ncaused by ')
}
