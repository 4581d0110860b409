/** How another commit is related to ours, in Git's words: a descendant of ours is newer. */
export type Relation = 'same' | 'ancestor' | 'descendant' | 'diverged'

/** What comes of comparing another commit with ours. */
export interface Comparison {
  readonly relation: Relation
  /** By how many commits a descendant is ahead of ours, where that is known. */
  readonly ahead: number | undefined
}

/** An answer about another commit, or why there is none. */
export type Answer<T> =
  | {
      readonly kind: 'known'
      /** The whole name of the other commit. */
      readonly commit: string
      readonly value: T
    }
  | {
      readonly kind: 'unknown'
      /** The same, when that much could be found out. */
      readonly commit?: string | undefined
      readonly reason: string
    }

export function known<T>(commit: string, value: T): Answer<T> {
  return { kind: 'known', commit, value }
}

export function unknown(reason: string, commit?: string): Answer<never> {
  return { kind: 'unknown', commit, reason }
}

/** How a commit is shown in a message. */
export function short(commit: string): string {
  return commit.slice(0, 12)
}
