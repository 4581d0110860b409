/** One commit of the application's repository. */
interface SourceNode {
  readonly parents: readonly string[]
  /** The files that differ from its parents. */
  readonly changes: readonly string[]
}

type Kinship = 'same' | 'older' | 'newer' | 'diverged'

/** The application's repository: its history, and what is checked out of it. */
export interface SourceRepository {
  /** Commits that nobody knows here are simply not in it. */
  readonly commits: Map<string, SourceNode>
  /** Where its branches are, by their names; `main` is the default branch. */
  readonly branches: Map<string, string>
  /** Why nobody may read it. */
  trouble: 'access' | 'other' | undefined
  /** What is checked out where, by the folder, of `elsewhere` where it is not one of its commits; else it is the commit of the run. */
  readonly checkouts: Map<string, string | undefined>
  /** Where these checkouts are from, if not from this repository. */
  readonly forks: Map<string, string>
  /** The files of the checkout. */
  readonly files: Set<string>
  /** Files that differ from the commit; undefined when that cannot be found out. */
  dirty: readonly string[] | undefined
  /** Finds the commit that one of these names means, whole or abbreviated; all of them that begin alike. */
  find(names: readonly string[]): readonly string[]
  /** Whether the default branch or this one leads to a commit. */
  leadsTo(commit: string, branch: string): boolean
  /** How another commit stands to ours, and by how many commits it is ahead. */
  compare(ours: string, other: string): { readonly kinship: Kinship; readonly ahead: number }
  /** The first commit that ours has and the other one has not, and that touches one of the paths and not only what is ignored. */
  touchedSince(
    ours: string,
    other: string,
    paths: readonly string[],
    ignored?: readonly string[]
  ): string | undefined
}

/** Makes a straight history of commits, the oldest first. */
export function createSource(line: readonly string[]): SourceRepository {
  const commits = new Map<string, SourceNode>(
    line.map((id, index) => [
      id,
      { parents: line.slice(Math.max(0, index - 1), index), changes: ['main.go'] }
    ])
  )
  const upTo = (id: string): ReadonlySet<string> => {
    const seen = new Set<string>()
    const open = [id]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (!seen.has(next)) open.push(...(commits.get(next)?.parents ?? []))
      seen.add(next)
    }
    return seen
  }
  const between = (newer: string, older: string) => {
    const known = upTo(older)
    return [...upTo(newer)].filter(id => !known.has(id))
  }
  const source: SourceRepository = {
    commits,
    branches: new Map([['main', line.at(-1) ?? '']]),
    trouble: undefined,
    checkouts: new Map(),
    forks: new Map(),
    files: new Set(['Dockerfile']),
    dirty: [],
    find: names =>
      names.map(name => [...commits.keys()].filter(id => id.startsWith(name))).find(ids => ids.length > 0) ??
      [],
    leadsTo: (commit, branch) =>
      ['main', branch].some(name => upTo(source.branches.get(name) ?? '').has(commit)),
    compare: (ours, other) => {
      const ahead = between(other, ours).length
      const behind = between(ours, other).length
      if (ahead > 0 && behind > 0) return { kinship: 'diverged', ahead }
      return { kinship: ahead > 0 ? 'newer' : behind > 0 ? 'older' : 'same', ahead }
    },
    touchedSince: (ours, other, paths, ignored = []) => {
      const counts = (file: string) =>
        paths.some(each => isBelow(file, each)) &&
        !ignored.some(each => file === each || `**/${file.slice(file.lastIndexOf('/') + 1)}` === each)
      return between(ours, other).find(id => commits.get(id)?.changes.some(counts))
    }
  }
  return source
}

function isBelow(file: string, folder: string): boolean {
  return folder === '.' || file === folder || file.startsWith(`${folder}/`)
}
