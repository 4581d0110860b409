import { isCollection, isScalar } from 'yaml'

import { parseDocument } from '../../yaml/document.ts'
import type { YamlFile } from '../../yaml/file.ts'
import { readImages } from '../read/images.ts'
import { createMappingReader, foldKey, textOf, valueOf } from '../read/mapping.ts'
import { scalarValues } from '../read/scalars.ts'
import { placeEntries, type PlacedEntry } from '../transformer/apply.ts'

/** What a kustomization says about the images that it builds. */
export interface LayerFields {
  readonly isComponent: boolean
  /** `resources` and `bases`: files, folders and addresses, as written. */
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

const fieldSet = (...names: readonly string[]) => new Set(names.flatMap(name => name.split(' ')).map(foldKey))
/** Lists of texts, and lists of mappings. */
const textLists = fieldSet('resources bases components patchesStrategicMerge')
const patchLists = fieldSet('patches patchesJson6902')
/** Fields that neither bring in containers nor change images. */
const harmless = fieldSet(
  'apiVersion kind metadata openapi namePrefix nameSuffix namespace commonLabels labels commonAnnotations',
  'replicas vars sortOptions crds configMapGenerator secretGenerator generatorOptions validators buildMetadata'
)
const bringing = fieldSet('helmCharts helmGlobals helmChartInflationGenerator generators')
const changing = fieldSet('replacements transformers')
const known = [textLists, patchLists, fieldSet('images imageTags'), harmless, bringing, changing]

/**
 * Reads a kustomization as a layer.
 * @throws YAML_INVALID, NOT_A_KUSTOMIZATION, EDIT_REFUSED for a file that cannot be read as a kustomization.
 */
export function readLayerFields(file: YamlFile): LayerFields {
  const { document } = parseDocument(file, { keepSourceTokens: false })
  const images = readImages(document, file)
  if (!document) throw new Error('A document without a root was read.')
  const { root, aliases } = images
  const mapping = createMappingReader(aliases)(root)
  const written = [...mapping.own].flatMap(([key, pairs]) => (pairs.some(isFilled) ? [key] : []))
  const values = [...scalarValues(document, file)].filter(({ node }) => textOf(node, aliases) !== undefined)
  const texts = (name: string, keyName = name) => {
    const [field, key] = [foldKey(name), foldKey(keyName)]
    return values.flatMap(value => (value.field === field && value.key === key ? [value.text] : []))
  }
  const merges = texts('patchesStrategicMerge')
  return {
    isComponent: textOf(valueOf(mapping, 'kind'), aliases) === 'Component',
    resources: [...texts('resources'), ...texts('bases')],
    components: texts('components'),
    patchFiles: [
      ...[...patchLists].flatMap(field => texts(field, 'path')),
      ...merges.filter(text => !isPatch(text))
    ],
    inlinePatches: [...[...patchLists].flatMap(field => texts(field, 'patch')), ...merges.filter(isPatch)],
    entries: placeEntries(images, file.text),
    bringsMore: written.some(key => bringing.has(key)),
    changesMore: written.some(key => changing.has(key)),
    isUnclear:
      [...mapping.own.values()].some(pairs => pairs.length > 1) ||
      // `<<` may bring in any field.
      root.items.some(({ key }) => isScalar(key) && key.value === '<<') ||
      written.some(key => !known.some(set => set.has(key))) ||
      // kustomize fails on a mapping among texts, and on a text among mappings.
      values.some(({ field, key }) =>
        textLists.has(field) ? key !== field : patchLists.has(field) && key === field
      )
  }
}

/** Returns whether a field has a value that does something. */
function isFilled({ value }: { readonly value: unknown }): boolean {
  if (isCollection(value)) return value.items.length > 0
  return !isScalar(value) || value.value !== ''
}

/** An item of `patchesStrategicMerge` is a file or the patch itself. */
function isPatch(text: string): boolean {
  return /\n|^\s*\{/.test(text)
}
