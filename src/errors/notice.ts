import type { Location } from './errors.ts'

/** Something a person should know, and no reason to stop. */
export interface Notice {
  /** A sentence that says what is wrong and what to do; it starts with `path:line: ` where the line is known. */
  readonly message: string
  /** Undefined when it is not about a file. */
  readonly location: Location | undefined
  /** A `notice` asks for nothing, and `info` is for the log alone; a warning, which is the default, should be looked into. */
  readonly level?: 'warning' | 'notice' | 'info'
}

/** Makes a notice of a whole message. */
export function notice(message: string, location?: Location, level?: Notice['level']): Notice {
  return { message, location, ...(level && { level }) }
}

/** Makes a notice of a sentence about a place in a file: `path:line: sentence`, or `path: sentence` without a line. */
export function noticeAt(location: Location, sentence: string, level?: Notice['level']): Notice {
  const { path, line } = location
  return notice(`${path}${line === undefined ? '' : `:${line}`}: ${sentence}`, location, level)
}

/** Goes on after a sentence about one thing that is as true of others. */
export function andOthers(count: number, [one, many] = ['entry', 'entries']): string {
  return count === 0 ? '' : `; the same goes for ${count} more ${count === 1 ? one : many}`
}
