import { isCollection, isMap, isScalar, isSeq } from 'yaml'

import { follow, resolveAliases, type Aliases } from '../../yaml/aliases.ts'
import { parseDocument } from '../../yaml/document.ts'
import { readImages } from '../read/images.ts'
import { createMappingReader, foldKey, keyOf, textOf, valueOf, type Mapping } from '../read/mapping.ts'
import { placeEntries, type PlacedEntry } from '../transformer/placed-entries.ts'
import type { YamlFile } from '../../yaml/file.ts'

/** What a kustomization says about the images that it builds. */
export interface LayerFields {
  readonly isComponent: boolean
  /** `resources` and `bases`: files, directories and addresses, as written. */
  readonly resources: readonly string[]
  readonly components: readonly string[]
  readonly patchFiles: readonly string[]
  readonly inlinePatches: readonly string[]
  /** The entries of `images` and `imageTags`, in the order in which kustomize applies them. */
  readonly entries: readonly PlacedEntry[]
  /** Something else brings in resources: charts, generator plug-ins. */
  readonly bringsMore: boolean
  /** Something else may change images after its own entries: replacements, transformers. */
  readonly changesMore: boolean
  /** There is a field whose effect on images, here and in every layer above, is not known. */
  readonly isUnclear: boolean
}

/** Fields that neither bring in containers nor change images, and those that are read here. */
const harmless = new Set(
  (
    'apiVersion kind metadata openapi namePrefix nameSuffix namespace commonLabels labels commonAnnotations ' +
    'replicas vars sortOptions crds configMapGenerator secretGenerator generatorOptions validators buildMetadata ' +
    'images imageTags resources bases components patches patchesStrategicMerge patchesJson6902'
  )
    .split(' ')
    .map(foldKey)
)
const bringing = new Set(
  ['helmCharts', 'helmGlobals', 'helmChartInflationGenerator', 'generators'].map(foldKey)
)
const changing = new Set(['replacements', 'transformers'].map(foldKey))

/**
 * Reads a kustomization as a layer.
 * @throws YAML_INVALID, NOT_A_KUSTOMIZATION, EDIT_REFUSED for a file that cannot be read as a kustomization.
 */
export function readLayerFields(file: YamlFile): LayerFields {
  const { document } = parseDocument(file, { keepSourceTokens: false })
  const images = readImages(document, file)
  if (!document) throw new Error('A document without a root was read.')
  const aliases = resolveAliases(document, file)
  const root = createMappingReader(aliases)(images.root)
  const written = new Set([...root.own].flatMap(([key, pairs]) => (pairs.some(isFilled) ? [key] : [])))
  const fields = createReader(root, aliases)
  const resources = [fields.texts('resources'), fields.texts('bases')]
  const components = fields.texts('components')
  const patches = [fields.patches('patches'), fields.patches('patchesJson6902'), fields.merges()]
  const isTwice = [...root.own.values()].some(pairs => pairs.length > 1)
  // `<<` may bring in any field.
  const isMerged = images.root.items.some(({ key }) => isScalar(key) && key.value === '<<')
  const known = [harmless, bringing, changing]
  return {
    isComponent: textOf(valueOf(root, 'kind'), aliases) === 'Component',
    resources: resources.flatMap(each => each ?? []),
    components: components ?? [],
    patchFiles: patches.flatMap(each => each?.files ?? []),
    inlinePatches: patches.flatMap(each => each?.texts ?? []),
    entries: placeEntries(images, file.text),
    bringsMore: [...written].some(key => bringing.has(key)),
    changesMore: [...written].some(key => changing.has(key)),
    isUnclear:
      isTwice ||
      isMerged ||
      [...resources, components, ...patches].includes(undefined) ||
      [...written].some(key => !known.some(set => set.has(key)))
  }
}

/** Returns whether a field has a value that does something. */
function isFilled({ value }: { readonly value: unknown }): boolean {
  if (isCollection(value)) return value.items.length > 0
  return !isScalar(value) || value.value !== ''
}

interface Patches {
  readonly files: readonly string[]
  readonly texts: readonly string[]
}

/** Reads lists of a mapping; undefined when one is written so that kustomize fails on it, or as nobody writes it. */
function createReader(root: Mapping, aliases: Aliases) {
  const items = (field: string): readonly unknown[] | undefined => {
    const node = follow(valueOf(root, field), aliases)
    if (node === undefined || node === null || isScalar(node)) return []
    return isSeq(node) ? node.items.map(item => follow(item, aliases)) : undefined
  }
  const texts = (field: string): readonly string[] | undefined => {
    const found = items(field)?.map(item => textOf(item, aliases))
    return found?.every(each => each !== undefined) === true ? found : undefined
  }
  const patches = (field: string): Patches | undefined => {
    const found = items(field)
    if (found?.every(item => isMap(item)) !== true) return undefined
    const values = (key: string) =>
      found.flatMap(item => {
        return item.items.flatMap(pair =>
          foldKey(keyOf(pair, aliases)) === key ? (textOf(pair.value, aliases) ?? []) : []
        )
      })
    return { files: values('path'), texts: values('patch') }
  }
  /** An item of `patchesStrategicMerge` is a file or the patch itself. */
  const merges = (): Patches | undefined => {
    const found = texts('patchesStrategicMerge')
    const isPatch = (text: string) => /\n|^\s*\{/.test(text)
    return found && { files: found.filter(each => !isPatch(each)), texts: found.filter(isPatch) }
  }
  return { texts, patches, merges }
}
