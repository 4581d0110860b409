// Warns of Argo CD overrides (`.argocd-source*.yaml`) that win over an edit.

import { posix } from 'node:path'

import { isNode, isSeq } from 'yaml'

import { noticeAt, type Notice } from '../../errors/notice.ts'
import { follow, resolveAliases } from '../../yaml/aliases.ts'
import { parseDocument } from '../../yaml/document.ts'
import { createLineIndex, show, type YamlFile } from '../../yaml/file.ts'
import { fieldOf, textOf } from '../read/mapping.ts'
import { applyImages, type Entry } from '../transformer/apply.ts'
import { parseImageArgument, setImageArguments } from '../transformer/arguments.ts'
import type { SetEntry } from './unused.ts'
import { tryRead } from './files.ts'
import type { Layer } from './graph.ts'
import { limits } from './limits.ts'

const fileName = /^\.argocd-source(?:-(?<application>.+))?\.yaml$/

/** An item of the `kustomize.images` list of an Application source: `[old=]name[:tag][@digest]`. */
interface ArgoCdImage {
  readonly text: string
  /** The 1-based line. */
  readonly line: number
}

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
  const items = file.text.length > limits.argoCdCharacters ? [] : (tryRead(() => readItems(file)) ?? [])
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
  return named.slice(0, limits.examinedOverrides).flatMap(({ name, item: { text, line } }) => {
    const committed = applyImages(name, layer.entries).reference
    const deployed = applyImages(name, overridden).reference
    const changed = override(layer.entries.map(entry => (entry.name === name ? changeValues(entry) : entry)))
    // With `*` in an item, what is committed still counts.
    if (committed === deployed || !changed || applyImages(name, changed).reference !== deployed) return []
    const sentence = `${show(text)} overrides the image ${show(name)} for Argo CD${whose}, which deploys ${show(deployed)} instead of ${show(committed)}: what is committed to ${layer.path} has no effect. Remove the item.`
    return [noticeAt({ path: file.path, line }, sentence)]
  })
}

/** An entry that deploys something else. */
function changeValues({ newTag, digest, ...rest }: Entry): Entry {
  return { ...rest, newTag: newTag && `${newTag}-changed`, digest: digest && `${digest}-changed` }
}

/**
 * Reads the images of a `.argocd-source.yaml` file, which Argo CD merges into the source of an Application.
 * @throws YAML_INVALID, EDIT_REFUSED for a text that cannot be read.
 */
function readItems(file: YamlFile): readonly ArgoCdImage[] {
  const { document } = parseDocument(file, { keepSourceTokens: false })
  if (!document) return []
  const aliases = resolveAliases(document, file)
  const list = follow(fieldOf(fieldOf(document.contents, 'kustomize', aliases), 'images', aliases), aliases)
  const lineAt = createLineIndex(file.text)
  return (isSeq(list) ? list.items : []).flatMap(item => {
    const text = textOf(item, aliases)
    return text === undefined ? [] : [{ text, line: lineAt(isNode(item) ? (item.range?.[0] ?? 0) : 0) }]
  })
}
