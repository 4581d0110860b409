/** How another commit stands to ours, seen from ours: `newer` is a descendant of it. */
export type Relation = 'same' | 'older' | 'newer' | 'diverged' | 'unknown'

export interface Standing {
  readonly relation: Relation
  /** The whole name of the other commit, where it was found. */
  readonly commit: string | undefined
  /** By how many commits it is newer, where that is known. */
  readonly ahead: number | undefined
  /** Where the answer comes from. */
  readonly found: Place | undefined
  /** Why the relation is not known; empty when it is. */
  readonly reason: string
}

export type Place = 'checkout' | 'fetch' | 'api'

/** What is asked of a place. */
export interface Question {
  /** The whole name of our commit. */
  readonly ours: string
  /** What the other commit may be called, in the order of trust; each is an object name, whole or abbreviated. */
  readonly candidates: readonly string[]
}

/** A relation that is certain. */
export interface Kinship {
  readonly relation: Exclude<Relation, 'unknown'>
  readonly ahead: number | undefined
}

/** A question that a place cannot answer. */
export interface Open {
  readonly kind: 'open'
  /** The other commit, when that much could be found out. */
  readonly commit: string | undefined
  readonly reason: string
}

export type Finding = ({ readonly kind: 'known'; readonly commit: string } & Kinship) | Open

/** A place that knows something of the history of the source repository. */
export interface HistoryPlace {
  readonly name: Place
  /** @throws {ActionError} CANCELLED, and whatever went wrong, which then says as much as an open finding */
  find(question: Question): Promise<Finding>
  /** Begins with what every question about our commit needs; undefined where there is nothing to begin with. */
  prepare?(ours: string): Promise<void>
}

export function open(reason: string, commit?: string): Open {
  return { kind: 'open', commit, reason }
}

/** How a commit is shown in a message. */
export function short(commit: string): string {
  return commit.slice(0, 12)
}
