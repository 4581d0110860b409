import { isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap } from 'yaml'

import { follow, type Aliases } from '../../yaml/aliases.ts'
import { readsAsNull } from '../../yaml/scalar.ts'

/** One mapping as kustomize sees it: keys match whatever their case, and `<<` brings in values from elsewhere. */
export interface Mapping {
  readonly node: YAMLMap
  /** The mapping's own pairs by folded key, in source order. */
  readonly own: ReadonlyMap<string, readonly Pair[]>
  /** The values that `<<` brings in for the fields an edit looks at, by folded key. */
  readonly merged: ReadonlyMap<string, unknown>
}

/** The folded keys whose arrival through `<<` matters to an edit. */
const mergeableFields = ['kind', 'images', 'imagetags', 'name', 'newname', 'newtag', 'digest']

export type ReadMapping = (node: YAMLMap) => Mapping

/** Creates a reader that looks at each mapping once, so that merges of merges cost no more than their text. */
export function createMappingReader(aliases: Aliases): ReadMapping {
  const mappings = new Map<YAMLMap, Mapping>()

  const read = (node: YAMLMap): Mapping => {
    const earlier = mappings.get(node)
    if (earlier) return earlier
    const own = new Map<string, Pair[]>()
    const merged = new Map<string, unknown>()
    const mapping = { node, own, merged }
    // Kept before its merges are read: a mapping may merge itself.
    mappings.set(node, mapping)
    for (const pair of node.items) {
      if (isMergeKey(pair.key)) addMerged(pair.value, merged)
      else addTo(own, keyOf(pair, aliases), pair)
    }
    return mapping
  }

  const addMerged = (value: unknown, merged: Map<string, unknown>): void => {
    const target = follow(value, aliases)
    if (isSeq(target)) {
      // The earlier mapping of a list wins, so it is written last.
      for (const item of [...target.items].reverse()) {
        const each = follow(item, aliases)
        if (isMap(each)) copy(read(each), merged)
      }
    } else if (isMap(target)) copy(read(target), merged)
  }

  return read
}

/** Returns the text of a pair's key; an empty text when it is not a scalar. */
export function keyOf(pair: Pair, aliases: Aliases): string {
  return scalarText(follow(pair.key, aliases)) ?? ''
}

/** Returns the value of a key of a mapping outside of a kustomization: the last of that name, as it is written. */
export function fieldOf(node: unknown, key: string, aliases: Aliases): unknown {
  const map = follow(node, aliases)
  return isMap(map) ? map.items.findLast(pair => keyOf(pair, aliases) === key)?.value : undefined
}

/** Returns a field's value as kustomize reads it. A later `<<` overrides an earlier key (go-yaml v2, seen with kustomize). */
export function valueOf(mapping: Mapping, field: string): unknown {
  const key = foldKey(field)
  const own = mapping.own.get(key)?.at(-1)
  if (mapping.merged.size === 0) return own?.value
  return !own || isOverridden(mapping, field) ? mapping.merged.get(key) : own.value
}

/** Returns whether a `<<` behind a mapping's own field brings in another value for it. */
export function isOverridden({ node, own, merged }: Mapping, field: string): boolean {
  const key = foldKey(field)
  const pair = own.get(key)?.at(-1)
  if (!pair || !merged.has(key)) return merged.has(key)
  return node.items.findLastIndex(each => isMergeKey(each.key)) > node.items.indexOf(pair)
}

/** Returns what a key has in common with every key that Go's JSON takes for the same: the Kelvin sign is a k, ſ an s. */
export function foldKey(key: string): string {
  // Lower case covers the Kelvin sign, but ſ is a lower-case letter of its own.
  const lower = key.toLowerCase()
  return lower.includes('ſ') ? lower.replaceAll('ſ', 's') : lower
}

/** Returns the text of a scalar, or of the scalar an alias stands for; undefined for null, empty and everything else. */
export function textOf(node: unknown, aliases: Aliases): string | undefined {
  const scalar = follow(node, aliases)
  if (!isScalar(scalar) || isNull(scalar)) return undefined
  return scalarText(scalar) || undefined
}

function isNull(scalar: Scalar): boolean {
  return scalar.type === 'PLAIN' && scalar.tag === undefined && readsAsNull(scalarText(scalar) ?? '')
}

function scalarText(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined
}

/** As go-yaml v2 has it: `<<` without quotes or a tag, or with the tag `!` or `!!merge`, quoted or not. */
function isMergeKey(key: unknown): boolean {
  if (!isScalar(key) || key.value !== '<<') return false
  if (key.tag === undefined) return key.type === 'PLAIN'
  return key.tag === '!' || key.tag === 'tag:yaml.org,2002:merge'
}

function addTo(own: Map<string, Pair[]>, key: string, pair: Pair): void {
  const folded = foldKey(key)
  const pairs = own.get(folded)
  if (pairs) pairs.push(pair)
  else own.set(folded, [pair])
}

/** Copies the fields that matter and no others: many merges of one large mapping stay cheap. */
function copy(from: Mapping, to: Map<string, unknown>): void {
  for (const key of mergeableFields) {
    if (from.own.has(key) || from.merged.has(key)) to.set(key, valueOf(from, key))
  }
}
