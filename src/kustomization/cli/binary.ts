import { access, constants, realpath, stat } from 'node:fs/promises'
import { devNull } from 'node:os'
import path from 'node:path'

import { ActionError } from '../../errors/errors.ts'
import type { Processes } from '../../system/process.ts'
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

const programName = process.platform === 'win32' ? 'kustomize.exe' : 'kustomize'
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
  const workspace = (await realPath(search.workspace)) ?? path.resolve(search.workspace)
  const program =
    named === '' ? await searchFolders(searchPath, workspace) : await checkNamed(named, workspace)
  return program === undefined ? undefined : { path: program, version: await readVersion(program, search) }
}

async function searchFolders(searchPath: string, workspace: string): Promise<string | undefined> {
  for (const folder of searchPath.split(path.delimiter)) {
    const program = path.join(folder, programName)
    if (!path.isAbsolute(folder) || !(await isProgram(program))) continue
    if (!(await isInWorkspace(program, workspace))) return program
  }
  return undefined
}

async function checkNamed(program: string, workspace: string): Promise<string> {
  if (!path.isAbsolute(program)) throw unusable(program, 'is not an absolute path')
  if (await isInWorkspace(program, workspace)) {
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

/** Both count: a link in the workspace is the commit's choice, and so is the file behind a link elsewhere. */
async function isInWorkspace(program: string, workspace: string): Promise<boolean> {
  const places = [path.resolve(program), await realPath(path.dirname(program)), await realPath(program)]
  return places.some(place => {
    if (place === undefined) return false
    const way = path.relative(workspace, place)
    return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way)
  })
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK)
    return (await stat(file)).isFile()
  } catch {
    return false
  }
}

async function realPath(file: string): Promise<string | undefined> {
  return await realpath(file).catch(() => undefined)
}

/** v5 prints `v5.8.1`; v4 prints `{Version:kustomize/v4.5.7 GitCommit:…}`; one built from source, as Debian's, `(devel)`. */
async function readVersion(program: string, { processes, env }: KustomizeSearch): Promise<string> {
  const place = { cwd: path.dirname(program), home: devNull }
  const result = await runKustomize(program, ['version'], { processes, env, ...place, timeoutMs })
  if (result.exitCode !== 0) throw notRunning(program, describeCliFailure(result, [], timeoutMs))
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
