import { posix } from 'node:path'

import { ActionError, type ErrorCode } from '../../errors/errors.ts'
import type { Tree, TreeEntry } from '../../git/index.ts'
import {
  folderOf,
  foldersAbove,
  isKustomizationName,
  kustomizationNames,
  kustomizationsIn
} from '../paths.ts'
import { nearest } from '../../text/nearest.ts'
import { isGlob, literalPrefix, namesFiles } from './path-pattern.ts'
import { show } from '../../yaml/file.ts'

/** Makes what tells whether a path matches a glob: see glob.ts, which is only loaded when there is one. */
type CreateMatcher = (pattern: string) => (path: string) => boolean

/** The listing, indexed once for all patterns. */
interface IndexedListing {
  readonly modes: ReadonlyMap<string, string>
  /** Every directory, by its path; the root is ''. With the kustomizations in it. */
  readonly directories: ReadonlyMap<string, readonly string[]>
}

/**
 * Finds the kustomizations of a tree that parsed patterns mean, sorted and each once.
 * @throws {ActionError} KUSTOMIZATION_NOT_FOUND, KUSTOMIZATION_AMBIGUOUS, PATH_NOT_ALLOWED
 */
export async function locate(tree: Tree, patterns: readonly string[]): Promise<readonly string[]> {
  const createMatcher = await loadMatcher(patterns)
  try {
    return locateKustomizations(patterns, await tree.list(literalPrefixes(patterns)), createMatcher)
  } catch (error) {
    if (!(error instanceof ActionError) || error.code !== 'KUSTOMIZATION_NOT_FOUND') throw error
    // Only now is the whole tree worth listing: the message then names what is there instead.
    return locateKustomizations(patterns, await tree.list(['']), createMatcher)
  }
}

/** Most workflows name their folders; the library for globs is loaded only for those that do not. */
async function loadMatcher(patterns: readonly string[]): Promise<CreateMatcher> {
  if (patterns.some(isGlob)) return (await import('./glob.ts')).createMatcher
  return () => () => false
}

/**
 * Returns the directories or files under which parsed patterns can match, for a cheap listing; '' is the whole tree.
 * Nothing is returned twice or below another.
 * @internal exported for its unit test
 */
export function literalPrefixes(patterns: readonly string[]): readonly string[] {
  const prefixes = patterns.flatMap(pattern => {
    if (pattern === '.') return kustomizationNames
    const [directory, name] = [folderOf(pattern), posix.basename(pattern)]
    // Another kustomization beside the one named is an error, so the listing must show it.
    if (isGlob(pattern) || !isKustomizationName(name)) return [literalPrefix(pattern)]
    return kustomizationsIn(directory)
  })
  const unique = [...new Set(prefixes)].sort()
  if (unique.includes('')) return ['']
  return unique.filter(path => !foldersAbove(path).some(folder => unique.includes(folder)))
}

/**
 * Finds the kustomizations that parsed patterns mean, sorted and each once. A pattern that equals a path is that path,
 * even if it holds glob characters. A directory means the one kustomization directly in it. A glob means the
 * directories it matches that hold a kustomization, the kustomizations it matches, and, if its last segment has a name
 * or an extension, any other file it matches.
 * @throws KUSTOMIZATION_NOT_FOUND when a pattern means nothing.
 * @throws KUSTOMIZATION_AMBIGUOUS when a directory has two, which kustomize refuses as well, even if one is named.
 * @throws PATH_NOT_ALLOWED when a path is, or leads through, a symbolic link or submodule: what is behind it is not
 * what the path says, or not in this repository.
 * @internal exported for its unit test
 */
export function locateKustomizations(
  patterns: readonly string[],
  entries: readonly TreeEntry[],
  createMatcher: CreateMatcher
): readonly string[] {
  const tree = indexListing(entries)
  const found = new Set<string>()
  for (const pattern of patterns) {
    const exists = tree.modes.has(pattern) || tree.directories.has(pattern)
    const paths =
      isGlob(pattern) && !exists ? locateGlob(pattern, tree, createMatcher) : [locatePath(pattern, tree)]
    paths.forEach(path => found.add(path))
  }
  return [...found].sort()
}

function indexListing(entries: readonly TreeEntry[]): IndexedListing {
  const modes = new Map<string, string>()
  const directories = new Map<string, string[]>([['', []]])
  for (const { path, mode } of entries) {
    if (mode === '040000') {
      addDirectory(path, directories)
      continue
    }
    modes.set(path, mode)
    const [directory, name] = [folderOf(path), posix.basename(path)]
    addDirectory(directory, directories)
    if (isKustomizationName(name)) directories.get(directory)?.push(path)
  }
  return { modes, directories }
}

function addDirectory(path: string, directories: Map<string, string[]>): void {
  for (const each of [path, ...foldersAbove(path)]) {
    if (directories.has(each)) return
    directories.set(each, [])
  }
}

function locatePath(pattern: string, tree: IndexedListing): string {
  const path = pattern === '.' ? '' : pattern
  refuseIndirect(path, tree)
  if (tree.modes.has(path)) return refuseSibling(path, tree)
  const inside = tree.directories.get(path)
  if (!inside) throw notFound(`${show(pattern)} does not exist in the GitOps repository`, pattern, tree)
  const only = onlyOne(inside, pattern)
  if (only !== undefined) {
    refuseIndirect(only, tree)
    return only
  }
  throw notFound(`The directory ${show(pattern)} holds no ${kustomizationNames.join(', ')}`, pattern, tree)
}

function locateGlob(pattern: string, tree: IndexedListing, createMatcher: CreateMatcher): readonly string[] {
  const matches = createMatcher(pattern)
  const byName = namesFiles(pattern)
  refuseIndirect(literalPrefix(pattern), tree)
  const found = new Set<string>()
  for (const [directory, inside] of tree.directories) {
    if (inside.length === 0) continue
    const matched = inside.filter(path => matches(path))
    const only = (directory !== '' && matches(directory)) || (matched.length > 0 && !byName)
    const paths = only ? [onlyOne(inside, directory)] : matched
    paths.forEach(path => path !== undefined && found.add(path))
  }
  if (byName) {
    for (const [path, mode] of tree.modes)
      if (!isPassedOver(path, mode, pattern) && matches(path)) found.add(path)
  }
  if (found.size === 0) throw notFound(`No kustomization matches ${show(pattern)}`, pattern, tree)
  found.forEach(path => {
    refuseIndirect(path, tree)
    refuseSibling(path, tree)
  })
  return [...found]
}

/** A link or submodule like `v1.2` matches `*.2` by chance. One with a name that the pattern spells out is meant. */
function isPassedOver(path: string, mode: string, pattern: string): boolean {
  const isIndirect = mode === '120000' || mode === '160000'
  return isIndirect && isGlob(posix.basename(pattern)) && !isKustomizationName(posix.basename(path))
}

/** Returns a file that kustomize can build: if it has one of kustomize's names, it must be the only such file there. */
function refuseSibling(path: string, tree: IndexedListing): string {
  const directory = folderOf(path)
  const inside = tree.directories.get(directory) ?? []
  if (inside.includes(path)) onlyOne(inside, directory)
  return path
}

function onlyOne(inside: readonly string[], directory: string): string | undefined {
  const [first, second] = inside
  if (first === undefined || second === undefined) return first
  const message = `The directory ${show(directory || '.')} holds both ${posix.basename(first)} and ${posix.basename(second)}, which kustomize refuses too. Remove one of them.`
  throw new ActionError('KUSTOMIZATION_AMBIGUOUS', message, { location: { path: first } })
}

function refuseIndirect(path: string, tree: IndexedListing): void {
  for (const each of [...foldersAbove(path).toReversed(), path]) {
    const mode = tree.modes.get(each)
    if (mode === '120000') {
      throw located(
        'PATH_NOT_ALLOWED',
        path,
        `${show(each)} is a symbolic link. Name the path it leads to instead.`
      )
    }
    if (mode === '160000') {
      throw located(
        'PATH_NOT_ALLOWED',
        path,
        `${show(each)} is a submodule, so its files belong to another repository. Set repository to that one.`
      )
    }
  }
}

function notFound(problem: string, pattern: string, tree: IndexedListing): ActionError {
  const directories = [...tree.directories]
    .filter(([, inside]) => inside.length > 0)
    .map(([path]) => path || '.')
  const near = nearest(literalPrefix(pattern), directories, 3).map(show)
  const hint = near.length > 0 ? ` Kustomizations are in: ${near.join(', ')}.` : ''
  return located('KUSTOMIZATION_NOT_FOUND', pattern, `${problem}.${hint} Correct the input kustomization.`)
}

function located(code: ErrorCode, path: string, sentence: string): ActionError {
  return new ActionError(code, sentence, { location: { path } })
}
