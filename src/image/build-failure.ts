import { ActionError, type ErrorCode } from '../errors.ts'

interface Rule {
  readonly code: ErrorCode
  readonly pattern: RegExp
  readonly advice: string
}

/** First match wins. The texts are Docker's, buildx's and BuildKit's own (classic and containerd image store). */
const rules: readonly Rule[] = [
  {
    code: 'BUILDX_MISSING',
    pattern:
      /unknown command: docker buildx|'buildx' is not a docker command|buildx component is missing|unknown flag: --progress/,
    advice:
      'Docker has no buildx here. Install the docker-buildx plugin, or add docker/setup-buildx-action before this step.'
  },
  {
    code: 'DOCKER_UNREACHABLE',
    pattern:
      /Cannot connect to the Docker daemon|failed to connect to the docker API|permission denied while trying to connect to the (?:Docker daemon|docker API)|dial unix \S+docker\.sock/i,
    advice:
      'The Docker daemon does not answer. Start it, give the runner access to its socket, or use a runner that has it.'
  },
  {
    code: 'DOCKERFILE_NOT_FOUND',
    pattern: /failed to read dockerfile|unable to evaluate symlinks in Dockerfile path/,
    advice: 'The Dockerfile could not be read. Check `file` and `context`.'
  },
  {
    code: 'IMAGE_PUSH_DENIED',
    pattern:
      /push access denied|requested access to the resource is denied|no basic auth credentials|unauthorized: (?:authentication required|incorrect username or password)|insufficient_scope|failed to fetch (?:oauth|anonymous) token[^\n]*: 40[13]|(?:HEAD|PUT|POST|PATCH) request to [^\n]*: 40[13]|unexpected status from (?:HEAD|PUT|POST|PATCH) request[^\n]*: 40[13]|denied: /i,
    advice:
      'The registry did not accept the push. Log in before this step (docker/login-action) with an account that may write this repository; on ghcr.io the job needs `permissions: packages: write`.'
  },
  {
    code: 'IMAGE_PUSH_FAILED',
    pattern:
      /failed to push|error: failed to copy|unexpected status from (?:HEAD|PUT|POST|PATCH) request|received unexpected HTTP status|toomanyrequests|failed to do request: (?:Head|Put|Post|Patch)|name unknown|tag invalid/i,
    advice:
      'The image was built, but the push failed. Check that the registry is up and that the repository exists in it, then run the job again.'
  }
]

/** The rules that hold also when a step of the build failed, before any push. */
const earlyRules = rules.filter(({ code }) => !code.startsWith('IMAGE_PUSH_'))

/**
 * Explains a failed `docker buildx build` from its output.
 * Only the builder's own last error is read for the cause: what a RUN step printed is there twice, in the stream and in
 * the builder's summary of the failed step, and the Dockerfile's lines are quoted too.
 */
export function buildFailure(exitCode: number, stderr: string): ActionError {
  const lines = stderr
    .split(/\r\n|\n|\r/)
    .map(line => line.replace(/\p{Cc}/gu, ' ').trimEnd())
    .filter(line => line.trim() !== '')
  const start = lines.findLastIndex(line => line.startsWith('ERROR: '))
  const started = lines.some(line => /^#\d+ /.test(line))
  // Without an error of the builder it is the command line that speaks, and no step has printed anything.
  const cause = start >= 0 ? lines.slice(start) : started ? lines.slice(-1) : lines
  const step = failedStep(lines)
  const rule = matchingRule(cause.join('\n'), step)
  const telling = rule === undefined ? undefined : cause.find(line => rule.pattern.test(line))
  const said = ((start < 0 ? telling : undefined) ?? cause[0] ?? 'no message')
    .replace(/^ERROR: /, '')
    .slice(0, 500)
  if (rule !== undefined) return new ActionError(rule.code, `${rule.advice} Docker said: ${said}`)
  return new ActionError(
    'BUILD_FAILED',
    `The image was not built (exit code ${exitCode}): ${said}. The log of the build above shows the step that failed.`
  )
}

/** What failed: a step of the Dockerfile or before it, the push, or something else. */
function failedStep(lines: readonly string[]): 'build' | 'push' | undefined {
  const title = lines.findLast(line => line.startsWith(' > '))
  // `[2/3] RUN …`, `[internal] load metadata for …`; where the Dockerfile is quoted, the error is at one of its lines.
  if (title?.startsWith(' > [') === true || lines.some(line => /^-{20}$/.test(line))) return 'build'
  return title !== undefined && /^ > pushing .* with docker:$/.test(title) ? 'push' : undefined
}

/** A base image that is refused, or whose registry is down, is in the same words as a push, and is none. */
function matchingRule(cause: string, step: ReturnType<typeof failedStep>): Rule | undefined {
  if (/did not complete successfully: /.test(cause)) return undefined
  const found = (step === 'build' ? earlyRules : rules).find(({ pattern }) => pattern.test(cause))
  return found ?? (step === 'push' ? rules.find(({ code }) => code === 'IMAGE_PUSH_FAILED') : undefined)
}
