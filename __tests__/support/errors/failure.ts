import { ActionError } from '../../../src/errors/errors.ts'

/** Runs what must fail with an error we understand, and returns that error. */
export function failureOf(run: () => unknown): ActionError {
  try {
    run()
  } catch (error) {
    if (error instanceof ActionError) return error
    throw error
  }
  throw new Error('It did not fail.')
}
