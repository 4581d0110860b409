import { ActionError, cancellation } from '../errors/errors.ts'
import type { Report } from '../run/index.ts'

/**
 * Makes a report red when something was thrown where nobody could catch it, whatever the run did meanwhile: it was ended
 * for that, so it failed as if it had been cancelled, and it may have more to say, such as which commit may still arrive.
 */
export function withThrown(report: Report, error: unknown): Report {
  return { ...report, outcome: 'failed', failure: join(error, report.failure) }
}

function join(error: unknown, failure: unknown): unknown {
  const [first, then] = [messageOf(error), messageOf(failure)]
  if (failure === undefined || then === cancellation().message) return error
  const message = `${first}. The run then ended with: ${then}`
  return error instanceof ActionError
    ? new ActionError(error.code, message, { cause: error })
    : new Error(message.replace(/\.$/, ''), { cause: error })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
