import { isAlias, isScalar, type Pair } from 'yaml'

import { follow } from './aliases.ts'
import { insertBlockPair, removeBlockPair } from './block-pair.ts'
import { refuseShared, refuseUnclearFields } from './edit-guard.ts'
import { insertFlowPair, removeFlowPair } from './flow-pair.ts'
import type { ImageEntry, ImagesList } from './images-list.ts'
import { foldKey, textOf } from './mapping.ts'
import { isEmpty, isNode, pairStart, rangeOf, styleOf } from './pair-source.ts'
import { hasStringTag, replaceValue, styleFor } from './scalar-edit.ts'
import { readsAsString, renderScalar } from './scalar.ts'
import { failureAt, type Source, type Span } from './source.ts'

/** One field before and after; undefined where the field is absent or empty. */
export interface FieldChange {
  readonly field: 'newTag' | 'digest'
  readonly from: string | undefined
  readonly to: string | undefined
}

/** The entry to change, and what surrounds it. */
export interface Target {
  readonly source: Source
  readonly list: ImagesList
  readonly entry: ImageEntry
}

/** The values the entry shall have. */
export interface Values {
  readonly newTag: string
  readonly digest?: string | undefined
}

/** The characters to replace; none when the entry has the values already. */
export interface Plan {
  readonly spans: readonly Span[]
  readonly fields: readonly FieldChange[]
}

/** A plan for a whole entry. */
export interface EntryPlan extends Plan {
  readonly previousTag: string | undefined
  /** The place of newTag in the old text; a new newTag goes `linesBelow` lines below that. */
  readonly tagAt: { readonly offset: number; readonly linesBelow: number }
}

/**
 * Plans the smallest change that gives an entry its values.
 * @throws EDIT_REFUSED when there is no local change, or its effect would be unclear.
 */
export function planEdit(target: Target, values: Values): EntryPlan {
  const { source, list, entry } = target
  refuseUnclearFields(entry, source)
  const pair = fieldOf(entry, 'newTag')
  const previousTag = textOf(pair?.value, list.aliases)
  const digest = planDigest(target, values.digest, previousTag !== values.newTag)
  // Two changes around one comma would meet, so in braces a new tag takes the place of the digest that goes.
  const swapped = !pair && isFlow(entry) && values.digest === undefined && digest.pair
  const tag = pair
    ? planTag(target, pair, values.newTag)
    : addTag(target, values.newTag, swapped || undefined)
  const spans = swapped ? tag.spans : [...tag.spans, ...digest.spans]
  if (spans.length > 0) refuseShared([...list.around, entry.mapping.node], target)
  return { previousTag, spans, fields: [...tag.fields, ...digest.fields], tagAt: tag.tagAt }
}

function planTag(target: Target, pair: Pair, newTag: string): Omit<EntryPlan, 'previousTag'> {
  const { source, list, entry } = target
  const { value } = pair
  const offset = isNode(value) && !isEmpty(value) ? rangeOf(value)[0] : pairStart(pair)
  const tagAt = { offset, linesBelow: 0 }
  const from = textOf(value, list.aliases)
  if (from === newTag && isReadable(target, pair)) return { spans: [], fields: [], tagAt }
  refuseShared([value], target)
  const spans = replaceValue(pair, newTag, isFlow(entry), source)
  return { spans, fields: [{ field: 'newTag', from, to: newTag }], tagAt }
}

/** kustomize fails on a tag like 1.10 without quotes, so an entry written like that does not have this tag yet. */
function isReadable({ list }: Target, pair: Pair): boolean {
  const value = follow(pair.value, list.aliases)
  if (!isScalar(value) || value.tag !== undefined) return isScalar(value) && hasStringTag(value)
  return value.type !== 'PLAIN' || readsAsString(String(value.value))
}

/** Adds newTag in the place of a pair, or below newName or name and quoted as they are. */
function addTag(target: Target, newTag: string, instead: Pair | undefined): Omit<EntryPlan, 'previousTag'> {
  const { source, entry } = target
  const { node } = entry.mapping
  const fields: readonly FieldChange[] = [{ field: 'newTag', from: undefined, to: newTag }]
  if (instead && isNode(instead.key)) {
    const [start, end] = rangeOf(instead.key)
    const spans = [{ start, end, text: renderKey(instead) }, ...replaceValue(instead, newTag, true, source)]
    return { spans, fields, tagAt: { offset: start, linesBelow: 0 } }
  }
  const after = neighbour(entry)
  const isPairInList = isFlow(entry) && source.text[rangeOf(node)[0]] !== '{'
  if (!after || !(isScalar(after.value) || isAlias(after.value)) || isPairInList) {
    const sentence =
      'there is no place for newTag in this entry as it is written. Write it as - name: … on a line of its own.'
    throw failureAt('EDIT_REFUSED', source, entry.offset, sentence)
  }
  const key = renderKey(after)
  const value = renderScalar(newTag, styleFor(after, isFlow(entry)))
  const spans = isFlow(entry)
    ? insertFlowPair(source.text, after, colon => key + colon + value)
    : insertBlockPair(source.text, node, after, `${key}: ${value}`)
  const last = spans.at(-1)
  const tagAt = { offset: last?.start ?? 0, linesBelow: last?.text.includes('\n') ? 1 : 0 }
  return { spans, fields, tagAt }
}

/** Returns the pair to add newTag behind. In braces go-yaml reads `newName:,` as a key, so there it needs a value. */
function neighbour(entry: ImageEntry): Pair | undefined {
  const { items } = entry.mapping.node
  const candidates = [fieldOf(entry, 'newName'), fieldOf(entry, 'name'), items.at(-1)]
  return candidates.find(pair => pair && !(isFlow(entry) && (!isNode(pair.value) || isEmpty(pair.value))))
}

function renderKey(like: Pair): string {
  return renderScalar('newTag', styleOf(like.key))
}

/** Without a known digest, the old one stays with its old tag and goes with it. */
function planDigest(
  target: Target,
  digest: string | undefined,
  tagDiffers: boolean
): Plan & { readonly pair?: Pair } {
  const { source, list, entry } = target
  const pair = fieldOf(entry, 'digest')
  const from = textOf(pair?.value, list.aliases)
  const stays = digest === undefined ? !tagDiffers : digest === from
  if (!pair || from === undefined || stays) return { spans: [], fields: [] }
  const fields: readonly FieldChange[] = [{ field: 'digest', from, to: digest }]
  refuseShared([pair.key, pair.value], target)
  if (digest !== undefined) return { spans: replaceValue(pair, digest, isFlow(entry), source), fields, pair }
  const spans = isFlow(entry) ? removeFlowPair(source.text, pair) : removeBlockPair(source.text, pair)
  return { spans, fields, pair }
}

function fieldOf(entry: ImageEntry, field: string): Pair | undefined {
  return entry.mapping.own.get(foldKey(field))?.at(-1)
}

function isFlow(entry: ImageEntry): boolean {
  return entry.mapping.node.flow === true
}
