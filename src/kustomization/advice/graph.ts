import { posix } from 'node:path'

import { ActionError } from '../../errors/errors.ts'
import { readLayerFields, type LayerFields } from './fields.ts'
import { imagesInResources, textsInPatch, type ParseBudget, type PatchTexts } from './resource-images.ts'
import { resolvePath } from './tree.ts'
import { kustomizationNames } from '../file-names.ts'
import type { YamlFile } from '../../yaml/file.ts'

/** A kustomization with what it is built from. */
export interface Layer extends Pick<LayerFields, 'isComponent' | 'entries' | 'changesMore'> {
  readonly path: string
  /** The images in its own resource files. */
  readonly images: readonly string[]
  /** What its patches may bring in. */
  readonly patched: PatchTexts
  readonly bases: readonly Layer[]
  /** In the order in which they are applied. */
  readonly components: readonly Layer[]
  /** The texts of its resource and patch files. */
  readonly texts: readonly string[]
  /** Whether all its resources, and all its patches, could be read. */
  readonly isComplete: { readonly resources: boolean; readonly patches: boolean }
  /** Nothing is known about what it, and every layer above it, does to images. */
  readonly isUnclear: boolean
}

/** A layer that is still being read. */
export interface Draft extends Layer {
  readonly references: readonly Reference[]
  readonly images: string[]
  readonly patched: { readonly images: string[]; readonly texts: string[] }
  readonly bases: Draft[]
  readonly components: Draft[]
  readonly texts: string[]
  readonly isComplete: { resources: boolean; patches: boolean }
  isUnclear: boolean
}

interface Reference {
  readonly kind: 'resource' | 'component' | 'patch'
  /** Undefined when it is not a path of the repository. */
  readonly path: string | undefined
}

/** Reads a kustomization without what it refers to; undefined when it cannot be read. */
export function readDraft(file: YamlFile, budget: ParseBudget): Draft | undefined {
  budget.left -= file.text.length
  const fields = budget.left < 0 ? undefined : tryFields(file)
  if (!fields) return undefined
  const { isComponent, entries, changesMore } = fields
  const directory = posix.dirname(file.path)
  const referTo = (kind: Reference['kind'], references: readonly string[]) =>
    [...new Set(references)].map(each => ({ kind, path: resolvePath(directory, each) }))
  const draft: Draft = {
    path: file.path,
    isComponent,
    entries,
    changesMore,
    references: [
      ...referTo('resource', fields.resources),
      ...referTo('component', fields.components),
      ...referTo('patch', fields.patchFiles)
    ],
    images: [],
    patched: { images: [], texts: [] },
    bases: [],
    components: [],
    texts: [],
    isComplete: { resources: !fields.bringsMore, patches: true },
    isUnclear: fields.isUnclear
  }
  for (const patch of fields.inlinePatches) addPatch(draft, patch, budget)
  return draft
}

function tryFields(file: YamlFile): LayerFields | undefined {
  try {
    return readLayerFields(file)
  } catch (error) {
    // RangeError: the text nests too deeply for the call stack.
    if (error instanceof ActionError || error instanceof RangeError) return undefined
    throw error
  }
}

/** Gives a layer the text of one of its resource files, undefined when it could not be read. */
export function addResource(draft: Draft, path: string, text: string | undefined, budget: ParseBudget): void {
  const isKustomization = kustomizationNames.includes(posix.basename(path))
  const images = text === undefined || isKustomization ? undefined : imagesInResources(text, budget)
  if (!images) draft.isComplete.resources = false
  draft.images.push(...(images ?? []))
  draft.texts.push(text ?? '')
}

/** Gives a layer the text of one of its patches, undefined when it could not be read. */
export function addPatch(draft: Draft, text: string | undefined, budget: ParseBudget): void {
  const found = text === undefined ? undefined : textsInPatch(text, budget)
  if (!found) draft.isComplete.patches = false
  draft.patched.images.push(...(found?.images ?? []))
  draft.patched.texts.push(...(found?.texts ?? []))
  draft.texts.push(text ?? '')
}

/**
 * Gives a layer the one below it that it refers to, undefined when it could not be read. A component that is unknown may
 * do anything; on a component in the place of a base kustomize fails.
 */
export function addLayer(draft: Draft, kind: 'resource' | 'component', layer: Draft | undefined): void {
  if (layer && layer.isComponent !== (kind === 'component')) draft.isUnclear = true
  else if (layer) (kind === 'component' ? draft.components : draft.bases).push(layer)
  else if (kind === 'component') draft.isUnclear = true
  else draft.isComplete.resources = false
}
