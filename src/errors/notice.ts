import type { Location } from './errors.ts'

/** Something a person should know, and no reason to stop. */
export interface Notice {
  /** A sentence that says what is wrong and what to do; it starts with `path:line: ` where the line is known. */
  readonly message: string
  /** Undefined when it is about no file. */
  readonly location: Location | undefined
  /** A `notice` asks for nothing; a warning, which is the default, should be looked into. */
  readonly level?: 'warning' | 'notice'
}
