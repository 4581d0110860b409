/** How another commit is related to ours, in Git's words: a descendant of ours is newer. */
export type Relation = 'same' | 'ancestor' | 'descendant' | 'diverged'

/** What comes of comparing another commit with ours. */
export interface Comparison {
  readonly relation: Relation
  /** By how many commits a descendant is ahead of ours, where that is known. */
  readonly ahead: number | undefined
}

/** Why there is no answer, as far as it matters for what a person can do. */
export type Cause =
  /** The place has only a part of the source repository. */
  | 'partial'
  /** The source repository does not let us read it. */
  | 'access'
  /** The source repository has no such commit. */
  | 'absent'
  /** Several commits begin with the name. */
  | 'ambiguous'
  /** Neither the tag nor the label of an image names a commit. */
  | 'unnamed'
  /** The image says that it was made from another repository. */
  | 'foreign'
  /** The registry did not say what the image was made from. */
  | 'registry'
  /** The registry has no such image. */
  | 'missing'
  | 'other'

/** An answer about another commit, or why there is none. */
export type Answer<T> = Known<T> | Unknown

export interface Known<T> {
  readonly kind: 'known'
  /** The whole name of the other commit. */
  readonly commit: string
  readonly value: T
}

export interface Unknown {
  readonly kind: 'unknown'
  readonly cause: Cause
  /** One line that goes on after "because". */
  readonly reason: string
  /** The whole name of the other commit, when that much could be found out. */
  readonly commit?: string | undefined
  /** The image says that it is made from our repository, whatever commit that was. */
  readonly isOurs?: boolean
}

export function known<T>(commit: string, value: T): Known<T> {
  return { kind: 'known', commit, value }
}

export function unknown(cause: Cause, reason: string, commit?: string): Unknown {
  return { kind: 'unknown', cause, reason, commit }
}

/** How a commit is shown in a message. */
export function short(commit: string): string {
  return commit.slice(0, 12)
}

/** Whether the other commit is certainly newer: a descendant that was not taken back. */
export function isNewer(
  answer: Answer<Pick<Comparison, 'relation'> & { readonly isTakenBack: boolean }>
): boolean {
  return answer.kind === 'known' && answer.value.relation === 'descendant' && !answer.value.isTakenBack
}
