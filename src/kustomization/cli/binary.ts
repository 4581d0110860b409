import { devNull } from 'node:os'
import path from 'node:path'

import { ActionError } from '../../errors/errors.ts'
import type { Processes } from '../../system/process.ts'
import { isNotStarted } from '../../system/program-errors.ts'
import { createPrograms, isProgram, liesIn } from '../../system/programs.ts'
import { describeCliFailure, plain, runKustomize, type Kustomize } from './run.ts'
import type { Environment } from '../../system/environment.ts'

export interface KustomizeSearch {
  /** The input `kustomize-path`; empty or undefined means to search. */
  readonly path: string | undefined
  /** The value of PATH. */
  readonly searchPath: string
  /** GITHUB_WORKSPACE: nothing in it is executed. */
  readonly workspace: string
  readonly processes: Processes
  readonly env: Environment
}

const timeoutMs = 30_000

const whereToInstall =
  'Install kustomize outside of the checkout, into RUNNER_TEMP or the tool cache, and name that program.'

/**
 * Finds the kustomize CLI, and runs it once for its version. Relative folders of PATH and whatever lies in the
 * workspace are passed over: a commit must not decide which program runs.
 * @returns undefined when none is on PATH
 * @throws {ActionError} KUSTOMIZE_MISSING when the one named cannot be used, or what was found is not a kustomize;
 *   CANCELLED
 */
export async function findKustomize(search: KustomizeSearch): Promise<Kustomize | undefined> {
  const { path: named = '', searchPath } = search
  const { workspace } = search
  const program =
    named === '' ? await searchFolders(searchPath, workspace) : await checkNamed(named, workspace)
  return program === undefined ? undefined : { path: program, version: await readVersion(program, search) }
}

async function searchFolders(searchPath: string, workspace: string): Promise<string | undefined> {
  try {
    return await createPrograms(workspace).find('kustomize', { PATH: searchPath })
  } catch (error) {
    // One that nobody has asked for, and that cannot be used, is none.
    if (isNotStarted(error)) return undefined
    throw error
  }
}

async function checkNamed(program: string, workspace: string): Promise<string> {
  if (!path.isAbsolute(program)) throw unusable(program, 'is not an absolute path')
  if (await liesIn(workspace, program)) {
    throw unusable(program, 'lies in the workspace, and nothing of a checkout is executed')
  }
  if (!(await isProgram(program))) throw unusable(program, 'is not an executable file')
  return program
}

function unusable(program: string, problem: string): ActionError {
  return new ActionError(
    'KUSTOMIZE_MISSING',
    `kustomize-path: ${plain(program)} ${problem}. ${whereToInstall}`
  )
}

/** v5 prints `v5.8.1`; v4 prints `{Version:kustomize/v4.5.7 GitCommit:…}`; one built from source, as Debian's, `(devel)`. */
async function readVersion(program: string, { processes, env }: KustomizeSearch): Promise<string> {
  const place = { cwd: path.dirname(program), home: devNull }
  const result = await runKustomize(program, ['version'], { processes, env, ...place, timeoutMs })
  if (result.exitCode !== 0) throw notRunning(program, describeCliFailure(result, []))
  const output = result.stdout.toString('utf8').trim()
  const [, v4, v5] = /^(?:\{Version:(?:kustomize\/)?([^\s}]+)[^\n]*|(\S+))$/.exec(output) ?? []
  const version = v4 ?? v5 ?? ''
  if (version === '(devel)' || version === 'unknown') return '(devel)'
  if (/^v?\d+\.\d+\.\d+(?:[-+][\w.+-]*)?$/.test(version)) return version.replace(/^v?/, 'v')
  throw notRunning(
    program,
    output === '' ? 'it prints no version' : `its version is "${plain(output).slice(0, 100)}"`
  )
}

function notRunning(program: string, detail: string): ActionError {
  return new ActionError(
    'KUSTOMIZE_MISSING',
    `${plain(program)} is not a kustomize that runs: ${detail}. It is run without the job's variables and with nothing ` +
      'on PATH: set `kustomize-path` to the program itself, not to a script that looks for it.'
  )
}
