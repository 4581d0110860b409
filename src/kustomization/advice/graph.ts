import { posix } from 'node:path'

import type { YamlFile } from '../../yaml/file.ts'
import { folderOf, isKustomizationName, kustomizationsIn } from '../paths.ts'
import { readLayerFields, type LayerFields } from './fields.ts'
import { tryRead, type KnownFiles } from './files.ts'
import { limits } from './limits.ts'
import { imagesInResources, textsInPatch, type ParseBudget } from './resource-images.ts'
import { resolvePath } from '../read/listing.ts'

/** A kustomization with what it is built from, as far as that could be read. */
export interface Layer extends Pick<LayerFields, 'isComponent' | 'entries' | 'changesMore'> {
  readonly path: string
  readonly references: readonly LayerReference[]
  /** The images in its own resource files. */
  readonly images: string[]
  /** What its patches may bring in: images of containers, and any other text. */
  readonly patched: { readonly images: string[]; readonly texts: string[] }
  readonly bases: Layer[]
  /** In the order in which they are applied. */
  readonly components: Layer[]
  /** The texts of its resource and patch files. */
  readonly texts: string[]
  /** Whether all its resources, and all its patches, could be read. */
  readonly isComplete: { resources: boolean; patches: boolean }
  /** Nothing is known about what it, and every layer above it, does to images. */
  isUnclear: boolean
}

interface LayerReference {
  readonly kind: 'resource' | 'component' | 'patch'
  /** Undefined when it is not a path of the repository. */
  readonly path: string | undefined
}

/**
 * Reads what the given kustomizations are built from, level by level: one listing and one reading for each level of all
 * of them, and what they share once. The files `beside` are read along with the first level. What cannot be read is left
 * out and marked as not known.
 * @returns the layers of the given kustomizations by path, without those that cannot be read
 */
export async function readLayers(
  files: KnownFiles,
  roots: readonly YamlFile[],
  isBeside: (path: string) => boolean
): Promise<ReadonlyMap<string, Layer>> {
  const reader = createLayerReader(files)
  let level = roots.flatMap(root => reader.read(root) ?? [])
  const layers = new Map(level.map(layer => [layer.path, layer]))
  await files.list([...roots.map(({ path }) => folderOf(path)), ...prefixesOf(level)])
  await files.read([...files.filesBelow('').filter(isBeside), ...filesOf(level, files)])
  for (let depth = 1; level.length > 0; depth++) {
    const below = level.flatMap(layer => reader.fill(layer))
    const isTooDeep = depth === limits.levels
    if (isTooDeep) for (const layer of below) layer.isUnclear = true
    level = isTooDeep ? [] : below
    await files.list(prefixesOf(level))
    await files.read(filesOf(level, files))
  }
  return layers
}

/** Returns a layer and all below it, each once. */
export function withLayersBelow(layer: Layer, found = new Set<Layer>()): ReadonlySet<Layer> {
  if (found.has(layer)) return found
  found.add(layer)
  for (const each of [...layer.bases, ...layer.components]) withLayersBelow(each, found)
  return found
}

function createLayerReader(files: KnownFiles) {
  const layers = new Map<string, Layer | undefined>()
  const budget: ParseBudget = { left: limits.parsedCharacters }

  /** Reads a kustomization without what it refers to; undefined when it cannot be read. */
  const read = (file: YamlFile): Layer | undefined => {
    budget.left -= file.text.length
    const fields = budget.left < 0 ? undefined : tryRead(() => readLayerFields(file))
    const layer = fields && createLayer(file.path, fields)
    for (const patch of fields?.inlinePatches ?? []) if (layer) addPatch(layer, patch)
    layers.set(file.path, layer)
    return layer
  }

  const addPatch = (layer: Layer, text: string | undefined): void => {
    const found = text === undefined ? undefined : textsInPatch(text, budget)
    if (!found) layer.isComplete.patches = false
    layer.patched.images.push(...(found?.images ?? []))
    layer.patched.texts.push(...(found?.texts ?? []))
    layer.texts.push(text ?? '')
  }

  const addResource = (layer: Layer, path: string): void => {
    const text = files.textOf(path)
    const isKustomization = isKustomizationName(posix.basename(path))
    const images = text === undefined || isKustomization ? undefined : imagesInResources(text, budget)
    if (!images) layer.isComplete.resources = false
    layer.images.push(...(images ?? []))
    layer.texts.push(text ?? '')
  }

  /** An unknown component may do anything; on a component in the place of a base, or the reverse, kustomize fails. */
  const addLayer = (layer: Layer, below: Layer | undefined, isComponent: boolean): void => {
    if (below && below.isComponent === isComponent) (isComponent ? layer.components : layer.bases).push(below)
    else if (below || isComponent) layer.isUnclear = true
    else layer.isComplete.resources = false
  }

  /** Gives a layer what was read for it, and returns the layers below it that are new. */
  const fill = (layer: Layer): readonly Layer[] => {
    const added: Layer[] = []
    for (const { kind, path } of layer.references) {
      const isFile = path !== undefined && files.isFile(path)
      if (kind === 'patch') addPatch(layer, isFile ? files.textOf(path) : undefined)
      else if (kind === 'resource' && isFile) addResource(layer, path)
      else addLayer(layer, path === undefined ? undefined : findIn(path, added), kind === 'component')
    }
    return added
  }

  /** Returns the one kustomization in a folder, and adds it to `added` when it is met for the first time. */
  const findIn = (folder: string, added: Layer[]): Layer | undefined => {
    const [path, second] = kustomizationsIn(folder).filter(files.isFile)
    if (path === undefined || second !== undefined) return undefined
    if (layers.has(path)) return layers.get(path)
    const text = files.textOf(path)
    const layer = text === undefined ? undefined : read({ text, path })
    if (layer) added.push(layer)
    return layer
  }
  return { read, fill }
}

function createLayer(path: string, fields: LayerFields): Layer {
  const { isComponent, entries, changesMore, isUnclear } = fields
  const refer = (kind: LayerReference['kind'], written: readonly string[]) => {
    return [...new Set(written)].map(each => ({ kind, path: pathOf(folderOf(path), each) }))
  }
  const references = [
    ...refer('resource', fields.resources),
    ...refer('component', fields.components),
    ...refer('patch', fields.patchFiles)
  ]
  return {
    path,
    isComponent,
    entries,
    changesMore,
    references,
    images: [],
    patched: { images: [], texts: [] },
    bases: [],
    components: [],
    texts: [],
    isUnclear,
    isComplete: { resources: !fields.bringsMore, patches: true }
  }
}

/** The path that a reference means; undefined for an address, and for a path that no file can have. */
function pathOf(folder: string, reference: string): string | undefined {
  if (reference === '' || reference.length > limits.pathLength) return undefined
  // A colon first is magic to Git; with `://`, `?ref=` and `git@` kustomize asks another repository.
  if (/[\p{Cc}\\?]|:\/\/|^[^/]*:/u.test(reference)) return undefined
  const path = resolvePath(folder, reference)
  if (path === undefined || path.length > limits.pathLength || path.startsWith(':')) return undefined
  return path.split('/').some(segment => segment.toLowerCase() === '.git') ? undefined : path
}

/** What to list: of a folder only its kustomization, as it may hold thousands of files. */
function prefixesOf(level: readonly Layer[]): readonly string[] {
  return pathsOf(level).flatMap(path => (/\.(?:ya?ml|json)$/i.test(path) ? [path] : kustomizationsIn(path)))
}

function filesOf(level: readonly Layer[], files: KnownFiles): readonly string[] {
  return pathsOf(level).flatMap(path => (files.isFile(path) ? [path] : kustomizationsIn(path)))
}

function pathsOf(level: readonly Layer[]): readonly string[] {
  const paths = level.flatMap(({ references }) => references.flatMap(({ path }) => path ?? []))
  return [...new Set(paths)].slice(0, limits.pathsOfLevel)
}
