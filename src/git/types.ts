/** Author or committer of a commit. */
export interface Identity {
  readonly name: string
  readonly email: string
}

/** What a commit says of itself. */
export interface CommitText {
  readonly message: string
  readonly author: Identity
  readonly committer: Identity
}

/** A file and the content that a commit gives it. */
export interface FileUpdate {
  readonly path: string
  readonly content: Buffer
}
