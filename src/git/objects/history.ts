import { readCommit } from './commit-object.ts'
import type { Git } from '../git.ts'
import type { GitRemote } from '../transport.ts'
import { fetchCommand } from '../commands.ts'

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
      const command = fetchCommand({ depth, filter: 'tree:0', refspecs: [tip], tellsHaves: true })
      await remote.read(command, { until })
    }
    const reachable = new Set((await git.run(['rev-list', tip])).toString().trim().split('\n'))
    const arrived = commits.find(commit => reachable.has(commit))
    if (arrived !== undefined || bases.every(base => reachable.has(base))) return arrived
    const { parents } = await readCommit(git, tip)
    const isNear = (base: string) => reachable.has(base) || parents.includes(base)
    if (parents.length === 1 && bases.every(isNear)) return undefined
    if (reachable.size < depth) return undefined
  }
  return undefined
}
