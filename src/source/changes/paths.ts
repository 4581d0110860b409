import { failure, type Result, success } from '../../errors/result.ts'
import type { ListedCommit } from '../git/ancestry.ts'
import type { Read } from '../git/reader.ts'
import type { Question } from '../question.ts'
import { short } from '../relation.ts'
import { resolvePaths, type ResolvedPath } from './source-paths.ts'

/** What has become of some paths since another commit: nothing, or one commit that touches them. */
export type PathChange = 'unchanged' | { readonly by: string }

/**
 * Asks whether a commit that ours has and the other one has not touches one of the paths; the problem says why the
 * commits do not tell. That both ends are alike is not enough: the run of a commit that was taken back since may still
 * be under way, and would land after us.
 * @param paths as readSourcePaths() gives them
 * @param ignored files whose changes are none: paths, or `**\/name` for a file of that name in any folder
 */
export function pathChange(
  paths: readonly string[],
  ignored: readonly string[] = []
): Question<Result<PathChange>> {
  return {
    gap: 'it does not have all commits between the two, or not their folders',
    prove: async ({ ancestry, read }, ours, commit) => {
      if (ours === commit) return success('unchanged')
      const since = await ancestry.listSince(ours, commit)
      if (since === undefined) return undefined
      if (!since.some(({ parents }) => parents.includes(commit)))
        return failure(`${short(commit)} is not an ancestor of ${short(ours)}`)
      const resolved = await resolvePaths(read, ours, paths)
      if (resolved === undefined) return undefined
      const descendants = descendantsOf(commit, since)
      const touching = await listTouching(read, comparisons(since, descendants), resolved, isIgnored(ignored))
      if (touching === undefined) return undefined
      const [touched] = touching
      if (touched === undefined) return untouched(resolved)
      const certain = touching.find(name => descendants.has(name))
      // Any other one may be an ancestor of the other commit behind the end of what is here.
      if (certain === undefined && (await ancestry.isShallow())) return undefined
      return success({ by: certain ?? touched })
    }
  }
}

function untouched(resolved: readonly ResolvedPath[]): Result<PathChange> {
  const link = resolved.find(({ kind }) => kind === 'link')
  if (link !== undefined) return failure(`${link.path} leads through a symbolic link`)
  // What is built from it was made by the run itself, from something else.
  const absent = resolved.find(({ kind }) => kind === 'absent')
  return absent === undefined ? success('unchanged') : failure(`${absent.path} is not in the commit`)
}

/** Lists the commits that touch the paths, in the order of the input; undefined when not all folders are there. */
async function listTouching(
  read: Read,
  lines: readonly string[],
  resolved: readonly ResolvedPath[],
  isLeftOut: (path: string) => boolean
): Promise<readonly string[] | undefined> {
  // Whatever .gitmodules says, another commit of a submodule is a change.
  const options = ['--stdin', '-r', '-c', '--root', '--raw', '--no-renames', '--ignore-submodules=none']
  const input = lines.map(line => `${line}\n`).join('')
  const paths = resolved.map(({ path }) => path)
  const listed = await read(['diff-tree', ...options, '--', ...paths], { input })
  if (listed === undefined) return undefined
  const touching = new Set<string>()
  let current = ''
  for (const line of listed.toString('latin1').split('\n')) {
    // The name of a merge stands there also when nothing follows.
    if (!line.startsWith(':')) current = line
    else if (!isLeftOut(line.slice(line.indexOf('\t') + 1))) touching.add(current)
  }
  return [...touching]
}

/** Git writes a path with odd bytes in quotes; such a one is ignored by its name at most. */
function isIgnored(ignored: readonly string[]): (path: string) => boolean {
  const anywhere = '**/'
  const names = ignored.filter(each => each.startsWith(anywhere)).map(each => each.slice(anywhere.length))
  const paths = new Set(ignored)
  return path => {
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/"$/, '')
    return paths.has(path) || names.includes(name)
  }
}

/** @param since all that ours has and the other commit has not, each before its parents */
function descendantsOf(commit: string, since: readonly ListedCommit[]): ReadonlySet<string> {
  const descendants = new Set([commit])
  for (const { commit: name, parents } of since.toReversed())
    if (parents.some(parent => descendants.has(parent))) descendants.add(name)
  return descendants
}

/**
 * Says what each commit is compared with (git-diff-tree(1), `--stdin`). A merge that is a descendant of the other commit
 * is compared with those parents that are descendants too: all of them must be alike, and what a branch that began
 * earlier does not have yet is no change. Any other merge is one only where it differs from all its parents (`-c`).
 */
function comparisons(since: readonly ListedCommit[], descendants: ReadonlySet<string>): readonly string[] {
  return since.flatMap(({ commit, parents }) => {
    if (parents.length < 2 || !descendants.has(commit)) return [commit]
    return parents.filter(parent => descendants.has(parent)).map(parent => `${commit} ${parent}`)
  })
}
