import type { Ancestry } from './ancestry.ts'

/** What is fetched of the source repository. */
export interface FetchScope {
  /** The name of its repository here. */
  readonly folder: string
  /** What is left out (git-rev-list(1), `--filter`). */
  readonly filter: string
  /** How many generations are fetched, step by step, until the answer is certain. */
  readonly depths: readonly [number, ...number[]]
  /** Whether the server gave more than it was asked for. */
  isExceeded(ancestry: Ancestry, commits: readonly string[]): Promise<boolean>
  /** Why no more is asked of such a server. */
  readonly excess: string
}

/** Without trees and files the cost is that of the commits; with trees it is that of the folders as well. */
export const scopes: Readonly<Record<'commits' | 'trees', FetchScope>> = {
  commits: {
    folder: 'source.git',
    filter: 'tree:0',
    depths: [50, 500, 5_000, 50_000],
    isExceeded: (ancestry, commits) => ancestry.holdsFiles(commits),
    excess: 'the server does not give commits alone'
  },
  trees: {
    folder: 'source-trees.git',
    filter: 'blob:none',
    depths: [50, 500, 5_000],
    isExceeded: ancestry => ancestry.holdsContents(),
    excess: 'the server does not leave out the contents of files'
  }
}
