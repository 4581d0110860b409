import type { Git } from '../git.ts'
import { fetchOptions, type GitRemote } from '../transport.ts'

/** What is in a commit object. */
export interface CommitObject {
  readonly tree: string
  /** As the commit names them, also where the history ends here because it is shallow. */
  readonly parents: readonly string[]
  /** The name alone. */
  readonly author: string
  readonly subject: string
}

/** Reads a commit object, and nothing else: what it points to need not be here. */
export async function readCommit(git: Git, commit: string): Promise<CommitObject> {
  const text = (await git.run(['cat-file', 'commit', commit])).toString()
  const end = text.indexOf('\n\n')
  const headers = text.slice(0, end)
  return {
    tree: /^tree ([0-9a-f]+)$/m.exec(headers)?.[1] ?? '',
    parents: [...headers.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = '']) => parent),
    author: /^author (.*) <.*$/m.exec(headers)?.[1] ?? '',
    subject: text.slice(end + 2).split('\n')[0] ?? ''
  }
}

/** How far the history of the branch is looked through, step by step, where it is not here yet. */
const depths = [200, 2_000, 20_000] as const

/**
 * Finds the commit of ours that is on the branch. Each of ours was made on top of a tip of this branch, so the search is
 * over where these tips are reached; commits alone are fetched for it.
 */
export async function findOnBranch(
  git: Git,
  remote: GitRemote,
  tip: string,
  commits: readonly string[],
  until: number | undefined
): Promise<string | undefined> {
  const bases = (
    await Promise.all(commits.map(async commit => (await readCommit(git, commit)).parents))
  ).flat()
  for (const depth of [0, ...depths]) {
    if (depth > 0) {
      const command = ['fetch', `--depth=${depth}`, ...fetchOptions, '--filter=tree:0', 'origin', tip]
      await remote.read(command, { until })
    }
    const found = new Set((await git.run(['rev-list', tip])).toString().trim().split('\n'))
    const arrived = commits.find(commit => found.has(commit))
    if (arrived !== undefined || bases.every(base => found.has(base))) return arrived
    const { parents } = await readCommit(git, tip)
    const isNear = (base: string) => found.has(base) || parents.includes(base)
    if (parents.length === 1 && bases.every(isNear)) return undefined
    if (found.size < depth) return undefined
  }
  return undefined
}
