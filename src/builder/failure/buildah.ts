import { explainBase, explainCache, explainPush } from './registry.ts'
import { buildahRules, buildahStepRules } from './buildah-rules.ts'
import { explainStep, isFullDisk, tellFullDisk } from './step.ts'
import { applyRules, type Explanation, type Subject } from './explanation.ts'

/**
 * Says what the last error of buildah means. What a RUN step prints is not marked in its output: only the last line
 * that starts with `Error: ` counts, which buildah writes to standard error when all else has ended.
 * @param output standard output and then standard error
 */
export function explainBuildah(
  output: string,
  subject: Subject,
  exitCode: number
): Explanation & { readonly instruction?: string } {
  const lines = output.split('\n').map(line => line.trimEnd())
  // What a step prints may end without a line break.
  const start = lines.findLastIndex(line => line.startsWith('Error: ') || line.includes(`Error: ${atStep}`))
  const error = start < 0 ? (lines.findLast(line => line.trim() !== '') ?? '') : lastError(lines.slice(start))
  const step = failedStep(error, lines)
  if (step !== undefined)
    return { ...explainInstruction(step, subject, lines.slice(0, start)), instruction: step.instruction }
  return (
    explainTransfer(error, subject) ??
    (isFullDisk(error) ? tellFullDisk(subject, error) : undefined) ??
    applyRules(buildahRules, subject, error) ?? {
      code: 'BUILD_FAILED',
      kind: 'other',
      message: `${subject.image} was not built (exit code ${exitCode}). The log of the build above shows more.`,
      words: error
    }
  )
}

/** `errors:` and `1 error occurred:` are followed by one error a line. */
function lastError([first = '', ...others]: readonly string[]): string {
  const error = first.replace(/^Error: /, '')
  return /errors?(?: occurred)?:$/.test(error) ? [error, ...others].join('\n').trim() : error
}

interface StepError {
  readonly instruction: string
  readonly reason: string
}

const atStep = 'building at STEP "'

/** The instruction is in quotes that are not escaped; it is also in a line of its own above. */
function failedStep(error: string, lines: readonly string[]): StepError | undefined {
  const rests = error
    .split(atStep)
    .slice(1)
    .map((_, index, all) => all.slice(index).join(atStep))
  const [first] = rests
  if (first === undefined || !new RegExp(`^(?:.*Error: )?${atStep}`).test(error)) return undefined
  const steps = lines.flatMap(line => /^(?:\[\d+\/\d+\] )?STEP \d+\/\d+: (.*)$/.exec(line)?.[1] ?? [])
  for (const rest of rests.reverse()) {
    const known = steps.findLast(step => rest.startsWith(`${step}": `))
    if (known !== undefined) return { instruction: known, reason: withoutDump(rest.slice(known.length + 3)) }
  }
  const end = /": (?:.*: )?(?:exit status \d+|signal: .*)$/.exec(first)?.index ?? first.indexOf('": ')
  return { instruction: first.slice(0, end), reason: withoutDump(first.slice(end + 3)) }
}

/** What it does not know, it prints as the structure that it has in its program. */
function withoutDump(reason: string): string {
  return reason.replace(/ ?&imagebuilder\.Step\{[\s\S]*$/, '')
}

function explainInstruction(
  { instruction, reason }: StepError,
  subject: Subject,
  above: readonly string[]
): Explanation {
  const exitCode = /(?:^|: )exit status (\d+)$/.exec(reason)?.[1]
  if (exitCode !== undefined && instruction.startsWith('RUN')) {
    const log = above.filter(line => line !== '' && !line.startsWith('subprocess exited')).slice(-3)
    return explainStep(subject, { instruction, line: undefined, exitCode: Number(exitCode), reason, log })
  }
  if (isFullDisk(reason)) return tellFullDisk(subject, reason)
  return (
    applyRules(buildahStepRules, subject, reason) ??
    explainStep(subject, { instruction, line: undefined, reason, log: [] })
  )
}

function explainTransfer(error: string, subject: Subject): Explanation | undefined {
  const pushed = /^pushing (?:image|manifest list) "[^"]*" to "docker:\/\/([^"]+)": ([\s\S]*)$/.exec(error)
  if (pushed !== null) return explainPush(subject, pushed[1] ?? subject.image, pushed[2] ?? '')
  if (/^(?:failed )?push(?:ing)? cache|^failed pushing cache/.test(error)) return explainCache(subject, error)
  if (
    /^(?:copying image \d+\/\d+ from manifest list|writing (?:blob|manifest)|uploading|trying to reuse blob)/.test(
      error
    )
  ) {
    return explainPush(subject, subject.image, error)
  }
  const pulled =
    /^(?:creating build container|[^"]*?from): (?:[\s\S]*?)(?:initializing source|unable to copy from source|reading manifest|copying system image)[\s\S]*$/.exec(
      error
    )
  if (pulled !== null) {
    const image = /docker:\/\/([^\s"]+?):? /.exec(error)?.[1]
    return explainBase(subject, image, error.replace(/^creating build container: /, ''))
  }
  return undefined
}
