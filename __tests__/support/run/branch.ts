import { createHash } from 'node:crypto'

export type Files = Readonly<Record<string, string>>

export interface BranchCommit {
  readonly id: string
  readonly parent: string | undefined
  readonly author: string
  readonly message: string
  readonly files: Files
}

/** How the server takes a push: as it should, without an answer, or with this refusal. */
type PushAnswer = 'landed' | 'lost before it arrived' | 'lost after it arrived' | Error

/** A branch of the GitOps repository, on its server. */
export interface Branch {
  readonly name: string
  /** All commits that were ever made, by their names, whether they landed or not. */
  readonly objects: Map<string, BranchCommit>
  /** Answers to the pushes that come, one each; without one a push lands where it may. */
  readonly answers: PushAnswer[]
  /** What other writers do while the pushes that come are under way, one each. */
  readonly rivals: (() => void)[]
  /** What they do right after the pushes that land, one each. */
  readonly followers: (() => void)[]
  /** Which commit was read, each time that the tip was asked for. */
  readonly fetches: string[]
  /** Which commit files were read of, each time. */
  readonly reads: string[]
  /** Why the branch cannot be read, or a push would not be taken. */
  unreadable: Error | undefined
  unwritable: Error | undefined
  tip(): BranchCommit
  /** The commits from the first one to the tip. */
  history(): readonly BranchCommit[]
  /** Makes a commit; it is on no branch yet. */
  make(parent: string, files: Files, message: string, author: string): BranchCommit
  /** Takes or refuses a push. */
  take(commit: string, expected: string): PushAnswer | 'race'
  /** Somebody adds or replaces files. */
  push(files: Files, message: string): void
  /** Another writer changes one file. */
  edit(path: string, change: (text: string) => string, author?: string): void
}

export function createBranch(files: Files): Branch {
  const objects = new Map<string, BranchCommit>()
  const add = (commit: Omit<BranchCommit, 'id'>): BranchCommit => {
    const id = createHash('sha1').update(JSON.stringify(commit)).digest('hex')
    const made = { ...commit, id }
    objects.set(id, made)
    return made
  }
  let tip = add({ parent: undefined, author: 'Somebody', message: 'Start\n', files })
  const known = (id: string): BranchCommit => {
    const commit = objects.get(id)
    if (commit === undefined) throw new Error(`There is no commit ${id}.`)
    return commit
  }
  const branch: Branch = {
    name: 'main',
    objects,
    ...{ answers: [], rivals: [], followers: [], fetches: [], reads: [] },
    ...{ unreadable: undefined, unwritable: undefined },
    tip: () => tip,
    history: () => {
      const commits = [tip]
      for (let { parent } = tip; parent !== undefined; { parent } = known(parent))
        commits.unshift(known(parent))
      return commits
    },
    make: (parent, changed, message, author) =>
      add({ parent, author, message, files: { ...known(parent).files, ...changed } }),
    take: (commit, expected) => {
      branch.rivals.shift()?.()
      const answer = branch.answers.shift() ?? 'landed'
      if (answer === 'lost before it arrived' || answer instanceof Error) return answer
      if (tip.id !== expected) return 'race'
      tip = known(commit)
      branch.followers.shift()?.()
      return answer
    },
    push: (changed, message) => {
      tip = branch.make(tip.id, changed, message, 'Somebody')
    },
    edit: (path, change, author = 'Somebody') => {
      const text = tip.files[path]
      if (text === undefined) throw new Error(`There is no ${path}.`)
      tip = branch.make(tip.id, { [path]: change(text) }, `Change ${path}\n`, author)
    }
  }
  return branch
}

/** Which files a commit changes. */
export function changedPaths(commit: BranchCommit, parent: BranchCommit | undefined): readonly string[] {
  return Object.keys(commit.files).filter(path => commit.files[path] !== parent?.files[path])
}
