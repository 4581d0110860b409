import { access, constants, realpath, stat } from 'node:fs/promises'
import { devNull } from 'node:os'
import path from 'node:path'

import { memoize } from '../async/once.ts'
import { isRecord } from '../text/json.ts'
import type { Environment } from './environment.ts'
import { ProgramNotFound, ProgramNotRunnable } from './program-errors.ts'

/** Finds programs: a commit must not decide which program runs. */
export interface ProgramSearch {
  /**
   * Finds the program on the PATH of these variables. Relative folders, and whatever lies in the workspace, are passed
   * over.
   * @returns its absolute path
   * @throws {ProgramNotFound | ProgramNotRunnable}
   */
  readonly find: (program: string, env: Environment) => Promise<string>
  /** The PATH for a child, on which it finds what we would find; undefined for none. */
  readonly searchPath: (env: Environment) => Promise<string | undefined>
}

/** Where programs are looked for when there is no PATH (execvp(3)). */
const defaultPath = '/bin:/usr/bin'
const extensions = process.platform === 'win32' ? ['', '.exe', '.com'] : ['']

/** @param workspace GITHUB_WORKSPACE: nothing in it is executed; undefined for none */
export function createPrograms(workspace: string | undefined): ProgramSearch {
  const isInside = async (file: string) => workspace !== undefined && (await liesIn(workspace, file))
  const folders = memoize(async (searchPath: string) => {
    // An empty one means the current folder, which is the workspace.
    const absolute = searchPath.split(path.delimiter).filter(folder => path.isAbsolute(folder))
    const found = await Promise.all(
      absolute.map(async folder => ({ folder, inside: await isInside(folder) }))
    )
    return {
      outside: found.filter(({ inside }) => !inside).map(({ folder }) => folder),
      inside: found.filter(({ inside }) => inside).map(({ folder }) => folder)
    }
  })
  const search = memoize(async (program: string, searchPath: string): Promise<FoundProgram> => {
    const { outside, inside } = await folders(searchPath)
    let found: FoundProgram = { kind: 'none' }
    for (const file of filesOf(outside, program)) {
      const state = await stateOf(file)
      if (state === 'absent') continue
      if (await isInside(file)) found = { kind: 'passed-over', file }
      else if (state === 'program') return { kind: 'program', file }
      else if (found.kind === 'none') found = { kind: state, file }
    }
    if (found.kind !== 'none') return found
    for (const file of filesOf(inside, program))
      if ((await stateOf(file)) === 'program') return { kind: 'passed-over', file }
    return found
  })
  return {
    find: async (program, env) => {
      if (path.isAbsolute(program)) return program
      const found = await search(program, pathOf(env) ?? defaultPath)
      if (found.kind === 'program') return found.file
      if (found.kind === 'locked') {
        const { notRunnable } = await import('./not-runnable.ts')
        throw notRunnable(found.file, { code: 'EACCES' })
      }
      if (found.kind === 'empty') throw new ProgramNotRunnable(found.file, 'it is empty')
      throw new ProgramNotFound(program, found.kind === 'none' ? {} : { passedOver: found.file })
    },
    searchPath: async env => {
      const searchPath = pathOf(env)
      if (searchPath === undefined) return undefined
      const { outside } = await folders(searchPath)
      // An empty PATH means the current folder to some programs; this one is not a folder.
      return outside.length === 0 ? devNull : outside.join(path.delimiter)
    }
  }
}

type FoundProgram =
  | { readonly kind: 'none' }
  | { readonly kind: 'program' | 'passed-over' | 'locked' | 'empty'; readonly file: string }

function filesOf(folders: readonly string[], program: string): readonly string[] {
  return folders.flatMap(folder => extensions.map(extension => path.join(folder, program + extension)))
}

/** Windows writes the name as it likes. */
function pathOf(env: Environment): string | undefined {
  if (process.platform !== 'win32') return env['PATH']
  return Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1]
}

/** Whether a file is one that this user may execute. */
export async function isProgram(file: string): Promise<boolean> {
  return (await stateOf(file)) === 'program'
}

async function stateOf(file: string): Promise<'program' | 'absent' | 'locked' | 'empty'> {
  try {
    const found = await stat(file)
    if (!found.isFile()) return 'absent'
    await access(file, constants.X_OK)
    // The C library would have a shell run it, which succeeds.
    return found.size === 0 ? 'empty' : 'program'
  } catch (error) {
    return isRecord(error) && error['code'] === 'EACCES' ? 'locked' : 'absent'
  }
}

/** Whether a file lies in a folder. Both count: a link in the folder is the folder's choice, and so is the file behind a link elsewhere. */
export async function liesIn(folder: string, file: string): Promise<boolean> {
  const [parent, real, root] = await Promise.all([path.dirname(file), file, folder].map(realPath))
  const places = [path.resolve(file), parent, real]
  const roots = [path.resolve(folder), root].filter(each => each !== undefined)
  return roots.some(each => places.some(place => place !== undefined && isBelow(each, place)))
}

function isBelow(folder: string, place: string): boolean {
  const way = path.relative(folder, place)
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way)
}

async function realPath(file: string): Promise<string | undefined> {
  return await realpath(file).catch(() => undefined)
}
