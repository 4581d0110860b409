import { branchProblem } from '../../git/index.ts'

/** What is asked of the source repository with each fetch: commits by name, and the branches they may be on. */
export interface Refspecs {
  /** Adds a commit by its whole name. */
  add(commit: string): void
  /** Whether all that was added has been asked for. */
  areAsked(): boolean
  /** The refspecs of the next fetch; `requested` is to be called when it has succeeded. */
  take(): { readonly refspecs: readonly string[]; readonly requested: () => void }
  /**
   * Leaves out what the server does not have or give, by the words of the failed command. Returns whether there was
   * such a thing.
   */
  drop(words: string): boolean
  /** Whether the server does not have the commit; one that it only does not give by name may still be on a branch. */
  isAbsent(commit: string): boolean
  /** Matches the refs of the branches (git-rev-list(1), `--glob`). */
  readonly tips: string
  /** The ref of the default branch here; it is there where the server has one. */
  readonly head: string
  /** The same for the ref that was given. */
  readonly own: string
  /** Whether that ref is asked for: it was given, and the server has it. */
  hasOwn(): boolean
}

const namespace = 'refs/newtag'

/** Anything else would spoil every fetch, or ask for more than one ref. */
function isRef(text: string): boolean {
  const [, name] = /^refs\/(.+)$/s.exec(text) ?? []
  return name !== undefined && branchProblem(name) === undefined
}

/** @param given the ref besides the default branch: `refs/heads/main`, `refs/pull/7/head`; what is none is left out */
export function createRefspecs(given: string | undefined): Refspecs {
  const ref = given !== undefined && isRef(given) ? given : undefined
  const head = `${namespace}/tip/head`
  const own = `${namespace}/tip/own`
  const tips = new Map([['HEAD', head]])
  if (ref !== undefined) tips.set(ref, own)
  const commits = new Set<string>()
  const requested = new Set<string>()
  const withheld = new Set<string>()
  const absent = new Set<string>()

  const refuse = (name: string, isAbsent: boolean): boolean => {
    if (tips.delete(name)) return true
    if (!commits.has(name) || withheld.has(name)) return false
    withheld.add(name)
    if (isAbsent) absent.add(name)
    return true
  }

  return {
    tips: `${namespace}/tip/*`,
    head,
    own,
    hasOwn: () => ref !== undefined && tips.has(ref),
    add: commit => {
      commits.add(commit)
    },
    areAsked: () => [...commits].every(commit => requested.has(commit)),
    take: () => {
      const taken = [...commits]
      const wanted = taken.filter(commit => !withheld.has(commit))
      return {
        refspecs: [
          ...[...tips].map(([from, to]) => `+${from}:${to}`),
          ...wanted.map(commit => `+${commit}:${namespace}/commit/${commit}`)
        ],
        requested: () => {
          for (const commit of taken) requested.add(commit)
        }
      }
    },
    drop: words => {
      // upload-pack.c, fetch-pack.c and remote.c, in this order.
      const [, unknown] = /not our ref ([0-9a-f]{40,64})/.exec(words) ?? []
      const [, hidden] = /unadvertised object ([0-9a-f]{40,64})/.exec(words) ?? []
      const [, ref] = /couldn't find remote ref (\S+)/.exec(words) ?? []
      const name = unknown ?? hidden ?? ref
      return name !== undefined && refuse(name, unknown !== undefined)
    },
    isAbsent: commit => absent.has(commit)
  }
}
