import { posix } from 'node:path'

import { maxParsed, type ParseBudget } from './resource-images.ts'
import { addLayer, addPatch, addResource, readDraft, type Draft, type Layer } from './graph.ts'
import { type Tree } from './tree.ts'
import { kustomizationNames } from '../file-names.ts'
import type { YamlFile } from '../../yaml/file.ts'

const maxLevels = 8
/** More than are read are not asked for. */
const maxPaths = 100

/**
 * Reads what the given kustomizations are built from, level by level: one listing and one reading for each level of all
 * of them, and what they share once. In the directories of the given ones, files with names that `isBeside` accepts are
 * read along with the first level. Returns the layers by path, without those that are no kustomizations.
 */
export async function readLayers(
  tree: Tree,
  roots: readonly YamlFile[],
  isBeside: (name: string) => boolean
): Promise<ReadonlyMap<string, Layer>> {
  const drafts = createDrafts(tree)
  let level = roots.flatMap(root => drafts.add(root) ?? [])
  const layers = new Map(level.map(draft => [draft.path, draft]))
  const directories = [...new Set(roots.map(({ path }) => posix.dirname(path)))]
  await tree.list([...directories.map(prefixOf), ...prefixesOf(level)])
  const beside = directories.flatMap(directory => {
    return tree.filesIn(directory).filter(path => isBeside(posix.basename(path)))
  })
  await tree.read([...beside, ...filesOf(level, tree)])

  for (let depth = 1; level.length > 0; depth++) {
    const next = level.flatMap(draft => drafts.fill(draft))
    if (depth === maxLevels) next.forEach(abandon)
    level = depth === maxLevels ? [] : next
    await tree.list(prefixesOf(level))
    await tree.read(filesOf(level, tree))
  }
  return layers
}

function createDrafts(tree: Tree) {
  const known = new Map<string, Draft | undefined>()
  const budget: ParseBudget = { left: maxParsed }

  const add = (file: YamlFile): Draft | undefined => {
    const draft = readDraft(file, budget)
    known.set(file.path, draft)
    return draft
  }
  /** Returns the one kustomization in a directory, which is new when this is the first time. */
  const findIn = (directory: string, added: Draft[]): Draft | undefined => {
    const [path, second] = kustomizationsIn(directory).filter(each => tree.isFile(each))
    if (path === undefined || second !== undefined) return undefined
    if (known.has(path)) return known.get(path)
    const text = tree.textOf(path)
    const draft = text === undefined ? undefined : add({ text, path })
    if (draft) added.push(draft)
    return draft
  }
  /** Gives a draft what was read for it, and returns the layers below it that are new. */
  const fill = (draft: Draft): readonly Draft[] => {
    const added: Draft[] = []
    for (const { kind, path } of draft.references) {
      const isFile = path !== undefined && tree.isFile(path)
      if (kind === 'patch') addPatch(draft, isFile ? tree.textOf(path) : undefined, budget)
      else if (kind === 'resource' && isFile) addResource(draft, path, tree.textOf(path), budget)
      else addLayer(draft, kind, path === undefined ? undefined : findIn(path, added))
    }
    return added
  }
  return { add, fill }
}

function abandon(draft: Draft): void {
  draft.isUnclear = true
}

function prefixesOf(level: readonly Draft[]): readonly string[] {
  return pathsOf(level).flatMap(path => (isFileName(path) ? [path] : kustomizationsIn(path)))
}

function filesOf(level: readonly Draft[], tree: Tree): readonly string[] {
  return pathsOf(level).flatMap(path => (tree.isFile(path) ? [path] : kustomizationsIn(path)))
}

function pathsOf(level: readonly Draft[]): readonly string[] {
  const paths = level.flatMap(({ references }) => references.flatMap(({ path }) => path ?? []))
  return [...new Set(paths)].slice(0, maxPaths)
}

function isFileName(path: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(path)
}

function kustomizationsIn(directory: string): readonly string[] {
  return kustomizationNames.map(name => posix.join(directory, name))
}

function prefixOf(directory: string): string {
  return directory === '.' ? '' : directory
}
