import { isNode } from 'yaml'

import type { Entry } from './apply.ts'
import type { Images } from '../read/images.ts'
import { foldKey, textOf, valueOf } from '../read/mapping.ts'
import { createLineIndex } from '../../yaml/file.ts'

/** An entry of an images list, and where it is. Lines count from 1. */
export interface PlacedEntry extends Entry {
  readonly line: number
  /** The line of its tagSuffix, or the entry's own when it has none. */
  readonly suffixLine: number
}

/** Returns the entries of `images` and `imageTags`, in the order in which kustomize applies them. */
export function placeEntries({ entries, aliases }: Images, text: string): readonly PlacedEntry[] {
  const lineAt = createLineIndex(text)
  return entries.map(({ name, values, mapping, offset }) => {
    const tagSuffix = textOf(valueOf(mapping, 'tagSuffix'), aliases)
    const key = mapping.own.get(foldKey('tagSuffix'))?.at(-1)?.key
    const suffixAt = isNode(key) ? (key.range?.[0] ?? offset) : offset
    return { name, ...values, tagSuffix, line: lineAt(offset), suffixLine: lineAt(suffixAt) }
  })
}
