import type { Bump, FileEdit } from '../plan/plan.ts'
import { ownImageNotices } from '../plan/digests.ts'
import { deployedImages, type KnownImages } from '../plan/images.ts'
import type { Landing } from '../gitops/publish.ts'
import { commitUrl } from '../git/address.ts'
import type { ProvidedImage } from '../builder/provide.ts'
import type { ImageBook } from '../registry/resolver.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { isSuperseded, type SupersededEdit } from '../plan/guards/order.ts'
import type { UnchangedEdit } from '../plan/guards/unchanged.ts'
import type { Notice } from '../errors/notice.ts'
import type { Outcome, Outputs, RenderedFile } from '../report/outputs.ts'

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

  constructor(inputs: Inputs, book: ImageBook, elapsedMs: () => number) {
    this.#inputs = inputs
    this.#known = { own: [], book }
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
