import type { Bump, FileEdit } from './bump.ts'
import { deployedImages, type KnownImages } from './deployed-images.ts'
import type { Landing } from './gitops/publish.ts'
import { commitUrl } from './git/remote.ts'
import type { ProvidedImage } from './image/provide.ts'
import type { ImageBook } from './image-book.ts'
import type { Inputs } from './inputs.ts'
import type { Outcome, Outputs, RenderedFile } from './outputs.ts'

/** Keeps what is known so far, so that the outputs tell it wherever a run stops. */
export class Progress {
  readonly #inputs: Inputs
  readonly #elapsedMs: () => number
  #edits: readonly FileEdit[] = []
  #attempts = 0
  #known: KnownImages
  #diff = ''
  #rendered: readonly RenderedFile[] = []

  constructor(inputs: Inputs, book: ImageBook, elapsedMs: () => number) {
    this.#inputs = inputs
    this.#known = { main: { digest: undefined, built: false }, book }
    this.#elapsedMs = elapsedMs
  }

  /** The bump was tried on the branch, in memory. */
  checked(bump: Bump): void {
    this.#edits = bump.edits
  }

  attempted(attempts: number): void {
    this.#attempts = attempts
  }

  provided(main: ProvidedImage): void {
    this.#known = { ...this.#known, main }
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
    if (landing.kind === 'unchanged') return this.ended('unchanged', landing.plan, { attempts, branch })
    return this.ended('deployed', landing.plan, { attempts, branch, commitSha: landing.commit })
  }

  /** The run has done what it was asked to do. */
  ended(
    outcome: Outcome,
    bump: Bump,
    end: Partial<Pick<Outputs, 'attempts' | 'branch' | 'commitSha'>>
  ): Outputs {
    this.#edits = bump.edits
    const isKept = outcome === 'deployed' || outcome === 'written'
    return this.#outputs(outcome, end, isKept ? bump.files.map(({ path }) => path) : [])
  }

  failed(): Outputs {
    return this.#outputs('failed', {}, [])
  }

  #outputs(
    outcome: Outcome,
    end: Partial<Pick<Outputs, 'attempts' | 'branch' | 'commitSha'>>,
    changedFiles: readonly string[]
  ): Outputs {
    const { commitSha = '' } = end
    return {
      outcome,
      images: deployedImages(this.#inputs, this.#known, this.#edits),
      edits: this.#edits,
      changedFiles,
      diff: this.#diff,
      rendered: this.#rendered,
      branch: end.branch ?? this.#inputs.branch ?? '',
      commitSha,
      commitUrl: commitSha === '' ? '' : commitUrl(this.#inputs.remote, commitSha),
      attempts: end.attempts ?? this.#attempts,
      durationMs: this.#elapsedMs()
    }
  }
}
