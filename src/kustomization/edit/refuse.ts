import { isAlias, isNode, isScalar } from 'yaml'

import type { Aliases } from '../../yaml/aliases.ts'
import type { ImageEntry } from '../read/images.ts'
import { foldKey, isOverridden } from '../read/mapping.ts'
import { pairStart, rangeOf } from '../../yaml/nodes.ts'
import { failureAt, nameLines, show, type YamlFile } from '../../yaml/file.ts'
import type { EntryField } from '../read/entry.ts'

/**
 * Refuses to change a node that an alias elsewhere stands for: the change would reach that place too.
 * @throws EDIT_REFUSED
 */
export function refuseShared(
  nodes: readonly unknown[],
  { file, images }: { readonly file: YamlFile; readonly images: { readonly aliases: Aliases } }
): void {
  for (const node of nodes) {
    if (!isNode(node) || !images.aliases.shared.has(node)) continue
    const anchor = show(isAlias(node) ? node.source : (node.anchor ?? ''))
    const sentence = `this carries the anchor &${anchor}, and *${anchor} uses it elsewhere, so a change here would reach that place too. Write the values out in both places.`
    throw failureAt('EDIT_REFUSED', file, rangeOf(node)[0], sentence)
  }
}

/**
 * Refuses an entry whose fields do not say clearly what kustomize reads: of a key written twice, in whatever case, it
 * takes the one that sorts last, and values from `<<` override keys before it.
 * @throws EDIT_REFUSED
 */
export function refuseUnclearFields(entry: ImageEntry, file: YamlFile): void {
  const { own } = entry.mapping
  for (const field of ['name', 'newName', 'newTag', 'digest']) {
    const pairs = own.get(foldKey(field)) ?? []
    const offsets = pairs.map(pairStart)
    if (pairs.length > 1) {
      const sentence = `this entry has ${field} more than once (${nameLines(file.text, offsets)}; kustomize ignores upper and lower case in keys). Keep one.`
      throw failureAt('EDIT_REFUSED', file, offsets[0] ?? entry.offset, sentence)
    }
    if (pairs.some(pair => !isScalar(pair.key))) {
      const sentence = `the key ${field} is written as an alias. Write it out.`
      throw failureAt('EDIT_REFUSED', file, offsets[0] ?? entry.offset, sentence)
    }
  }
}

/**
 * Refuses to change a field that `<<` brings in, or would bring in if the entry's own were gone.
 * @throws EDIT_REFUSED
 */
export function refuseMerged(
  entry: ImageEntry,
  field: EntryField,
  file: YamlFile,
  { goes }: { readonly goes: boolean }
): void {
  // The entry's own value counts when no << follows it, but when it goes it uncovers the merged one.
  const isAnywhere = goes || field === 'digest'
  const arrives = isAnywhere ? entry.mapping.merged.has(foldKey(field)) : isOverridden(entry.mapping, field)
  if (!arrives) return
  const sentence = `${field} of this entry arrives through a merge key (<<). Write the entry's fields out.`
  throw failureAt('EDIT_REFUSED', file, entry.offset, sentence)
}
