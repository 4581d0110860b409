import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml'

import { ActionError } from '../../errors/errors.ts'
import { follow, resolveAliases, type Aliases } from '../../yaml/aliases.ts'
import type { YamlDocument } from '../../yaml/document.ts'
import { createMappingReader, keyOf, textOf, valueOf, type Mapping, type ReadMapping } from './mapping.ts'
import { failureAt, nameLines, show, type YamlFile } from '../../yaml/file.ts'
import type { EntryValues } from './entry.ts'

/** The lists that kustomize reads entries from, in the order in which it applies them. */
const listKeys = ['images', 'imageTags'] as const
type ListKey = (typeof listKeys)[number]

/** One entry, as kustomize reads it. */
export interface ImageEntry {
  readonly list: EntryList
  readonly index: number
  readonly offset: number
  readonly name: string | undefined
  readonly values: EntryValues
  readonly mapping: Mapping
}

/** One list of entries. */
interface EntryList {
  readonly key: ListKey
  /** The pair of the root that holds it. */
  readonly pair: Pair
  readonly node: YAMLSeq
}

/** The images of a kustomization. */
export interface Images {
  readonly aliases: Aliases
  readonly root: YAMLMap
  /** The entries of `images`, then those of `imageTags`: kustomize applies them in this order. */
  readonly entries: readonly ImageEntry[]
  readonly byName: ReadonlyMap<string, readonly ImageEntry[]>
  readonly byNewName: ReadonlyMap<string, readonly ImageEntry[]>
  /** The pair of the `images` key that kustomize reads, whatever its value. */
  readonly imagesPair: Pair | undefined
  /** The keys of lists that are written again further down, so that kustomize does not read them. */
  readonly unread: readonly Node[]
}

/**
 * Reads the images of the first document, the only one that kustomize reads.
 * @throws NOT_A_KUSTOMIZATION when the document has another shape or kind.
 * @throws EDIT_REFUSED when a list is written so that it is unclear what kustomize reads, or stands elsewhere.
 */
export function readImages(document: YamlDocument | undefined, file: YamlFile): Images {
  const root = rootOf(document, file)
  if (!document) throw new Error('A document without a root was read.')
  const aliases = resolveAliases(document, file)
  const read = createMappingReader(aliases)
  const mapping = read(root)
  refuseOtherKinds(mapping, aliases, file)
  const pairs = listKeys.map(key => ({ key, pair: findList(mapping, key, aliases, file) }))
  const entries = pairs.flatMap(({ key, pair }) => readEntries(key, pair, read, aliases, file))
  const unread = pairs.flatMap(({ key, pair }) =>
    (mapping.own.get(key.toLowerCase()) ?? []).filter(each => each !== pair)
  )
  return {
    aliases,
    root,
    entries,
    byName: group(entries, ({ name }) => name),
    byNewName: group(entries, ({ values }) => values.newName),
    imagesPair: pairs[0]?.pair,
    unread: unread.flatMap(({ key }) => (isScalar(key) ? key : []))
  }
}

function group(
  entries: readonly ImageEntry[],
  read: (entry: ImageEntry) => string | undefined
): ReadonlyMap<string, readonly ImageEntry[]> {
  const groups = new Map<string, ImageEntry[]>()
  for (const entry of entries) {
    const key = read(entry)
    const members = key === undefined ? undefined : groups.get(key)
    if (members) members.push(entry)
    else if (key !== undefined) groups.set(key, [entry])
  }
  return groups
}

function rootOf(document: YamlDocument | undefined, file: YamlFile): YAMLMap {
  const root = document?.contents
  if (isMap(root)) return root
  const { path } = file
  if (!root || (isScalar(root) && root.value === '')) {
    const message = `${path} is not a kustomization: its first document, the only one that kustomize reads, is empty. Check that this is the right file.`
    throw new ActionError('NOT_A_KUSTOMIZATION', message, { location: { path } })
  }
  const sentence =
    'this is not a kustomization: the file must hold keys and values. Check that this is the right file.'
  throw failureAt('NOT_A_KUSTOMIZATION', file, root.range[0], sentence)
}

function refuseOtherKinds(root: Mapping, aliases: Aliases, file: YamlFile): void {
  const node = valueOf(root, 'kind')
  const kind = textOf(node, aliases)
  if (kind === undefined || kind === 'Kustomization' || kind === 'Component') return
  throw failureAt(
    'NOT_A_KUSTOMIZATION',
    file,
    offsetOf(node),
    `the kind is ${show(kind)}, not Kustomization or Component. Correct the input kustomization.`
  )
}

/** Of a key written twice kustomize reads the last. Of `images` and `Images` it mixes the entries (seen with v5.8.1). */
function findList(root: Mapping, key: ListKey, aliases: Aliases, file: YamlFile): Pair | undefined {
  const pairs = root.own.get(key.toLowerCase()) ?? []
  const offsets = pairs.map(pair => offsetOf(pair.key))
  if (new Set(pairs.map(pair => keyOf(pair, aliases))).size > 1) {
    const sentence = `${key} is written in upper and lower case (${nameLines(file.text, offsets)}), and kustomize mixes such lists up. Move all entries under one ${key} key.`
    throw failureAt('EDIT_REFUSED', file, offsets[0] ?? 0, sentence)
  }
  const pair = pairs.at(-1)
  if (root.merged.has(key.toLowerCase())) {
    const sentence = `${key} arrives through a merge key (<<). Write the list under ${key} itself.`
    throw failureAt('EDIT_REFUSED', file, offsets[0] ?? 0, sentence)
  }
  if (pair && isAlias(pair.key)) {
    throw failureAt(
      'EDIT_REFUSED',
      file,
      offsetOf(pair.key),
      `the key ${key} is written as an alias. Write it out.`
    )
  }
  if (!isAlias(pair?.value)) return pair
  const sentence = `${key} is the alias *${show(pair.value.source)}, so a change would reach every place that uses it. Write the list out under ${key}.`
  throw failureAt('EDIT_REFUSED', file, offsetOf(pair.value), sentence)
}

function readEntries(
  key: ListKey,
  pair: Pair | undefined,
  read: ReadMapping,
  aliases: Aliases,
  file: YamlFile
): readonly ImageEntry[] {
  const node = pair?.value
  if (pair && isSeq(node)) {
    const list = { key, pair, node }
    return node.items.flatMap((item, index) => readEntry(list, item, index, read, aliases, file))
  }
  if (node === undefined || node === null || isNothing(node, aliases)) return []
  const sentence = `${key} is not a list. Write each image as an entry: - name: …`
  throw failureAt('NOT_A_KUSTOMIZATION', file, offsetOf(node), sentence)
}

function readEntry(
  list: EntryList,
  item: unknown,
  index: number,
  read: ReadMapping,
  aliases: Aliases,
  file: YamlFile
): readonly ImageEntry[] {
  const node = follow(item, aliases)
  // kustomize passes over an empty entry.
  if (isNothing(node, aliases)) return []
  if (!isMap(node)) {
    const sentence = `this entry of ${list.key} has no fields. Write it as - name: … with newTag: … below.`
    throw failureAt('NOT_A_KUSTOMIZATION', file, offsetOf(item), sentence)
  }
  const mapping = read(node)
  const field = (name: string) => textOf(valueOf(mapping, name), aliases)
  const values = { newName: field('newName'), newTag: field('newTag'), digest: field('digest') }
  return [{ list, index, offset: offsetOf(item), name: field('name'), values, mapping }]
}

/** Returns whether a node is written out as nothing, which kustomize takes for no value at all. */
export function isNothing(node: unknown, aliases: Aliases): boolean {
  return isScalar(node) && textOf(node, aliases) === undefined
}

function offsetOf(node: unknown): number {
  return isAlias(node) || isMap(node) || isSeq(node) || isScalar(node) ? (node.range?.[0] ?? 0) : 0
}
