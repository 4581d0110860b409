/** What `docker buildx build --progress=plain` says in the end of a build that failed. */
export interface BuildxOutput {
  /** The builder's own last error, without `ERROR: `; may have several lines. */
  readonly error: string
  /** Whether the builder had started; without that it is the command line that speaks. */
  readonly started: boolean
  /** What failed, as its progress names it: `[2/3] RUN npm ci`, `exporting to image`. */
  readonly title: string | undefined
  /** What that printed last. */
  readonly log: readonly string[]
  /** Where the Dockerfile is quoted. */
  readonly place: { readonly file: string; readonly line: number } | undefined
}

/**
 * Reads the summary below the progress: the failed steps with what they printed, the place in the Dockerfile, the
 * error. What a step printed is there twice, but always with a number or a time in front; the lines of the Dockerfile
 * are numbered too (docker/buildx, util/progress; moby/buildkit, util/progress/progressui and solver/errdefs/source.go).
 */
export function readBuildxOutput(stderr: string): BuildxOutput {
  const lines = stderr.split('\n').map(line => line.trimEnd())
  const start = errorStart(lines)
  const started = lines.some(line => /^#\d+ /.test(line))
  const printed = lines.filter(line => line.trim() !== '')
  const errorLines = start < 0 ? (started ? printed.slice(-1) : printed) : lines.slice(start)
  const above = lines.slice(0, start < 0 ? lines.length : start)
  const error = errorLines
    .join('\n')
    .replace(/^ERROR: /i, '')
    .trim()
  return {
    error,
    started,
    ...failedStep(above, error),
    place: quotedPlace(above)
  }
}

/** The error is below the last rule, if there is one; the title of a step above may have any words on a line. */
function errorStart(lines: readonly string[]): number {
  const isError = (line: string) => /^(?:ERROR|error): /.test(line)
  const rule = lines.findLastIndex(line => line === stepRule || line === sourceRule)
  const below = rule < 0 ? -1 : lines.findIndex((line, index) => index > rule && isError(line))
  return below < 0 ? lines.findLastIndex(isError) : below
}

const stepRule = '-'.repeat(6)
const sourceRule = '-'.repeat(20)

/** A cache that could not be imported is listed with the failed steps, and fails nothing. */
const harmless = /^ > (?:importing cache manifest|\[auth\])/

/** Several steps may fail at once; the error is that of one of them. */
function failedStep(lines: readonly string[], error: string): Pick<BuildxOutput, 'title' | 'log'> {
  const blocks = [...lines.keys()]
    .filter(index => isTitle(lines, index))
    .map(index => readBlock(lines, index))
  const titles = failedVertices(lines, error)
  return blocks.find(({ title }) => titles.has(title)) ?? blocks[0] ?? { title: undefined, log: [] }
}

function isTitle(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? ''
  return line.startsWith(' > ') && lines[index - 1] === stepRule && !harmless.test(line)
}

function readBlock(
  lines: readonly string[],
  start: number
): { readonly title: string; readonly log: readonly string[] } {
  const end = lines.indexOf(stepRule, start)
  const log = lines.slice(start + 1, end < 0 ? undefined : end)
  return {
    title: (lines[start] ?? '').slice(3).replace(/:$/, ''),
    log: log.map(line => line.replace(/^\d+\.\d+ /, '')).filter(line => line.trim() !== '')
  }
}

/** The titles of the steps whose own error, `#5 ERROR: …`, is how the error of the build ends. */
function failedVertices(lines: readonly string[], error: string): ReadonlySet<string> {
  const titles = new Map<string, string>()
  const failed = new Set<string>()
  for (const line of lines) {
    const [, vertex, words] = /^#(\d+) (.+)$/.exec(line) ?? []
    if (vertex === undefined || words === undefined) continue
    const title = titles.get(vertex)
    if (title === undefined) titles.set(vertex, words)
    else if (words.startsWith('ERROR: ') && error.endsWith(words.slice('ERROR: '.length))) failed.add(title)
  }
  return failed
}

function quotedPlace(lines: readonly string[]): BuildxOutput['place'] {
  const below = lines.slice(lines.lastIndexOf(stepRule) + 1)
  const start = below.indexOf(sourceRule)
  const [, file, line] = /^(.+):(\d+)$/.exec(below[start - 1] ?? '') ?? []
  if (file === undefined || line === undefined) return undefined
  const isMarked = below.slice(start).some(quoted => new RegExp(`^ *${line} \\| >>>`).test(quoted))
  return isMarked ? { file, line: Number(line) } : undefined
}
