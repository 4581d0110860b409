import type { RenderedFile } from '../kustomization/index.ts'
import type { Notice } from '../errors/notice.ts'
import {
  type Bump,
  type FileEdit,
  type SupersededEdit,
  type UnchangedEdit,
  ownImageNotices,
  type DeployedImage,
  deployedImages,
  type KnownImages,
  isSuperseded
} from '../plan/index.ts'
import type { Landing } from '../gitops/index.ts'
import { commitUrl } from '../git/index.ts'
import type { ProvidedImage } from '../builder/index.ts'
import type { Digests } from '../registry/index.ts'
import type { Inputs } from '../inputs/index.ts'

export type Outcome = 'deployed' | 'unchanged' | 'superseded' | 'previewed' | 'written' | 'failed'

/** What a run achieved; fields that a failure left unknown are empty. */
export interface Outputs {
  readonly outcome: Outcome
  readonly images: readonly DeployedImage[]
  readonly edits: readonly FileEdit[]
  /** Entries that keep what they have, because it is newer. */
  readonly superseded: readonly SupersededEdit[]
  /** Entries that keep what they have, because their sources have not changed since. */
  readonly unchanged: readonly UnchangedEdit[]
  /** The paths of the files that were committed or written. */
  readonly changedFiles: readonly string[]
  /** What differs, as `git diff` shows it. */
  readonly diff: string
  /** What kustomize makes of it, in a preview. */
  readonly rendered: readonly RenderedFile[]
  readonly branch: string
  readonly commitSha: string
  readonly commitUrl: string
  readonly attempts: number
  /** How long other writers kept this run from landing, in milliseconds. */
  readonly contentionMs: number
  readonly durationMs: number
}

/** Where and how a run ended. */
type End = Pick<Outputs, 'attempts' | 'branch' | 'commitSha' | 'contentionMs'>

/** Keeps what is known so far, so that the outputs tell it wherever a run stops. */
export class Progress {
  readonly #inputs: Inputs
  readonly #elapsedMs: () => number
  #notices: readonly Notice[] = []
  readonly #noted: Notice[] = []
  #edits: readonly FileEdit[] = []
  #superseded: readonly SupersededEdit[] = []
  #unchanged: readonly UnchangedEdit[] = []
  #attempts = 0
  #known: KnownImages
  #diff = ''
  #rendered: readonly RenderedFile[] = []

  constructor(inputs: Inputs, digests: Digests, elapsedMs: () => number) {
    this.#inputs = inputs
    this.#known = { own: [], digests }
    this.#elapsedMs = elapsedMs
  }

  /** The bump was tried on the branch, in memory. */
  checked(bump: Bump): void {
    this.#edits = bump.edits
    this.#superseded = bump.superseded
    this.#unchanged = bump.unchanged
    this.#notices = [...bump.notices, ...ownImageNotices(bump, this.#inputs)]
  }

  /** What is to be said of the bump that counts: the last one that was made. */
  notices(): readonly Notice[] {
    return [...this.#noted, ...this.#notices]
  }

  /** Something else that a person should know. */
  note(notices: readonly Notice[]): void {
    this.#noted.push(...notices)
  }

  attempted(attempts: number): void {
    this.#attempts = attempts
  }

  provided(own: readonly ProvidedImage[]): void {
    this.#known = { ...this.#known, own }
  }

  /** The difference that the bump makes, as `git diff` shows it. */
  compared(diff: string): void {
    this.#diff = diff
  }

  /** What the manifests become. */
  rendered(files: readonly RenderedFile[]): void {
    this.#rendered = files
  }

  landed(landing: Landing<Bump>): Outputs {
    const { attempts, branch } = landing
    const end = { attempts, branch, contentionMs: landing.contentionMs }
    if (landing.kind === 'landed') {
      return this.ended('deployed', landing.plan, { ...end, commitSha: landing.commit })
    }
    return this.ended(isSuperseded(landing.plan) ? 'superseded' : 'unchanged', landing.plan, end)
  }

  /** The run has done what it was asked to do. */
  ended(outcome: Outcome, bump: Bump, end: Partial<End>): Outputs {
    this.checked(bump)
    const isKept = outcome === 'deployed' || outcome === 'written'
    return this.#outputs(outcome, end, isKept ? bump.files.map(({ path }) => path) : [])
  }

  failed(): Outputs {
    return this.#outputs('failed', {}, [])
  }

  #outputs(outcome: Outcome, end: Partial<End>, changedFiles: readonly string[]): Outputs {
    const { commitSha = '' } = end
    return {
      outcome,
      images: deployedImages(this.#inputs, this.#known, this.#edits, this.#unchanged),
      edits: this.#edits,
      superseded: this.#superseded,
      unchanged: this.#unchanged,
      changedFiles,
      diff: this.#diff,
      rendered: this.#rendered,
      branch: end.branch ?? this.#inputs.branch ?? '',
      commitSha,
      commitUrl: commitSha === '' ? '' : commitUrl(this.#inputs.remote, commitSha),
      attempts: end.attempts ?? this.#attempts,
      contentionMs: end.contentionMs ?? 0,
      durationMs: this.#elapsedMs()
    }
  }
}
