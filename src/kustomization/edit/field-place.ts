import { isNode, type Pair } from 'yaml'

import type { ImageEntry, Images } from '../read/images.ts'
import { foldKey, keyOf } from '../read/mapping.ts'
import { isEmpty, styleOf } from '../../yaml/nodes.ts'
import { styleFor } from '../../yaml/replace-scalar.ts'
import type { ScalarStyle } from '../../yaml/scalar.ts'
import { entryFields, type EntryField } from '../read/entry.ts'

/** The place of a new field in an entry, and how its value is quoted. */
export interface FieldPlace {
  /** The pair after which it is added. */
  readonly at: Pair
  /** It is added before that pair instead, which is the entry's first. */
  readonly isBefore: boolean
  readonly style: ScalarStyle
}

/** Returns the entry's own pair for a field. */
export function pairOf(entry: ImageEntry, field: string): Pair | undefined {
  return entry.mapping.own.get(foldKey(field))?.at(-1)
}

/**
 * Finds the place for a field that an entry does not have yet: in the order name, newName, newTag, digest, unless the
 * nearest entry with that field has another order. Pairs that are about to be removed do not count.
 */
export function findPlace(
  entry: ImageEntry,
  field: EntryField,
  images: Images,
  removed: readonly Pair[]
): FieldPlace | undefined {
  const isFlow = entry.mapping.node.flow === true
  const { items } = entry.mapping.node
  const canPrecede = (pair: Pair | undefined) => {
    // In braces go-yaml reads `newName:,` as a key, so nothing is added behind a key without a value there.
    const isGlued = isFlow && (!pair || !isNode(pair.value) || isEmpty(pair.value))
    return pair !== undefined && !removed.includes(pair) && !isGlued
  }
  const model = findModel(entry, field, images)
  const style = (at: Pair) => model?.style ?? styleFor(at, isFlow)
  const usual = ['name', ...entryFields.slice(0, entryFields.indexOf(field))]
  const hasOwnOrder = model?.after.some(key => usual.map(foldKey).includes(key)) === true
  const before = hasOwnOrder ? model.before : [...usual].reverse()
  const behind = before.map(key => pairOf(entry, key)).find(canPrecede)
  if (behind) return { at: behind, isBefore: false, style: style(behind) }
  const [first] = items
  if (hasOwnOrder && before.length === 0 && !isFlow && canPrecede(first) && first) {
    return { at: first, isBefore: true, style: style(first) }
  }
  const last = [...items].reverse().find(canPrecede)
  return last && { at: last, isBefore: false, style: style(last) }
}

/** How a neighbouring entry writes the field. */
interface Model {
  /** The folded keys in front of it there, nearest first. */
  readonly before: readonly string[]
  /** The folded keys behind it. */
  readonly after: readonly string[]
  readonly style: ScalarStyle
}

function findModel(entry: ImageEntry, field: EntryField, images: Images): Model | undefined {
  const at = images.entries.indexOf(entry)
  // The entry above is looked at before the one below; far away ones say little, and cost time in long lists.
  const near = [-1, 1, -2, 2, -3, 3].map(step => images.entries[at + step])
  for (const other of near) {
    if (!other || other.list !== entry.list || !hasSameForm(other, entry)) continue
    const pair = pairOf(other, field)
    if (!pair) continue
    if (!isNode(pair.value) || isEmpty(pair.value)) continue
    const keys = other.mapping.node.items.map(item => foldKey(keyOf(item, images.aliases)))
    const index = other.mapping.node.items.indexOf(pair)
    return {
      before: keys.slice(0, index).reverse(),
      after: keys.slice(index + 1),
      style: styleOf(pair.value)
    }
  }
  return undefined
}

function hasSameForm(one: ImageEntry, other: ImageEntry): boolean {
  return (one.mapping.node.flow === true) === (other.mapping.node.flow === true)
}
