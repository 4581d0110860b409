import { ActionError, type Location } from './errors.ts'

/** A failure as it is reported. */
export interface FailureText {
  readonly code: string
  readonly message: string
  readonly location: Location | undefined
  /** For the debug log. */
  readonly stack: string | undefined
  /** The failures that it is made of; none when it is a single one. */
  readonly parts: readonly FailureText[]
}

/** GitHub shows so many error annotations of a step. */
const shownErrors = 10

/** Which annotations a failure is: one each for the failures that it is made of, as long as all of them are shown. */
export function annotatedFailures(failure: FailureText): readonly FailureText[] {
  const { parts } = failure
  return parts.length > 0 && parts.length <= shownErrors ? parts : [failure]
}

/** Puts whatever was thrown into words; what is not an ActionError is a bug of ours. */
export function describeFailure(error: unknown): FailureText {
  if (error instanceof ActionError) {
    const { code, message, location, parts } = error
    return { code, message, location, stack: causes(error), parts: parts.map(describeFailure) }
  }
  const message = error instanceof Error ? error.message : String(error)
  return {
    code: 'UNEXPECTED',
    message: `${message}. This is a bug in newtag, please report it with the log of a run with debug logging.`,
    location: undefined,
    stack: causes(error),
    parts: []
  }
}

function causes(error: unknown): string | undefined {
  const stacks: string[] = []
  for (let current = error; current instanceof Error && stacks.length < 5; current = current.cause) {
    stacks.push(current.stack ?? current.message)
  }
  return stacks.length === 0 ? undefined : stacks.join('\ncaused by ')
}
