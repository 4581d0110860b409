import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'

import type { System } from '../../system/system.ts'
import { headOf, type Read, readerOfCheckout } from '../git/reader.ts'
import type { IsExcluded } from './excluded.ts'
import { resolvePaths } from './source-paths.ts'

type Programs = Pick<System, 'processes' | 'env'>

/** More than anybody needs to know. */
const most = 5

/**
 * Lists files of a work tree below the paths, at most five, that differ from the commit that is checked out, or are
 * untracked; those in submodules too. Then come those that Git ignores, unless they are excluded from the build: a
 * folder that is ignored as a whole is one of them, with `/` at the end. Undefined when another commit is checked out,
 * or none.
 *
 * Nothing runs that the configuration of the repository names. Files behind a filter that is a program (Git LFS) are
 * the same as long as they have not been written since the checkout; otherwise they count as different.
 * @param paths as readSourcePaths() gives them
 */
export async function listDirty(
  system: Programs,
  workTree: string,
  commit: string,
  paths: readonly string[],
  isExcluded: IsExcluded
): Promise<readonly string[] | undefined> {
  const dirty = await listWorkTree(system, workTree, commit, paths, isExcluded)
  return dirty && [...dirty.changed, ...dirty.ignored].slice(0, most)
}

interface DirtyFiles {
  readonly changed: readonly string[]
  readonly ignored: readonly string[]
}

async function listWorkTree(
  system: Programs,
  workTree: string,
  commit: string,
  paths: readonly string[],
  isExcluded: IsExcluded
): Promise<DirtyFiles | undefined> {
  const read = readerOfCheckout(system, workTree)
  if ((await headOf(read)) !== commit) return undefined
  const resolved = await resolvePaths(read, commit, paths)
  // Git does not look behind a link.
  if (resolved === undefined || resolved.some(({ kind }) => kind === 'link')) return undefined
  const below = resolved.map(({ path: name }) => name)
  const [status, submodules] = await Promise.all([listStatus(read, below), listSubmodules(read, below)])
  if (status === undefined || submodules === undefined) return undefined
  const changed = status.changed.slice(0, most)
  const ignored = status.ignored.filter(name => !isExcluded(name)).slice(0, most)
  for (const { path: folder, commit: pinned } of submodules) {
    // Another commit of it is a change already.
    if (changed.length >= most || changed.includes(folder)) continue
    const within = (name: string) => `${folder}/${name}`
    const inside = path.join(workTree, folder)
    const dirty = existsSync(path.join(inside, '.git'))
      ? await listWorkTree(system, inside, pinned, [], name => isExcluded(within(name)))
      : // Without `submodules: true` its folder is there, and empty.
        { changed: existsSync(inside) ? (await readdir(inside)).slice(0, most) : [], ignored: [] }
    if (dirty === undefined) return undefined
    changed.push(...dirty.changed.map(within))
    ignored.push(...dirty.ignored.map(within))
  }
  return { changed, ignored }
}

/** Lists what is not as the commit has it, submodules by their commits alone. */
async function listStatus(read: Read, paths: readonly string[]): Promise<DirtyFiles | undefined> {
  const config = await withoutFilters(read)
  if (config === undefined) return undefined
  // What is in an ignored folder is not listed. To look into a submodule, Git would start a command in it that obeys the
  // configuration of that one.
  const options = ['--untracked-files=all', '--ignored=matching', '--ignore-submodules=dirty', '--no-renames']
  const status = await read(['status', '--porcelain=v1', '-z', ...options, '--', ...paths], { config })
  if (status === undefined) return undefined
  const entries = status.toString('utf8').split('\0').filter(Boolean)
  const nameOf = (entry: string) => entry.slice('XY '.length)
  const isIgnored = (entry: string) => entry.startsWith('!! ')
  return {
    changed: entries.filter(entry => !isIgnored(entry)).map(nameOf),
    ignored: entries.filter(isIgnored).map(nameOf)
  }
}

/**
 * The configuration that makes every filter one that does nothing (gitattributes(5), "filter"). Which files are text and
 * how lines end in them is up to Git itself, and stays. Undefined when a filter cannot be named on the command line.
 */
async function withoutFilters(read: Read): Promise<readonly string[] | undefined> {
  const listed = await read(['config', '--list', '--includes', '--name-only', '-z'])
  if (listed === undefined) return undefined
  const keys = listed.toString('utf8').split('\0')
  const names = new Set(keys.flatMap(key => /^filter\.(.+)\.[^.]+$/s.exec(key)?.[1] ?? []))
  if ([...names].some(name => name.includes('='))) return undefined
  return [
    // A cache of the untracked files is a statement of the repository, too.
    'core.untrackedCache=false',
    ...[...names].flatMap(name =>
      ['clean=', 'smudge=', 'process=', 'required=false'].map(setting => `filter.${name}.${setting}`)
    )
  ]
}

interface Submodule {
  readonly path: string
  readonly commit: string
}

async function listSubmodules(
  read: Read,
  paths: readonly string[]
): Promise<readonly Submodule[] | undefined> {
  const listed = await read(['ls-files', '--stage', '-z', '--', ...paths])
  return listed
    ?.toString('utf8')
    .split('\0')
    .flatMap(line => {
      const [, commit, name] = /^160000 ([0-9a-f]+) \d\t(.+)$/s.exec(line) ?? []
      return commit === undefined || name === undefined ? [] : [{ commit, path: name }]
    })
}
