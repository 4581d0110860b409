import type { Location } from './errors.ts'

/** Something a person should know about a file of the GitOps repository, and no reason to stop. */
export interface Notice {
  /** A sentence that says what is wrong and what to do; it starts with `path:line: ` where the line is known. */
  readonly message: string
  readonly location: Location
}
