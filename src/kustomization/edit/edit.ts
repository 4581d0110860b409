import { placeAdditions, planAdditions, type Addition } from './add-entries.ts'
import { parseDocument, type ParsedText } from '../../yaml/document.ts'
import { changeEntry, type EntryChange } from './change-entry.ts'
import { findIneffective } from './effect.ts'
import { createLineFinder, type FindLine } from './entry-line.ts'
import type { EntryEdit, EntryMatch, FileEdit, LocatedEntry, WantedEntry } from './entry-stages.ts'
import { matchEntries } from './match.ts'
import { type SetImage } from './set-image.ts'
import { readImages, type ImageEntry, type Images } from '../read/images.ts'
import { listNotices } from './notices.ts'
import { foldKey } from '../read/mapping.ts'
import type { NewEntry } from './new-entry.ts'
import { proveModel, type AddedEntries } from './proof.ts'
import { type YamlFile } from '../../yaml/file.ts'
import { proveText } from './text-proof.ts'
import { applySpans, type Span } from '../../yaml/spans.ts'
import { entryFields } from '../read/entry.ts'

/** A kustomization, the entries in it that are asked for, and what gives them values. */
export interface MatchedKustomization {
  readonly path: string
  /** In the order of the set images. */
  readonly matches: readonly EntryMatch[]
  /**
   * Gives entries new values and leaves every other byte as it is.
   * @throws EDIT_REFUSED when the file is written so that a local change is impossible or its effect unclear
   * @throws EDIT_NOT_PROVEN when the result does not parse to exactly the intended change
   */
  edit(wanted: readonly WantedEntry[]): FileEdit
}

export interface MatchOptions {
  /** What to do where a file has no entry for an image. */
  readonly ifMissing: 'error' | 'add'
  /** The parse is kept for the edit; it takes a hundred times the memory of the text. Otherwise the edit parses again. */
  readonly keepsParse: boolean
}

/**
 * Reads a kustomization and finds the entries that set images are for.
 * @throws YAML_INVALID, NOT_A_KUSTOMIZATION for a file that cannot be read as a kustomization
 * @throws ENTRY_NOT_FOUND, ENTRY_AMBIGUOUS when there is not exactly one name for an image; EDIT_REFUSED
 */
export function matchKustomization(
  file: YamlFile,
  sets: readonly SetImage[],
  { ifMissing, keepsParse }: MatchOptions
): MatchedKustomization {
  const parsed = parse(file)
  const matches = findMatches(parsed.images, file, sets, ifMissing)
  return { path: file.path, matches, edit: createEdit(file, keepsParse ? parsed : undefined) }
}

interface Parsed {
  readonly text: ParsedText
  readonly images: Images
}

function parse(file: YamlFile): Parsed {
  const text = parseDocument(file, { keepSourceTokens: true })
  return { text, images: readImages(text.document, file) }
}

function findMatches(
  images: Images,
  file: YamlFile,
  sets: readonly SetImage[],
  ifMissing: MatchOptions['ifMissing']
): readonly EntryMatch[] {
  return sets.flatMap(set => matchEntries(images, set, file, ifMissing))
}

/** A function of its own, so that an edit holds on to nothing but what it is given. */
function createEdit(file: YamlFile, parsed: Parsed | undefined): MatchedKustomization['edit'] {
  return wanted => edit(parsed ?? parse(file), file, wanted)
}

function edit({ text: parsed, images }: Parsed, file: YamlFile, wanted: readonly WantedEntry[]): FileEdit {
  const { text: before, path } = file
  const located = wanted.map((each): LocatedEntry => {
    return { ...each, entry: each.index === undefined ? undefined : images.entries[each.index] }
  })
  const additions = placeEffectively(images, located, file)
  const planned = planEntries(images, located, file)
  const spans = planAdditions(images, additions, file)
  const added = additions.map(({ after, entries }) => ({ after, entries: entries.map(fieldsOf) }))
  const after = applySpans(before, [...planned.flatMap(({ change }) => change.spans), ...spans])
  const now =
    after === before ? parsed : prove(parsed, { text: after, path }, planned, { spans, added, images })
  const findLine = createLineFinder(now, additions)
  const entries = located.map(entry => {
    const change = planned.find(each => each.located === entry)?.change
    return describe(entry, change, findLine)
  })
  return { path, before, after, entries, notices: listNotices(images, located, file) }
}

/** An entry of the file with what is to be done to it. */
interface Planned {
  readonly located: LocatedEntry
  readonly entry: ImageEntry
  readonly change: EntryChange
}

/** Places new entries in the order of a sorted list; at its end where, in that order, an edit would have no effect. */
function placeEffectively(
  images: Images,
  located: readonly LocatedEntry[],
  file: YamlFile
): readonly Addition[] {
  const added = located.filter(({ entry }) => !entry).map(({ name, after }) => ({ name, values: after }))
  const inOrder = placeAdditions(images, added, file, { atEnd: false })
  const problem = findIneffective(images, located, inOrder, file)
  if (problem === undefined) return inOrder
  const atEnd = placeAdditions(images, added, file, { atEnd: true })
  if (added.length === 0 || findIneffective(images, located, atEnd, file) !== undefined) throw problem
  return atEnd
}

function planEntries(images: Images, located: readonly LocatedEntry[], file: YamlFile): readonly Planned[] {
  return located.flatMap(located => {
    const { entry, after } = located
    return entry ? [{ located, entry, change: changeEntry({ file, images, entry }, after) }] : []
  })
}

function prove(
  before: ParsedText,
  after: YamlFile,
  planned: readonly Planned[],
  {
    spans,
    added,
    images
  }: {
    readonly spans: readonly Span[]
    readonly added: readonly AddedEntries[]
    readonly images: Images
  }
): ParsedText {
  const changes = planned.map(({ change, entry: { mapping } }) => {
    return { spans: change.spans, entry: mapping.node, isFlow: mapping.node.flow === true }
  })
  proveText({ text: before.text, path: after.path }, after.text, [
    ...changes,
    { spans, entry: undefined, isFlow: false, emptyList: images.imagesPair }
  ])
  const changed = planned.map(({ entry, change }) => {
    return { list: foldKey(entry.list.key), index: entry.index, fields: change.fields }
  })
  return proveModel(before, after, { changed, added })
}

function fieldsOf({ name, values }: NewEntry): AddedEntries['entries'][number] {
  const fields = entryFields.flatMap(field => {
    const to = values[field]
    return to === undefined ? [] : [{ field, to }]
  })
  return [{ field: 'name', to: name }, ...fields]
}

function describe(
  { entry, ...wanted }: LocatedEntry,
  change: EntryChange | undefined,
  findLine: FindLine
): EntryEdit {
  const { after } = wanted
  const fields =
    change?.fields ??
    entryFields.flatMap(field =>
      after[field] === undefined ? [] : [{ field, from: undefined, to: after[field] }]
    )
  return { ...wanted, line: findLine({ entry, name: wanted.name }), fields }
}

/** Returns the line of an entry's tag, digest or name in a file, by the entry's name; of namesakes the first. */
export function entryLines(file: YamlFile): ReadonlyMap<string, number> {
  const parsed = parseDocument(file, { keepSourceTokens: true })
  const findLine = createLineFinder(parsed, [])
  const { entries } = readImages(parsed.document, file)
  return new Map([...entries].reverse().map(entry => [entry.name ?? '', findLine({ entry, name: '' })]))
}
