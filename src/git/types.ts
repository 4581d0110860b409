/** Author or committer of a commit. */
export interface Identity {
  readonly name: string
  readonly email: string
}

/** The account that GitHub shows for commits of a workflow. Its number is known on github.com only. */
export function defaultIdentity(serverUrl: string): Identity {
  const { hostname } = new URL(serverUrl)
  const number = hostname === 'github.com' ? '41898282+' : ''
  return { name: 'github-actions[bot]', email: `${number}github-actions[bot]@users.noreply.${hostname}` }
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
