import type { Bump, FileEdit } from './bump.ts'
import type { Landing } from './gitops/publish.ts'
import { commitUrl } from './gitops/remote.ts'
import type { ProvidedImage } from './image/provide.ts'
import type { Inputs } from './inputs.ts'
import type { Outcome, Outputs } from './outputs.ts'

/** Keeps what is known so far, so that the outputs tell it wherever a run stops. */
export class Progress {
  readonly #inputs: Inputs
  readonly #elapsedMs: () => number
  #edits: readonly FileEdit[] = []
  #attempts = 0
  #image: ProvidedImage = { digest: undefined, built: false }

  constructor(inputs: Inputs, elapsedMs: () => number) {
    this.#inputs = inputs
    this.#elapsedMs = elapsedMs
  }

  /** The bump was tried on the branch, in memory. */
  checked(bump: Bump): void {
    this.#edits = bump.edits
  }

  attempted(attempts: number): void {
    this.#attempts = attempts
  }

  provided(image: ProvidedImage): void {
    this.#image = image
  }

  landed(landing: Landing<Bump>): Outputs {
    this.#edits = landing.plan.edits
    const { attempts, branch } = landing
    if (landing.kind === 'unchanged') return this.#outputs('unchanged', { attempts, branch })
    return this.#outputs('deployed', { attempts, branch, commitSha: landing.commit })
  }

  failed(): Outputs {
    return this.#outputs('failed', {})
  }

  #outputs(outcome: Outcome, end: { attempts?: number; branch?: string; commitSha?: string }): Outputs {
    const { commitSha = '' } = end
    return {
      outcome,
      image: this.#inputs.image.name,
      tag: this.#inputs.tag,
      digest: this.#image.digest ?? '',
      built: this.#image.built,
      edits: this.#edits,
      branch: end.branch ?? this.#inputs.branch ?? '',
      commitSha,
      commitUrl: commitSha === '' ? '' : commitUrl(this.#inputs.remote, commitSha),
      attempts: end.attempts ?? this.#attempts,
      durationMs: this.#elapsedMs()
    }
  }
}
