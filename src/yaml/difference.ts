import { isAlias, isMap, isPair, isScalar, isSeq, type Pair } from 'yaml'

import { readsAsString } from './scalar.ts'

/**
 * Returns the first place where two values differ, as it is written behind theirs: `.name`, `[2].name`, or an empty text
 * for the values themselves. Undefined when they are equal, so that equal values cost no text.
 */
export type Compare = (before: unknown, after: unknown, pair: Pair) => string | undefined

/** Compares two nodes with their tags, anchors and styles. */
export function difference(before: unknown, after: unknown): string | undefined {
  if (isScalar(before)) {
    const same = isScalar(after) && before.value === after.value && before.type === after.type
    return same && sameProperties(before, after) ? undefined : ''
  }
  if (isMap(before)) {
    if (!isMap(after) || !sameProperties(before, after)) return ''
    return differenceInPairs(before.items, after.items, difference)
  }
  if (isSeq(before)) {
    if (!isSeq(after) || !sameProperties(before, after) || before.items.length !== after.items.length)
      return ''
    return firstPlace(before.items, (item, index) => {
      const place = difference(item, after.items[index])
      return place === undefined ? undefined : `[${index}]${place}`
    })
  }
  if (isAlias(before)) return isAlias(after) && before.source === after.source ? undefined : ''
  // What is left is a missing value, and the pairs of an ordered map.
  if (isPair(before)) return isPair(after) ? differenceInPairs([before], [after], difference) : ''
  return before === after ? undefined : ''
}

/** Compares pairs one by one: keys always, values by `compareValues`. */
export function differenceInPairs(
  before: readonly Pair[],
  after: readonly Pair[],
  compareValues: Compare
): string | undefined {
  if (before.length !== after.length) return '.(number of keys)'
  return firstPlace(before, (pair, index) => {
    const now = after[index]
    const place = difference(pair.key, now?.key) ?? compareValues(pair.value, now?.value, pair)
    return place === undefined ? undefined : `.${keyText(pair)}${place}`
  })
}

/** Puts the place of a part in front of a place within it. */
export function within(part: string, place: string | undefined): string | undefined {
  return place === undefined ? undefined : part + place
}

interface Properties {
  readonly tag?: string
  readonly anchor?: string
  readonly flow?: boolean
}

export function sameProperties(before: Properties, after: Properties): boolean {
  return before.tag === after.tag && before.anchor === after.anchor && before.flow === after.flow
}

/** Returns whether kustomize reads the node as exactly this string. */
export function isText(node: unknown, text: string): boolean {
  if (!isScalar(node) || node.value !== text) return false
  if (node.tag !== undefined) return node.tag === '!' || node.tag === 'tag:yaml.org,2002:str'
  return (
    node.type === 'QUOTE_DOUBLE' ||
    node.type === 'QUOTE_SINGLE' ||
    (node.type === 'PLAIN' && readsAsString(text))
  )
}

export function firstPlace<T>(
  items: readonly T[],
  compare: (item: T, index: number) => string | undefined
): string | undefined {
  let index = 0
  for (const item of items) {
    const place = compare(item, index)
    if (place !== undefined) return place
    index += 1
  }
  return undefined
}

export function keyText(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : ''
}
