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
      /push access denied|requested access to the resource is denied|no basic auth credentials|unauthorized: (?:authentication required|incorrect username or password)|insufficient_scope|failed to authorize|failed to fetch (?:oauth|anonymous) token|(?:HEAD|PUT|POST|PATCH) request to [^\n]*: 40[13]|unexpected status from (?:HEAD|PUT|POST|PATCH) request[^\n]*: 40[13]|denied: /i,
    advice:
      'The registry did not accept the push. Log in before this step (docker/login-action) with an account that may write this repository; on ghcr.io the job needs `permissions: packages: write`.'
  },
  {
    code: 'IMAGE_PUSH_FAILED',
    pattern:
      /failed to push|error: failed to copy|unexpected status from (?:HEAD|PUT|POST|PATCH) request|received unexpected HTTP status|toomanyrequests|failed to do request: (?:Head|Put|Post|Patch)|exporting to image[^]*(?:connection refused|connection reset|i\/o timeout|no such host|EOF)|name unknown|tag invalid/i,
    advice:
      'The image was built, but the push failed. Check that the registry is up and that the repository exists in it, then run the job again.'
  }
]

/**
 * Explains a failed `docker buildx build` from its output.
 * Only the builder's own error lines are read for the cause, never what a RUN step printed.
 */
export function buildFailure(exitCode: number, stderr: string): ActionError {
  const lines = stderr.split(/\r\n|\n|\r/).map(line => line.replace(/\p{Cc}/gu, ' ').trimEnd())
  const own = lines.filter(
    line => line.trim() !== '' && !/^#\d+ (?:\d+\.\d+ |\[|DONE|CACHED|sha256:|transferring)/.test(line)
  )
  const words = own.join('\n')
  const last =
    own.findLast(line => /^(?:ERROR|error|docker|permission denied|Cannot)/i.test(line)) ??
    own.at(-1) ??
    'no message'
  const said = last.replace(/^ERROR: /, '').slice(0, 500)
  const rule = rules.find(({ pattern }) => pattern.test(words))
  if (rule !== undefined) return new ActionError(rule.code, `${rule.advice} Docker said: ${said}`)
  return new ActionError(
    'BUILD_FAILED',
    `The image was not built (exit code ${exitCode}): ${said}. The log of the build above shows the step that failed.`
  )
}
