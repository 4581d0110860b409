import { applyEntry, splitReference } from '../transformer/apply.ts'
import { readNamePattern } from '../transformer/name-pattern.ts'
import type { Layer } from './graph.ts'
import { limits } from './limits.ts'

/** An image as it arrives at a layer, on its way up through the layers of a build. */
export interface ImageAtLayer {
  readonly reference: string
  /** It stands in a container that was read; else it only may be in something that was not, or in a patch. */
  readonly isSeen: boolean
  /** The renames by lower layers, the first one first. */
  readonly renames: readonly Rename[]
}

/** An entry of a lower layer that gave an image another name. */
interface Rename {
  readonly path: string
  readonly line: number
  /** The image before. */
  readonly from: string
  /** The name after. */
  readonly to: string
}

type ImagesAtLayer = readonly ImageAtLayer[]

/**
 * Creates a simulation of kustomize build for images: base resources with the entries of the base first, then the
 * components in order, then the patches, then the layer's own entries. Whatever could not be read is taken to hold an
 * image of every name in `names`, so that an image that may be there counts as one that is.
 * @returns what gives the images that arrive at a layer, before its own entries; undefined when that cannot be told
 */
export function createSimulation(names: readonly string[]): (layer: Layer) => ImagesAtLayer | undefined {
  const possible = names.map(reference => unseen(reference))
  const outputs = new Map<Layer, ImagesAtLayer | undefined>()
  let steps = 0
  const isAffordable = (count: number) => (steps += count) <= limits.simulatedSteps

  /** The images before the layer's own entries. `given` are those that a component is applied to. */
  const imagesAt = (layer: Layer, given: ImagesAtLayer): ImagesAtLayer | undefined => {
    if (layer.isUnclear) return undefined
    const lists = [given, layer.images.map(seen), layer.isComplete.resources ? [] : possible]
    for (const base of layer.bases) {
      const output = buildOnce(base)
      if (!output) return undefined
      lists.push(output)
    }
    if (!isAffordable(lists.reduce((sum, list) => sum + list.length, 1))) return undefined
    let images = merge(lists)
    for (const component of layer.components) {
      const output = build(component, images)
      if (!output) return undefined
      images = output
    }
    const { patched } = layer
    return merge([
      images,
      patched.images.map(seen),
      patched.texts.map(unseen),
      layer.isComplete.patches ? [] : possible
    ])
  }

  const build = (layer: Layer, given: ImagesAtLayer): ImagesAtLayer | undefined => {
    const images = imagesAt(layer, given)
    if (!images || !isAffordable(images.length * (layer.entries.length + 1))) return undefined
    // What a regular expression matches of what was not read cannot be told.
    if (!hasPlainNames(layer)) return undefined
    return merge([images.map(image => applyEntries(layer, image)), layer.changesMore ? possible : []])
  }

  /** Kustomizations that are their own base are errors of kustomize; here they are unknown. */
  const buildOnce = (layer: Layer): ImagesAtLayer | undefined => {
    if (!outputs.has(layer)) {
      outputs.set(layer, undefined)
      outputs.set(layer, build(layer, []))
    }
    return outputs.get(layer)
  }

  return layer => {
    const images = imagesAt(layer, [])
    return images && isAffordable(images.length * (layer.entries.length + 1)) ? images : undefined
  }
}

/** Returns whether no entry of a layer has a regular expression for a name. */
export function hasPlainNames({ entries }: Pick<Layer, 'entries'>): boolean {
  return entries.every(({ name = '' }) => readNamePattern(name).kind === 'plain')
}

function seen(reference: string): ImageAtLayer {
  return { reference, isSeen: true, renames: [] }
}

function unseen(reference: string): ImageAtLayer {
  return { reference, isSeen: false, renames: [] }
}

function applyEntries({ path, entries }: Layer, image: ImageAtLayer): ImageAtLayer {
  let { reference, renames } = image
  for (const entry of entries) {
    const next = applyEntry(entry)(reference)
    if (next === undefined) continue
    const to = splitReference(next).name
    if (to !== splitReference(reference).name) {
      renames = [...renames, { path, line: entry.line, from: reference, to }]
    }
    reference = next
  }
  return { reference, isSeen: image.isSeen, renames }
}

/** Keeps one of the images that have the same reference and the same history, rather one that was seen. */
function merge(lists: readonly ImagesAtLayer[]): ImagesAtLayer {
  const merged = new Map<string, ImageAtLayer>()
  for (const image of lists.flat()) {
    const history = image.renames.map(({ path, line, from }) => `${path}:${line}:${from}`)
    const key = [image.reference, ...history].join('\n')
    if (merged.get(key)?.isSeen !== true) merged.set(key, image)
  }
  return [...merged.values()]
}
