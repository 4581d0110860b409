import { applyEntry, splitReference } from '../transformer/apply.ts'
import { readNamePattern } from '../transformer/name-pattern.ts'
import type { Layer } from './graph.ts'

/** One image on its way up through the layers. */
export interface Arrival {
  /** As it stands now. */
  readonly reference: string
  /** It stands in a container that was read; else it only may be in something that was not, or in a patch. */
  readonly isSeen: boolean
  /** The renames so far, the first one first. */
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

/** Says which images arrive at a layer, before its own entries; undefined when that cannot be told. */
export type ArrivalsAt = (layer: Layer) => readonly Arrival[] | undefined

/** For all kustomizations together: about a tenth of a second. */
const maxSteps = 300_000

/**
 * Creates a simulation of kustomize build for images: base resources with the entries of the base first, then the
 * components in order, then the patches, then the layer's own entries. Whatever could not be read is taken to hold an
 * image of every name in `names`, so that an image that may be there counts as one that is.
 */
export function createSimulation(names: readonly string[]): ArrivalsAt {
  const possible = names.map(reference => ({ reference, isSeen: false, renames: [] }))
  const built = new Map<Layer, readonly Arrival[] | undefined>()
  let steps = 0
  const isAffordable = (count: number) => (steps += count) <= maxSteps

  const arrive = (layer: Layer, given: readonly Arrival[]): readonly Arrival[] | undefined => {
    if (layer.isUnclear) return undefined
    const own = layer.images.map(reference => ({ reference, isSeen: true, renames: [] }))
    const lists = [given, own, layer.isComplete.resources ? [] : possible]
    for (const base of layer.bases) {
      const output = buildOnce(base)
      if (!output) return undefined
      lists.push(output)
    }
    if (!isAffordable(lists.reduce((sum, list) => sum + list.length, 1))) return undefined
    let arrivals = merge(lists)
    for (const component of layer.components) {
      const output = build(component, arrivals)
      if (!output) return undefined
      arrivals = output
    }
    return merge([arrivals, fromPatches(layer), layer.isComplete.patches ? [] : possible])
  }

  const build = (layer: Layer, given: readonly Arrival[]): readonly Arrival[] | undefined => {
    const arrivals = arrive(layer, given)
    if (!arrivals || !isAffordable(arrivals.length * (layer.entries.length + 1))) return undefined
    const isPlain = layer.entries.every(({ name = '' }) => readNamePattern(name).kind === 'plain')
    // What a regular expression matches of what was not read cannot be told.
    if (!isPlain) return undefined
    const output = arrivals.map(arrival => passThrough(layer, arrival))
    return merge([output, layer.changesMore ? possible : []])
  }

  /** Kustomizations that are their own base are errors of kustomize; here they are unknown. */
  const buildOnce = (layer: Layer): readonly Arrival[] | undefined => {
    if (!built.has(layer)) {
      built.set(layer, undefined)
      built.set(layer, build(layer, []))
    }
    return built.get(layer)
  }

  return layer => {
    const arrivals = arrive(layer, [])
    return arrivals && isAffordable(arrivals.length * (layer.entries.length + 1)) ? arrivals : undefined
  }
}

/** Applies the entries of a layer to an image that arrives there. */
function passThrough(layer: Layer, arrival: Arrival): Arrival {
  let { reference, renames } = arrival
  for (const entry of layer.entries) {
    const next = applyEntry(entry)(reference)
    if (next === undefined) continue
    const to = splitReference(next).name
    if (to !== splitReference(reference).name) {
      renames = [...renames, { path: layer.path, line: entry.line, from: reference, to }]
    }
    reference = next
  }
  return { reference, isSeen: arrival.isSeen, renames }
}

function fromPatches({ patched }: Layer): readonly Arrival[] {
  const images = patched.images.map(reference => ({ reference, isSeen: true, renames: [] }))
  return [...images, ...patched.texts.map(reference => ({ reference, isSeen: false, renames: [] }))]
}

/** Keeps one of the arrivals that stand for the same image with the same history. */
function merge(lists: readonly (readonly Arrival[])[]): readonly Arrival[] {
  const merged = new Map<string, Arrival>()
  for (const arrival of lists.flat()) {
    const key = [
      arrival.reference,
      ...arrival.renames.map(({ path, line, from }) => `${path}:${line}:${from}`)
    ].join('\n')
    if (merged.get(key)?.isSeen !== true) merged.set(key, arrival)
  }
  return [...merged.values()]
}
