import type { System } from '../../system/system.ts'
import { devNull } from 'node:os'

import { ActionError } from '../../errors/errors.ts'
import type { Processes, ProcessResult } from '../../system/process.ts'
import { isNotStarted } from '../../system/program-errors.ts'
import type { Environment } from '../../system/environment.ts'

/** A kustomize that runs. */
export interface Kustomize {
  /** Absolute path of the program. */
  readonly path: string
  /** `v5.8.1`; `(devel)` when it was built without a version. */
  readonly version: string
}

/** What the CLI is run with; hardly anything of the environment reaches it. */
export type CliPorts = Pick<System, 'processes' | 'env' | 'temporary'>

interface CliRun {
  readonly processes: Processes
  readonly env: Environment
  readonly cwd: string
  /** A folder that holds nothing kustomize could read as configuration or as a plug-in. */
  readonly home: string
  readonly timeoutMs: number
}

/** Characters of an error of kustomize that are shown. */
const maxDetail = 500

/**
 * Runs the kustomize CLI to its end, whatever its exit code.
 * @throws {ActionError} KUSTOMIZE_MISSING when the program cannot be started, CANCELLED
 */
export async function runKustomize(
  program: string,
  args: readonly string[],
  { processes, env, cwd, home, timeoutMs }: CliRun
): Promise<ProcessResult> {
  try {
    return await processes.run(program, args, { cwd, env: cliEnvironment(env, home), timeoutMs })
  } catch (cause) {
    if (cause instanceof ActionError) throw cause
    if (!isNotStarted(cause)) throw cause
    throw new ActionError(
      'KUSTOMIZE_MISSING',
      `${plain(cause.message)}. Install kustomize for this machine.`,
      { cause }
    )
  }
}

/**
 * The whole environment of kustomize. It needs none of the job's variables, which hold secrets. No program is on its
 * PATH, so no Git and no Helm is found, and web requests go to a proxy that is not there: nothing is fetched.
 */
function cliEnvironment(env: Environment, home: string): Record<string, string> {
  const nowhere = 'http://127.0.0.1:1'
  return {
    // Windows does not start programs without it.
    ...(env['SystemRoot'] === undefined ? {} : { SystemRoot: env['SystemRoot'] }),
    // An empty PATH means the current folder to some programs; this one is not a folder.
    PATH: devNull,
    HOME: home,
    TMPDIR: home,
    LC_ALL: 'C',
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    NO_PROXY: ''
  }
}

/**
 * Says in one line why kustomize failed: its own error, without the usage text behind it.
 * @param names what to show instead of a text that means nothing to the user, such as a temporary folder
 */
export function describeCliFailure(
  { exitCode, stderr, ending }: ProcessResult,
  names: readonly (readonly [text: string, shown: string])[]
): string {
  if (ending !== undefined) return `it ${ending}`
  const lines = stderr.split(/\r\n|\n|\r/)
  const start = lines.findIndex(line => line.startsWith('Error: '))
  const first = lines[start] ?? lines.find(line => line.trim() !== '' && !line.startsWith('# Warning'))
  if (first === undefined) return `it ended with exit code ${exitCode} and no message`
  let detail = withoutValues(withoutConfig(first.replace(/^Error: /, ''), lines.slice(start + 1)))
  for (const [text, shown] of names) detail = detail.replaceAll(text, shown)
  return plain(detail).replace(/[.\s]+$/, '')
}

/** An error of a plug-in quotes its whole configuration, which may hold a secret, before it says what is wrong. */
function withoutConfig(first: string, rest: readonly string[]): string {
  if (!first.endsWith(' with config: `')) return first
  const end = rest.findLast(line => line.startsWith('`: '))
  return first.slice(0, -' with config: `'.length) + (end === undefined ? '' : end.slice(1))
}

/** So do errors about the sources of a Secret (kv.go) and about a patch. */
function withoutValues(detail: string): string {
  return detail
    .replace(/(literal sources) \[.*/, '$1: one is not key=value')
    .replace(/(has invalid utf8 bytes) .*/, '$1')
    .replace(/(JSON patch from) \[.*\]/, '$1 […]')
}

/** Shows a text of somebody else's in one line. */
export function plain(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, ' ')
  return line.length > maxDetail ? `${line.slice(0, maxDetail - 1)}…` : line
}
