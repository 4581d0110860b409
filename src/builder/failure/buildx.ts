import { formatReference, parseReference } from '../../registry/index.ts'
import type { BuildxOutput } from './buildx-output.ts'
import { explainBase, explainCache, explainPush } from './registry.ts'
import { commandRules, dockerfileRules, stepRules } from './buildx-rules.ts'
import { explainStep, isFullDisk, tellFullDisk } from './step.ts'
import { applyRules, type Explanation, type Subject } from './explanation.ts'

/**
 * Says what the last error of buildx means. Which part of the build it is about is told by how it begins, and by the
 * title of what failed; only then are the words of a registry read, because they can be in anything that is quoted.
 */
export function explainBuildx(output: BuildxOutput, subject: Subject, exitCode: number): Explanation {
  const error = withoutWrapping(output.error)
  return (
    explainRun(error, output, subject) ??
    explainTransfer(error, output.title, subject) ??
    applyRules(dockerfileRules, subject, error) ??
    applyRules(stepRules, subject, error) ??
    (isFullDisk(error) ? tellFullDisk(subject, error) : undefined) ??
    applyRules(commandRules, subject, output.started ? error : usageError(error)) ??
    explainRest(error, output, subject, exitCode)
  )
}

/** buildx and BuildKit put their own place in front of an error. */
function withoutWrapping(error: string): string {
  return error.replace(/^(?:failed to (?:build|solve): |rpc error: code = Unknown desc = )+/, '')
}

/** The line of a usage text that says what was wrong. */
function usageError(error: string): string {
  return error.split('\n').find(line => /unknown flag|unknown shorthand flag/.test(line)) ?? error
}

/** Whatever the command and its output are, the reason is after the last of these words, on the same line. */
function explainRun(
  error: string,
  { title, log, place }: BuildxOutput,
  subject: Subject
): Explanation | undefined {
  const [, reason] = /^process "[\s\S]*" did not complete successfully: ([\s\S]*)$/.exec(error) ?? []
  if (reason === undefined) return undefined
  if (isFullDisk(reason)) return tellFullDisk(subject, reason)
  const exitCode = /^exit code: (\d+)\b/.exec(reason)?.[1]
  const line = place === undefined ? undefined : place.line
  return explainStep(subject, {
    instruction: instructionOf(title),
    line,
    exitCode: exitCode === undefined ? undefined : Number(exitCode),
    reason,
    log
  })
}

/** `[builder 2/5] RUN npm ci` */
function instructionOf(title: string | undefined): string | undefined {
  return /^\[(?:[^\]]+ )?\d+\/\d+\] ([\s\S]+)$/.exec(title ?? '')?.[1]
}

/** What goes to a registry, or comes from one. */
function explainTransfer(error: string, title = '', subject: Subject): Explanation | undefined {
  const pushed = /^failed to push (\S+): ([\s\S]*)$/.exec(error)
  if (pushed !== null) return explainPush(subject, pushed[1] ?? subject.image, pushed[2] ?? '')
  // The daemon pushes after the build with the classic image store.
  const classic = /^pushing (\S+) with docker$/.exec(title)
  if (classic !== null) return explainPush(subject, classic[1] ?? subject.image, error)
  if (/^exporting to \S*image/.test(title) && registryError.test(error))
    return explainPush(subject, subject.image, error)
  if (/^(?:exporting|preparing build) cache/.test(title)) return explainCache(subject, error)
  const base = /^(?:[^\s"]+: )?failed to resolve source metadata for (\S+): ([\s\S]*)$/.exec(error)
  if (base !== null) return explainBase(subject, base[1], base[2] ?? '')
  const from = /^\[(?:[^\]]+ )?\d+\/\d+\] FROM (\S+)/.exec(title)?.[1]
  if (from !== undefined) {
    const { name, tag } = parseReference(from)
    return explainBase(subject, tag === undefined ? from : formatReference({ name, tag }), error)
  }
  if (/^(?:failed to \w+ cache key: )?(?:failed to copy: |failed to authorize: )/.test(error)) {
    return explainBase(subject, undefined, error)
  }
  return undefined
}

/** The newest buildx leaves out which image it could not push when the login is refused. */
const registryError =
  /^(?:failed to (?:authorize|fetch (?:oauth|anonymous) token|do request)|unexpected status|server message|error getting credentials)/

function explainRest(
  error: string,
  { title = '', place }: BuildxOutput,
  subject: Subject,
  exitCode: number
): Explanation {
  const instruction = instructionOf(title)
  if (instruction !== undefined)
    return explainStep(subject, { instruction, line: place?.line, reason: error, log: [] })
  const rest = { kind: 'other', words: error } as const
  // BuildKit quotes the Dockerfile and no step had begun.
  if (place !== undefined && title === '') {
    return {
      ...rest,
      code: 'DOCKERFILE_INVALID',
      message: `The Dockerfile ${subject.file} is not valid: correct line ${place.line}.`
    }
  }
  if (/^\[internal\] (?:booting|waiting for)/.test(title)) {
    return {
      ...rest,
      code: 'BUILDER_UNAVAILABLE',
      message:
        `The builder of ${subject.image} could not be started or reached. Check the address of a remote builder; a new one ` +
        'pulls its image from Docker Hub, which limits pulls without a login (docker/login-action before docker/setup-buildx-action).'
    }
  }
  return {
    ...rest,
    code: 'BUILD_FAILED',
    message: `${subject.image} was not built (exit code ${exitCode}). The log of the build above shows more.`
  }
}
