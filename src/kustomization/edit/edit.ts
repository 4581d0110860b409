import { placeAdditions, planAdditions, type Addition } from './add-entries.ts'
import { parseDocument, type ParsedText } from '../../yaml/document.ts'
import { planEntry, type EntryPlan } from './plan-entry.ts'
import { findIneffective } from './effect.ts'
import { createLineFinder, type FindLine } from './entry-line.ts'
import type { EntryEdit, EntryMatch, FileEdit, LocatedEntry, WantedEntry } from './entry-edit.ts'
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

/** A kustomization that has been parsed once, for finding entries and for giving them values. */
export interface OpenKustomization {
  readonly path: string
  /**
   * Finds the entries that the set images mean, in the order of the set images.
   * @throws ENTRY_NOT_FOUND, ENTRY_AMBIGUOUS when there is not exactly one name for an image; EDIT_REFUSED
   */
  match(sets: readonly SetImage[], ifMissing: 'error' | 'add'): readonly EntryMatch[]
  /**
   * Gives entries new values and leaves every other byte as it is.
   * @throws EDIT_REFUSED when the file is written so that a local change is impossible or its effect unclear
   * @throws EDIT_NOT_PROVEN when the result does not parse to exactly the intended change
   */
  edit(wanted: readonly WantedEntry[]): FileEdit
}

/**
 * Opens a kustomization.
 * @throws YAML_INVALID, NOT_A_KUSTOMIZATION for a file that cannot be read as a kustomization
 */
export function openKustomization(file: YamlFile): OpenKustomization {
  const parsed = parseDocument(file, { keepSourceTokens: true })
  const images = readImages(parsed.document, file)
  return {
    path: file.path,
    match: (sets, ifMissing) => sets.flatMap(set => matchEntries(images, set, file, ifMissing)),
    edit: wanted => edit(parsed, images, file, wanted)
  }
}

function edit(parsed: ParsedText, images: Images, file: YamlFile, wanted: readonly WantedEntry[]): FileEdit {
  const { text: before, path } = file
  const located = wanted.map((each): LocatedEntry => {
    return { ...each, entry: each.index === undefined ? undefined : images.entries[each.index] }
  })
  const additions = placeEffectively(images, located, file)
  const planned = planEntries(images, located, file)
  const spans = planAdditions(images, additions, file)
  const added = additions.map(({ after, entries }) => ({ after, entries: entries.map(fieldsOf) }))
  const after = applySpans(before, [...planned.flatMap(({ plan }) => plan.spans), ...spans])
  const now =
    after === before ? parsed : prove(parsed, { text: after, path }, planned, { spans, added, images })
  const findLine = createLineFinder(now, additions)
  const entries = located.map(target => {
    const plan = planned.find(each => each.target === target)?.plan
    return describe(target, plan, findLine)
  })
  return { path, before, after, entries, notices: listNotices(images, located, file) }
}

/** An entry of the file with what is to be done to it. */
interface Planned {
  readonly target: LocatedEntry
  readonly entry: ImageEntry
  readonly plan: EntryPlan
}

/** Finds places for new entries where the list gives them, and everything else, the effect that is asked for. */
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
  return located.flatMap(target => {
    const { entry, after } = target
    return entry ? [{ target, entry, plan: planEntry({ file, images, entry }, after) }] : []
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
  const changes = planned.map(({ plan, entry: { mapping } }) => {
    return { spans: plan.spans, entry: mapping.node, isFlow: mapping.node.flow === true }
  })
  proveText({ text: before.text, path: after.path }, after.text, [
    ...changes,
    { spans, entry: undefined, isFlow: false, emptyList: images.imagesPair }
  ])
  const changed = planned.map(({ entry, plan }) => {
    return { list: foldKey(entry.list.key), index: entry.index, fields: plan.fields }
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
  plan: EntryPlan | undefined,
  findLine: FindLine
): EntryEdit {
  const { after } = wanted
  const fields =
    plan?.fields ??
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
