import type { Layer } from './graph.ts'

/**
 * Returns whether a file of the layer or below it names an image where kustomize does not look: the `image` field of a
 * custom resource, an argument, an annotation. A word that is no path only counts in such a place, as a Deployment and
 * its labels are often called like the image.
 */
export function mentionsImage(layer: Layer, name: string): boolean {
  const escaped = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const here = `(?<![\\w./-])${escaped}(?![\\w./-])`
  const asImage = `(?:image\\w{0,30}|repository)["']?[ \\t]{0,30}:[ \\t]{0,30}["']?${escaped}(?![\\w./-])`
  const pattern = /[/:@]/.test(name)
    ? new RegExp(here)
    : new RegExp(`${asImage}|${here}(?::[\\w.{]|@sha256:)`, 'i')
  return below(layer).some(each => each.texts.some(text => text.includes(name) && pattern.test(text)))
}

/** Returns a layer and all below it, each once. */
export function below(layer: Layer, found = new Set<Layer>()): readonly Layer[] {
  if (found.has(layer)) return [...found]
  found.add(layer)
  for (const each of [...layer.bases, ...layer.components]) below(each, found)
  return [...found]
}
