import { posix } from 'node:path'

import { ActionError } from '../../errors/errors.ts'
import { applyImages, type Entry } from '../transformer/apply.ts'
import { readArgoCdImages, type ArgoCdImage } from './argocd-images.ts'
import { parseImageArgument, setImageArguments } from '../transformer/arguments.ts'
import { show, type YamlFile } from '../../yaml/file.ts'
import type { Notice } from '../../errors/notice.ts'
import type { SetEntry } from './entries.ts'
import type { Layer } from './graph.ts'

const fileName = /^\.argocd-source(?:-(?<application>.+))?\.yaml$/
/** Argo CD's own tools write a few lines. */
const maxCharacters = 64 * 1024
/** More notices than are shown. */
const maxExamined = 30

/** Returns whether Argo CD reads a file of this name beside a kustomization, and sets images by it. */
export function isArgoCdSource(name: string): boolean {
  return fileName.test(name)
}

/**
 * Says which items of such a file override entries that were set: Argo CD runs `kustomize edit set image` with them
 * before it builds, so what is committed for these images does not count.
 */
export function overrideNotices(
  layer: Pick<Layer, 'path' | 'entries'>,
  file: YamlFile,
  set: readonly SetEntry[]
): readonly Notice[] {
  const items = readItems(file)
  const override = (entries: readonly Entry[]) =>
    setImageArguments(
      entries,
      items.map(({ text }) => text)
    )
  const overridden = override(layer.entries)
  if (items.length === 0 || !overridden) return []
  const application = fileName.exec(posix.basename(file.path))?.groups?.['application']
  const whose = application === undefined ? '' : ` (application ${show(application)})`
  // The item of the rendered name makes an entry of its own, which comes in by its place in the alphabet.
  const byKey = new Map(items.map(item => [parseImageArgument(item.text)?.name, item]))
  const names = new Set(set.map(({ name }) => name))
  const named = layer.entries.flatMap(({ name, newName }) => {
    const item = byKey.get(name) ?? byKey.get(newName)
    return name !== undefined && names.has(name) && item ? [{ name, item }] : []
  })
  return named.slice(0, maxExamined).flatMap(({ name, item: { text, line } }) => {
    const committed = applyImages(name, layer.entries).reference
    const deployed = applyImages(name, overridden).reference
    const changed = override(layer.entries.map(entry => (entry.name === name ? changeValues(entry) : entry)))
    // With `*` in an item, what is committed still counts.
    if (committed === deployed || !changed || applyImages(name, changed).reference !== deployed) return []
    const message = `${file.path}:${line}: ${show(text)} overrides the image ${show(name)} for Argo CD${whose}, which deploys ${show(deployed)} instead of ${show(committed)}: what is committed to ${layer.path} has no effect. Remove the item.`
    return [{ message, location: { path: file.path, line } }]
  })
}

/** An entry that deploys something else. */
function changeValues({ newTag, digest, ...rest }: Entry): Entry {
  return { ...rest, newTag: newTag && `${newTag}-changed`, digest: digest && `${digest}-changed` }
}

function readItems(file: YamlFile): readonly ArgoCdImage[] {
  if (file.text.length > maxCharacters) return []
  try {
    return readArgoCdImages(file)
  } catch (error) {
    // RangeError: the text nests too deeply for the call stack.
    if (error instanceof ActionError || error instanceof RangeError) return []
    throw error
  }
}
