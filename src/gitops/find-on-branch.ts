import type { Git } from '../git/git.ts'
import type { GitRemote } from '../git/git-remote.ts'
import { fetchOptions } from './git-tip.ts'

/** How far the history of the branch is looked through, step by step. */
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
  const parentsOf = createParents(git)
  const parents = await parentsOf(tip)
  const near = commits.find(commit => commit === tip || parents.includes(commit))
  if (near !== undefined || commits.length === 0) return near
  // Nothing came on top of what ours were made for, or one commit that is not ours: no need to ask the server.
  const bases = (await Promise.all(commits.map(parentsOf))).flat()
  const isNear = (base: string) => base === tip || parents.includes(base)
  if (parents.length === 1 && bases.every(isNear)) return undefined
  for (const depth of depths) {
    const options = [...fetchOptions, '--filter=tree:0']
    const command = ['fetch', `--depth=${depth}`, ...options, 'origin', tip]
    await remote.read(command, until === undefined ? {} : { until })
    const newest = await git.run(['rev-list', tip])
    const found = new Set(newest.toString().split('\n'))
    const arrived = commits.find(commit => found.has(commit))
    if (arrived !== undefined || bases.every(base => found.has(base))) return arrived
    if (found.size < depth) return undefined
  }
  return undefined
}

/** Reads the parents as the commit names them, also where the history ends here because it is shallow. */
function createParents(git: Git): (commit: string) => Promise<readonly string[]> {
  return async commit => {
    const text = (await git.run(['cat-file', 'commit', commit])).toString('latin1')
    const headers = text.slice(0, text.indexOf('\n\n'))
    return [...headers.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = '']) => parent)
  }
}
