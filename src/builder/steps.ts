import type { StepCount } from './builder.ts'

/**
 * Counts the steps of a Dockerfile, and those that came from a cache, in the plain progress of buildx and in the
 * output of buildah. FROM is no step: nothing is run for it.
 * @param labels those of the command line: buildah makes a step of each
 */
export function createStepCounter(labels: Readonly<Record<string, string>> = {}): {
  onLine(line: string): void
  count(): StepCount
} {
  const foreign = new Set(Object.entries(labels).map(labelInstruction))
  /** By the number of the vertex (buildx), or by the place in the Dockerfile (buildah). */
  const seen = new Map<string, { readonly step: string; isCached: boolean }>()
  /** What buildah lets a RUN step print looks like its own lines; a line of buildx always has its number in front. */
  let engine: 'buildx' | 'buildah' | undefined
  let latest: string | undefined
  return {
    onLine: line => {
      const read = readStep(line)
      if (read !== undefined && (engine ?? read.engine) === read.engine) {
        engine = read.engine
        latest = read.key
        const counts = !read.instruction.startsWith('FROM ') && !foreign.has(read.instruction)
        if (counts && !seen.has(read.key)) seen.set(read.key, { step: read.step, isCached: false })
        return
      }
      const cached = engine === 'buildah' ? cachedByBuildah(line, latest) : /^#(\d+) CACHED$/.exec(line)?.[1]
      const step = seen.get(cached ?? '')
      if (step !== undefined) step.isCached = true
      latest = undefined
    },
    count: () => {
      const steps = new Map<string, boolean>()
      for (const { step, isCached } of seen.values()) steps.set(step, isCached && (steps.get(step) ?? true))
      return { total: steps.size, cached: [...steps.values()].filter(Boolean).length }
    }
  }
}

interface Seen {
  readonly engine: 'buildx' | 'buildah'
  /** What later lines name it by. */
  readonly key: string
  /**
   * The step of the Dockerfile. Where another build does the same at the same time, BuildKit shows its vertex beside our
   * own, which waits for it and is CACHED then; the title differs in nothing but the number of steps of that stage.
   */
  readonly step: string
  readonly instruction: string
}

/** `#5 [builder 2/5] RUN …`, `#5 [linux/amd64 2/3] …`; `[1/2] STEP 2/4: RUN …`. */
function readStep(line: string): Seen | undefined {
  const [, vertex, start, rest] = /^#(\d+) \[((?:[^\]]+ )?\d+)\/\d+\] (.*)$/.exec(line) ?? []
  if (vertex !== undefined && start !== undefined && rest !== undefined)
    return { engine: 'buildx', key: vertex, step: `${start} ${rest}`, instruction: rest }
  const [, step, instruction] = /^((?:\[\d+\/\d+\] )?STEP \d+\/\d+): (.*)$/.exec(line) ?? []
  if (step === undefined || instruction === undefined) return undefined
  return { engine: 'buildah', key: step, step, instruction }
}

/** As buildah writes a label of its command line, for which it adds a step to the last stage. */
function labelInstruction([name, value]: readonly [string, string]): string {
  return `LABEL ${JSON.stringify(name)}=${JSON.stringify(value)}`
}

/** buildah says so right below the step, where nothing can have been run. */
function cachedByBuildah(line: string, latest: string | undefined): string | undefined {
  return /^--> (?:Using cache|Cache pulled from remote)\b/.test(line) ? latest : undefined
}
