import type { GitOpsRepository, Tip } from './repository.ts'

/** A commit of ours that is on the branch, and what it was made from. */
export interface Arrived<P> {
  readonly commit: string
  readonly plan: P
}

interface Push<P> {
  readonly plan: P
  /** The tip that it was made for: the push can succeed only where the branch points to it. */
  readonly base: string
  readonly branch: string
  /** What is known since: nothing, that it was not on the branch, or that others were put on top of its base instead. */
  state: 'unknown' | 'absent' | 'passed'
}

/** The most commits that a message names; the log has all. */
const mostNamed = 3

/** The pushes of a run that got no clear answer: they may have arrived, and a slow server may still take them. */
export class PendingPushes<P> {
  readonly #repository: Pick<GitOpsRepository, 'findLanded'>
  readonly #pushes = new Map<string, Push<P>>()

  constructor(repository: Pick<GitOpsRepository, 'findLanded'>) {
    this.#repository = repository
  }

  any(): boolean {
    return this.#pushes.size > 0
  }

  /** Returns whether the commit is new; in the same second the same plan makes the same one. */
  add(commit: string, plan: P, { commit: base, branch }: Tip): boolean {
    const isNew = !this.#pushes.has(commit)
    this.#pushes.set(commit, { plan, base, branch, state: 'unknown' })
    return isNew
  }

  /** One that the server has clearly refused. */
  remove(commit: string): void {
    this.#pushes.delete(commit)
  }

  /** Nothing of what was sent can arrive beside the commit that landed. */
  clear(): void {
    this.#pushes.clear()
  }

  /** Looks for them on the branch. */
  async find(tip: Tip, until: number): Promise<Arrived<P> | undefined> {
    if (!this.any()) return undefined
    const commit = await this.#repository.findLanded(tip, [...this.#pushes.keys()], until)
    const push = commit === undefined ? undefined : this.#pushes.get(commit)
    if (commit !== undefined && push !== undefined) return { commit, plan: push.plan }
    const passed = new Set<string>()
    for (const base of new Set(this.#open().map(([, push]) => push.base)))
      if (await this.#isPassed(base, tip, until)) passed.add(base)
    for (const [, push] of this.#open()) push.state = passed.has(push.base) ? 'passed' : 'absent'
    return undefined
  }

  /**
   * Whether the branch has gone on from the base of a push without it: the lease of the push cannot hold any more. Where
   * the base itself is not there, what was read may be older than it, or the branch may come back.
   */
  async #isPassed(base: string, tip: Tip, until: number): Promise<boolean> {
    if (base === tip.commit) return false
    return (await this.#repository.findLanded(tip, [base], until).catch(() => undefined)) === base
  }

  #open(): readonly (readonly [commit: string, push: Push<P>])[] {
    return [...this.#pushes].filter(([, { state }]) => state !== 'passed')
  }

  /** Says which commits may still arrive, and what to do; undefined when none may. */
  describe(): string | undefined {
    const open = this.#open()
    const branch = open.at(-1)?.[1].branch
    if (branch === undefined) return undefined
    const wasLookedFor = open.every(([, { state }]) => state === 'absent')
    const said = tell(open.map(([commit]) => commit).reverse(), branch, wasLookedFor)
    return `${said}. Run the job again: it finds out.`
  }
}

function tell(commits: readonly string[], branch: string, wasLookedFor: boolean): string {
  const seen = `on ${branch} when newtag looked last`
  const unseen = `may be on ${branch} already, or may still arrive`
  if (commits.length === 1) {
    const subject = `Commit ${commits.join()}, whose push got no clear answer,`
    return wasLookedFor ? `${subject} was not ${seen}, but may still arrive` : `${subject} ${unseen}`
  }
  const more = commits.length > mostNamed ? ` and ${commits.length - mostNamed} more` : ''
  const subject = `of the commits ${commits.slice(0, mostNamed).join(', ')}${more}, whose pushes got no clear answer,`
  return wasLookedFor
    ? `None ${subject} was ${seen}, but one of them may still arrive`
    : `One ${subject} ${unseen}`
}
