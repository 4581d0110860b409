import { isMap, isSeq, visit, type YAMLMap } from 'yaml'

import { dropSourceTokens, parseDocument, type ParsedText, type YamlDocument } from '../../yaml/document.ts'
import { ActionError } from '../../errors/errors.ts'
import { foldKey } from '../read/mapping.ts'
import {
  difference,
  differenceInPairs,
  firstPlace,
  isText,
  keyText,
  sameProperties,
  within,
  type Compare
} from '../../yaml/difference.ts'
import { endsInOpenText } from '../../yaml/block.ts'
import type { YamlFile } from '../../yaml/file.ts'
import type { EntryField } from '../read/entry.ts'

/** What an edit was meant to do, in terms of the model and not of the text. */
interface Intent {
  readonly changed: readonly ChangedEntry[]
  readonly added: readonly AddedEntries[]
}

/** An entry that was to change. */
export interface ChangedEntry {
  /** The folded key of its list, and its place there. */
  readonly list: string
  readonly index: number
  /** The fields that were to change and their new values; undefined for one that was to go. */
  readonly fields: readonly { readonly field: EntryField; readonly to: string | undefined }[]
}

/** Entries that were to come into `images` behind the item `after`, each as its fields and values. */
export interface AddedEntries {
  readonly after: number
  readonly entries: readonly (readonly { readonly field: string; readonly to: string }[])[]
}

/**
 * Proves that a text parses to the old document with exactly the intended fields changed, knowing nothing of how the
 * edit was made. Nodes are compared with their tags, anchors and styles, so a change in how something is read shows.
 * Returns the document that the new text holds. The old one loses its source tokens.
 * @throws EDIT_NOT_PROVEN naming the first place that differs.
 */
export function proveModel(before: ParsedText, after: YamlFile, intent: Intent): ParsedText {
  const oldRoot = before.document?.contents
  const wasOpen = endsInOpenText(before.text, oldRoot)
  // The edit is planned, so the tokens are not needed any more, and the new text takes as much memory again.
  dropSourceTokens(oldRoot)
  const now = reparse(after)
  const place = differenceInRoot(oldRoot, now.document?.contents, intent)
  if (place !== undefined) throw notProven(after, place)
  if (wasOpen !== endsInOpenText(now.text, now.document?.contents)) throw notProven(after, 'the last text')
  if (losesAnchor(before, now)) throw notProven(after, 'what an alias stands for')
  // Later documents may be broken, so their text is compared and not what it means.
  if (before.rest !== now.rest) throw notProven(after, 'a later document')
  return now
}

/** Returns whether an anchor is gone that an alias still names: the alias would stand for nothing, or another value. */
function losesAnchor(before: ParsedText, now: ParsedText): boolean {
  if (!now.text.includes('*')) return false
  const [old, remaining] = [before, now].map(({ document }) => (document ? namesOf(document) : undefined))
  if (!old || !remaining) return false
  return [...remaining.aliases.keys()].some(name => old.anchors.get(name) !== remaining.anchors.get(name))
}

/** Counts how often each anchor and alias is written. */
function namesOf(document: YamlDocument) {
  const anchors = new Map<string, number>()
  const aliases = new Map<string, number>()
  const count = (names: Map<string, number>, name: string) => {
    names.set(name, (names.get(name) ?? 0) + 1)
  }
  visit(document, {
    Alias: (_, { source }) => {
      count(aliases, source)
    },
    Value: (_, { anchor }) => {
      if (anchor !== undefined) count(anchors, anchor)
    }
  })
  return { anchors, aliases }
}

export function notProven({ path }: Pick<YamlFile, 'path'>, place: string, cause?: unknown): ActionError {
  const message = `${path} was not changed: the edited text would also differ in ${place}, where nothing was to change. Please report this as a bug of newtag, with the file.`
  return new ActionError('EDIT_NOT_PROVEN', message, { cause, location: { path } })
}

function reparse(after: YamlFile): ParsedText {
  try {
    return parseDocument(after, { keepSourceTokens: false })
  } catch (cause) {
    throw notProven(after, 'the YAML syntax', cause)
  }
}

function differenceInRoot(before: unknown, after: unknown, intent: Intent): string | undefined {
  if (!isMap(before) || !isMap(after) || !sameProperties(before, after)) return 'the root'
  const last = after.items.at(-1)
  const compare = compareIn(before, intent)
  if (intent.added.length > 0 && after.items.length === before.items.length + 1 && last) {
    // The list is new, so it is the last key.
    const rest = differenceInPairs(before.items, after.items.slice(0, -1), compare)
    if (rest !== undefined) return rest.slice(1)
    return keyText(last) === 'images'
      ? within('images', differenceInNewList(last.value, intent))
      : 'the last key'
  }
  return differenceInPairs(before.items, after.items, compare)?.slice(1)
}

/** Compares the lists that kustomize reads, the last of their key, by the intent; everything else must be equal. */
function compareIn(root: YAMLMap, intent: Intent): Compare {
  const read = new Map(root.items.map(pair => [foldKey(keyText(pair)), pair] as const))
  return (then, now, pair) => {
    const key = foldKey(keyText(pair))
    if (!['images', 'imagetags'].includes(key) || read.get(key) !== pair) return difference(then, now)
    const added = key === 'images' ? intent.added : []
    const isListBefore = isSeq(then) && then.items.length > 0
    if (added.length > 0 && !isListBefore) return differenceInNewList(now, intent)
    if (!isSeq(then) || !isSeq(now) || !sameProperties(then, now)) return difference(then, now)
    const changed = new Map(intent.changed.filter(({ list }) => list === key).map(each => [each.index, each]))
    return differenceInList(then.items, now.items, changed, added)
  }
}

function differenceInList(
  before: readonly unknown[],
  after: readonly unknown[],
  changed: ReadonlyMap<number, ChangedEntry>,
  added: readonly AddedEntries[]
): string | undefined {
  let next = 0
  const newEntries = (index: number) => {
    if (added.length === 0) return undefined
    const entries = added.filter(each => each.after === index).flatMap(each => each.entries)
    return firstPlace(entries, fields => {
      const at = next++
      return within(`[${at}]`, differenceInNewEntry(after[at], fields))
    })
  }
  const first = newEntries(-1)
  if (first !== undefined) return first
  const place = firstPlace(before, (item, index) => {
    const other = after[next++]
    const intended = changed.get(index)
    const wrong = intended ? differenceInEntry(item, other, intended) : difference(item, other)
    return wrong === undefined ? newEntries(index) : `[${index}]${wrong}`
  })
  return place ?? (next === after.length ? undefined : ' (number of entries)')
}

function differenceInNewList(now: unknown, { added }: Intent): string | undefined {
  const entries = added.flatMap(each => each.entries)
  if (!isSeq(now) || now.items.length !== entries.length) return ''
  if (now.tag !== undefined || now.anchor !== undefined) return ''
  return firstPlace(entries, (fields, index) =>
    within(`[${index}]`, differenceInNewEntry(now.items[index], fields))
  )
}

function differenceInNewEntry(
  node: unknown,
  fields: readonly { readonly field: string; readonly to: string }[]
): string | undefined {
  if (!isMap(node) || node.tag !== undefined || node.anchor !== undefined) return ''
  if (node.items.length !== fields.length) return ' (number of keys)'
  const wrong = fields.find(({ field, to }) => {
    const pairs = node.items.filter(pair => keyText(pair) === field)
    return pairs.length !== 1 || !isText(pairs[0]?.value, to)
  })
  return wrong && `.${wrong.field}`
}

function differenceInEntry(before: unknown, after: unknown, { fields }: ChangedEntry): string | undefined {
  if (!isMap(before) || !isMap(after) || !sameProperties(before, after)) return ''
  const intended = fields.map(({ field }) => foldKey(field))
  const others = ({ items }: YAMLMap) => items.filter(pair => !intended.includes(foldKey(keyText(pair))))
  const place = differenceInPairs(others(before), others(after), difference)
  if (place !== undefined) return place
  const wrong = fields.find(({ field, to }) => {
    const now = after.items.filter(pair => foldKey(keyText(pair)) === foldKey(field))
    return to === undefined ? now.length > 0 : now.length !== 1 || !isText(now[0]?.value, to)
  })
  return wrong && `.${wrong.field}`
}
