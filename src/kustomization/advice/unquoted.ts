import { isMap, isNode, isScalar, isSeq, type Pair } from 'yaml'

import { follow, type Aliases } from '../../yaml/aliases.ts'
import { foldKey, keyOf, type Mapping } from '../read/mapping.ts'
import { readsAsNull, readsAsString } from '../../yaml/scalar.ts'

/** A plain scalar in a field that must hold text, which kustomize reads as something else. */
export interface UnquotedText {
  readonly offset: number
  /** The field as written, or the list that it is an item of. */
  readonly field: string
  readonly isItem: boolean
  readonly text: string
  readonly type: 'number' | 'boolean'
}

const entryLists = ['images', 'imageTags']
const entryFields = new Set(['name', 'newName', 'newTag', 'digest', 'tagSuffix'].map(foldKey))
const textFields = ['namePrefix', 'nameSuffix', 'namespace']
const textMaps = ['commonLabels', 'commonAnnotations']
const textLists = ['resources', 'components', 'bases', 'crds', 'configurations']

/** Finds the texts without quotes that kustomize fails on, in source order: each field kind was seen to fail with v5.8.1. */
export function findUnquoted(root: Mapping, aliases: Aliases): readonly UnquotedText[] {
  const unquoted = new Map<number, UnquotedText>()
  const check = (node: unknown, field: string, isItem: boolean) => {
    const scalar = follow(node, aliases)
    if (!isNode(node) || !isScalar(scalar) || scalar.type !== 'PLAIN' || scalar.tag !== undefined) return
    const text = String(scalar.value)
    if (readsAsNull(text) || readsAsString(text)) return
    const offset = node.range?.[0] ?? 0
    unquoted.set(offset, { offset, field, isItem, text, type: /^[a-z]+$/i.test(text) ? 'boolean' : 'number' })
  }
  const values = (field: string) => {
    return (root.own.get(foldKey(field)) ?? []).map(pair => ({ pair, node: follow(pair.value, aliases) }))
  }
  const fieldsOf = createFieldReader(aliases)

  for (const { pair } of textFields.flatMap(values)) check(pair.value, keyOf(pair, aliases), false)
  for (const { pair, node } of textLists.flatMap(values)) {
    for (const item of itemsOf(node)) check(item, keyOf(pair, aliases), true)
  }
  for (const { node } of textMaps.flatMap(values)) {
    for (const field of fieldsOf(node)) check(field.value, keyOf(field, aliases), false)
  }
  for (const { node } of entryLists.flatMap(values)) {
    for (const field of itemsOf(node).flatMap(fieldsOf)) {
      if (entryFields.has(foldKey(keyOf(field, aliases)))) check(field.value, keyOf(field, aliases), false)
    }
  }
  for (const { node } of values('labels')) {
    const pairs = itemsOf(node)
      .flatMap(fieldsOf)
      .filter(field => foldKey(keyOf(field, aliases)) === 'pairs')
    for (const label of pairs.flatMap(({ value }) => fieldsOf(value)))
      check(label.value, keyOf(label, aliases), false)
  }
  return [...unquoted.values()].sort((a, b) => a.offset - b.offset)
}

function itemsOf(node: unknown): readonly unknown[] {
  return isSeq(node) ? node.items : []
}

/** Creates a reader of the pairs of mappings, each mapping once: thousands of aliases may stand for a large one. */
function createFieldReader(aliases: Aliases): (node: unknown) => readonly Pair[] {
  const seen = new Set<unknown>()
  return node => {
    const map = follow(node, aliases)
    if (!isMap(map) || seen.has(map)) return []
    seen.add(map)
    return map.items
  }
}
