/** Where a run runs, and for which commit, as the runner says: https://docs.github.com/actions/reference/workflows-and-actions/variables */
export interface RunContext {
  /** `owner/name` of the repository whose workflow runs. */
  readonly repository: string
  /** Without a trailing slash: `https://github.com`. */
  readonly serverUrl: string
  /** Of the REST API; undefined when the server names none. */
  readonly apiUrl: string | undefined
  readonly eventName: string
  /** A person has started the run with "Run workflow", and it is the first attempt. A dispatch over the API with the token of a person looks the same. */
  readonly isByHand: boolean
  /** "Re-run": not the first attempt. The event is that of the first run. */
  readonly isRerun: boolean
  /** The commit that was on the branch before this run's push replaced it by force; undefined when nothing was. */
  readonly takenBack: string | undefined
  /** The commit that is deployed: on pull_request events the head commit, not the merge commit. */
  readonly sourceCommit: string
  /** The commit that started the run: on pull_request events the merge commit, which nobody wrote. */
  readonly triggerCommit: string
  /** Short name of the branch or tag: `main`, `v1.2.3`; on pull_request events the head branch, on merge_group the target branch. */
  readonly refName: string
  /** The run was triggered by a tag, which stays where it is; branches and pull requests move. */
  readonly isTag: boolean
  /**
   * The branch that the run is for, by the table in docs/events.md: on pull_request events the base branch, on merge_group the
   * target branch. Undefined on tags, and where the event names none.
   */
  readonly branch: string | undefined
  /**
   * The ref of the source repository whose history the source commit is part of: `refs/heads/main`, on pull_request events
   * `refs/pull/7/head`. Undefined on tags, and where the event names none.
   */
  readonly historyRef: string | undefined
  readonly defaultBranch: string | undefined
  readonly runNumber: string
  readonly runUrl: string
  readonly workspace: string
  /** Folder for temporary files, emptied by the runner. */
  readonly temporary: string
  /** What the event says of the source commit, where it says something. */
  readonly headCommit: HeadCommit | undefined
  readonly about: SourceAbout
  /** Who started the run. */
  readonly actor: string
  /** The file of the workflow, relative to the root of its repository; undefined when it is another repository's. */
  readonly workflowFile: string | undefined
}

export interface HeadCommit {
  readonly id: string
  readonly timestamp: string
  readonly message: string
  readonly authorName: string
  readonly authorEmail: string
}

/** What the page of a repository says of it; what is not known is undefined. */
export interface SourceAbout {
  readonly title: string
  readonly description: string | undefined
  /** SPDX identifier. */
  readonly license: string | undefined
}

/** The address of the repository whose workflow runs: `https://github.com/acme/shop`. */
export function repositoryUrl({
  serverUrl,
  repository
}: Pick<RunContext, 'serverUrl' | 'repository'>): string {
  return `${serverUrl}/${repository}`
}
