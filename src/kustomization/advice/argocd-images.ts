import { isMap, isNode, isSeq } from 'yaml'

import { follow, resolveAliases, type Aliases } from '../../yaml/aliases.ts'
import { parseDocument } from '../../yaml/document.ts'
import { keyOf, textOf } from '../read/mapping.ts'
import { createLineIndex, type YamlFile } from '../../yaml/file.ts'

/** An item of the `kustomize.images` list of an Application source: `[old=]name[:tag][@digest]`. */
export interface ArgoCdImage {
  readonly text: string
  /** The 1-based line. */
  readonly line: number
}

/**
 * Reads the images of a `.argocd-source.yaml` file, which Argo CD merges into the source of an Application.
 * @throws YAML_INVALID, EDIT_REFUSED for a text that cannot be read.
 */
export function readArgoCdImages(file: YamlFile): readonly ArgoCdImage[] {
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

function fieldOf(node: unknown, key: string, aliases: Aliases): unknown {
  const map = follow(node, aliases)
  return isMap(map) ? map.items.findLast(pair => keyOf(pair, aliases) === key)?.value : undefined
}
