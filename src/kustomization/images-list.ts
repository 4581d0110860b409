import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'

import { ActionError } from '../errors.ts'
import { follow, resolveAliases, type Aliases } from './aliases.ts'
import type { YamlDocument } from './document.ts'
import { createMappingReader, textOf, valueOf, type Mapping, type ReadMapping } from './mapping.ts'
import { failureAt, nameLines, show, type Source } from './source.ts'

/** One entry of the list, as kustomize reads it. */
export interface ImageEntry {
  readonly index: number
  readonly offset: number
  readonly name: string | undefined
  readonly newName: string | undefined
  readonly mapping: Mapping
}

/** The images of a kustomization. */
export interface ImagesList {
  readonly aliases: Aliases
  /** The nodes around the entries, outermost first. */
  readonly around: readonly Node[]
  readonly entries: readonly ImageEntry[]
  /** The names in the deprecated `imageTags` list. */
  readonly deprecatedNames: readonly string[]
}

/**
 * Reads the images of the first document, the only one that kustomize reads.
 * @throws NOT_A_KUSTOMIZATION when the document has another shape or kind.
 * @throws EDIT_REFUSED when `images` is written twice, or its list stands elsewhere.
 */
export function readImages(documents: readonly YamlDocument[], source: Source): ImagesList {
  const root = rootOf(documents, source)
  const [document] = documents
  if (!document) throw new Error('A document without a root was read.')
  const aliases = resolveAliases(document, source)
  const read = createMappingReader(aliases)
  const mapping = read(root)
  refuseOtherKinds(mapping, aliases, source)
  refuseUnclearList(mapping, source)

  const list = valueOf(mapping, 'images')
  const entries = readEntries(list, read, aliases, source)
  // Which of several lists kustomize takes does not matter here: the names are for refusals only.
  const deprecated = [
    mapping.merged.get('imagetags'),
    ...(mapping.own.get('imagetags') ?? []).map(({ value }) => value)
  ]
  const deprecatedNames = deprecated.flatMap(each => namesOf(each, read, aliases))
  return { aliases, around: isSeq(list) ? [root, list] : [root], entries, deprecatedNames }
}

function rootOf(documents: readonly YamlDocument[], source: Source): YAMLMap {
  const root = documents[0]?.contents
  if (isMap(root)) return root
  const { path } = source
  if (!root || (isScalar(root) && root.value === '')) {
    const where =
      documents.length > 1 ? 'its first document is empty, and kustomize reads no other' : 'it is empty'
    const message = `${path} is not a kustomization: ${where}. Check that this is the right file.`
    throw new ActionError('NOT_A_KUSTOMIZATION', message, { location: { path } })
  }
  const sentence =
    'this is not a kustomization: the file must hold keys and values. Check that this is the right file.'
  throw failureAt('NOT_A_KUSTOMIZATION', source, root.range[0], sentence)
}

function refuseOtherKinds(root: Mapping, aliases: Aliases, source: Source): void {
  const node = valueOf(root, 'kind')
  const kind = textOf(node, aliases)
  if (kind === undefined || kind === 'Kustomization' || kind === 'Component') return
  throw failureAt(
    'NOT_A_KUSTOMIZATION',
    source,
    offsetOf(node),
    `this is a ${show(kind)}, not a Kustomization or a Component. Correct the input kustomization.`
  )
}

function refuseUnclearList(root: Mapping, source: Source): void {
  const pairs = root.own.get('images') ?? []
  const offsets = pairs.map(pair => offsetOf(pair.key))
  if (pairs.length > 1) {
    const sentence = `images is written more than once (${nameLines(source.text, offsets)}), and kustomize edit and kustomize build read that differently. Move all entries under one images key.`
    throw failureAt('EDIT_REFUSED', source, offsets[0] ?? 0, sentence)
  }
  if (root.merged.has('images')) {
    const sentence = 'images arrives through a merge key (<<). Write the list under images itself.'
    throw failureAt('EDIT_REFUSED', source, offsets[0] ?? 0, sentence)
  }
  const list = pairs[0]?.value
  if (!isAlias(list)) return
  const sentence = `images is the alias *${show(list.source)}, so a change would reach every place that uses it. Write the list out under images.`
  throw failureAt('EDIT_REFUSED', source, offsetOf(list), sentence)
}

function readEntries(
  list: unknown,
  read: ReadMapping,
  aliases: Aliases,
  source: Source
): readonly ImageEntry[] {
  if (isSeq(list)) {
    return list.items.flatMap((item, index) => readEntry(item, index, read, aliases, source))
  }
  if (list === undefined || list === null || isNothing(list, aliases)) return []
  const sentence = 'images is not a list. Write each image as an entry: - name: …'
  throw failureAt('NOT_A_KUSTOMIZATION', source, offsetOf(list), sentence)
}

function readEntry(
  item: unknown,
  index: number,
  read: ReadMapping,
  aliases: Aliases,
  source: Source
): readonly ImageEntry[] {
  const node = follow(item, aliases)
  // kustomize passes over an empty entry.
  if (isNothing(node, aliases)) return []
  if (!isMap(node)) {
    const sentence = 'this images entry has no fields. Write it as - name: … with newTag: … below.'
    throw failureAt('NOT_A_KUSTOMIZATION', source, offsetOf(item), sentence)
  }
  const mapping = read(node)
  const name = textOf(valueOf(mapping, 'name'), aliases)
  const newName = textOf(valueOf(mapping, 'newName'), aliases)
  return [{ index, offset: offsetOf(item), name, newName, mapping }]
}

function namesOf(list: unknown, read: ReadMapping, aliases: Aliases): readonly string[] {
  const seq = follow(list, aliases)
  const items = isSeq(seq) ? seq.items : []
  return items.flatMap(item => {
    const node = follow(item, aliases)
    return isMap(node) ? (textOf(valueOf(read(node), 'name'), aliases) ?? []) : []
  })
}

function isNothing(node: unknown, aliases: Aliases): boolean {
  return isScalar(node) && textOf(node, aliases) === undefined
}

function offsetOf(node: unknown): number {
  return isAlias(node) || isMap(node) || isSeq(node) || isScalar(node) ? (node.range?.[0] ?? 0) : 0
}
