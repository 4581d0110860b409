import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'

import { type CheckoutOptions, questionMs } from '../git/checkout.ts'
import type { IsKeptOut } from './ignored.ts'
import { createReader, type Read } from '../git/reader.ts'
import { placePaths } from './source-paths.ts'
import { createGit } from '../../git/index.ts'

/** More than anybody needs to know. */
const most = 5

/**
 * Lists files of a work tree below the paths, at most five, that differ from the commit that is checked out, or are
 * untracked; those in submodules too. Then come those that Git ignores, unless they are kept out of the build: a folder
 * that is ignored as a whole is one of them, with `/` at the end. Undefined when another commit is checked out, or none.
 *
 * Nothing runs that the configuration of the repository names. Files behind a filter that is a program (Git LFS) are
 * the same as long as they have not been written since the checkout; otherwise they count as different.
 * @param paths as readSourcePaths() gives them
 */
export async function listDirty(
  options: CheckoutOptions,
  commit: string,
  paths: readonly string[],
  isKeptOut: IsKeptOut
): Promise<readonly string[] | undefined> {
  const found = await listOwn(options, commit, paths, isKeptOut)
  return found && [...found.changed, ...found.ignored].slice(0, most)
}

interface Dirty {
  readonly changed: readonly string[]
  readonly ignored: readonly string[]
}

async function listOwn(
  options: CheckoutOptions,
  commit: string,
  paths: readonly string[],
  isKeptOut: IsKeptOut
): Promise<Dirty | undefined> {
  const { workspace, processes, env } = options
  const read = createReader(createGit(processes, env, path.join(workspace, '.git')), questionMs, workspace)
  const head = await read(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])
  if (head?.toString('latin1').trim() !== commit) return undefined
  const placed = await placePaths(read, commit, paths)
  // Git does not look behind a link.
  if (placed === undefined || placed.some(({ kind }) => kind === 'link')) return undefined
  const below = placed.map(each => each.path)
  const [status, submodules] = await Promise.all([listStatus(read, below), listSubmodules(read, below)])
  if (status === undefined || submodules === undefined) return undefined
  const changed = status.changed.slice(0, most)
  const ignored = status.ignored.filter(name => !isKeptOut(name)).slice(0, most)
  for (const submodule of submodules) {
    // Another commit of it is a change already.
    if (changed.length >= most || changed.includes(submodule.path)) continue
    const within = (name: string) => `${submodule.path}/${name}`
    const inside = await listInside(options, submodule, name => isKeptOut(within(name)))
    if (inside === undefined) return undefined
    changed.push(...inside.changed.map(within))
    ignored.push(...inside.ignored.map(within))
  }
  return { changed, ignored }
}

/** Lists what is not as the commit has it, submodules by their commits alone. */
async function listStatus(read: Read, paths: readonly string[]): Promise<Dirty | undefined> {
  const config = await muteFilters(read)
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
 * Makes every filter that is configured one that does nothing (gitattributes(5), "filter"). Which files are text and
 * how lines end in them is up to Git itself, and stays. Undefined when a filter cannot be named on the command line.
 */
async function muteFilters(read: Read): Promise<readonly string[] | undefined> {
  // A cache of the untracked files is a statement of the repository, too.
  const own = ['core.untrackedCache=false']
  const listed = await read(['config', '--list', '--includes', '--name-only', '-z'])
  if (listed === undefined) return undefined
  const keys = listed.toString('utf8').split('\0')
  const names = new Set(keys.flatMap(key => /^filter\.(.+)\.[^.]+$/s.exec(key)?.[1] ?? []))
  if ([...names].some(name => name.includes('='))) return undefined
  return [
    ...own,
    ...[...names].flatMap(name => [
      `filter.${name}.clean=`,
      `filter.${name}.smudge=`,
      `filter.${name}.process=`,
      `filter.${name}.required=false`
    ])
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

async function listInside(
  options: CheckoutOptions,
  submodule: Submodule,
  isKeptOut: IsKeptOut
): Promise<Dirty | undefined> {
  const workspace = path.join(options.workspace, submodule.path)
  // Without `submodules: true` its folder is there, and empty.
  if (await isThere(path.join(workspace, '.git')))
    return await listOwn({ ...options, workspace }, submodule.commit, [], isKeptOut)
  const names = (await isThere(workspace)) ? await readdir(workspace) : []
  return { changed: names.slice(0, most), ignored: [] }
}

async function isThere(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false
  )
}
