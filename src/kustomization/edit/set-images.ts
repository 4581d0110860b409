import type { Notice } from '../../errors/notice.ts'
import { placeAdditions, planAdditions, type Addition } from './add-entries.ts'
import { parseDocument, type ParsedText } from '../../yaml/document.ts'
import { planEntry, type Plan } from './plan-entry.ts'
import { findIneffective } from './effect.ts'
import { createLineFinder, type FindLine } from './entry-line.ts'
import {
  entryFields,
  refuseMalformed,
  type EditOptions,
  type EntryEdit,
  type ImageChange
} from './set-image.ts'
import { readImages, type ImageEntry, type Images } from '../read/images.ts'
import { listNotices } from './notices.ts'
import { foldKey } from '../read/mapping.ts'
import type { NewEntry } from './new-entry.ts'
import { proveModel, type AddedEntries } from './proof.ts'
import { applySpans, type Source, type Span } from '../../yaml/file.ts'
import { proveText } from './text-proof.ts'
import { findWishes, type Wish } from './wishes.ts'

export type { EditOptions, EntryEdit, EntryValues, FieldChange, ImageChange, Pin } from './set-image.ts'

/** The new text of a kustomization, and what is new in it. */
export interface KustomizationEdit {
  readonly text: string
  /** One for each entry that a change is about. */
  readonly edits: readonly EntryEdit[]
  readonly notices: readonly Notice[]
}

/** An entry of the file with what is to be done to it. */
interface Planned {
  readonly wish: Wish
  readonly entry: ImageEntry
  readonly plan: Plan
}

/**
 * Gives entries of a kustomization new values and leaves every other byte as it is. Entries of the same name all get
 * them, because kustomize applies all of them.
 * @throws YAML_INVALID, NOT_A_KUSTOMIZATION for a file that cannot be read as a kustomization.
 * @throws ENTRY_NOT_FOUND, ENTRY_AMBIGUOUS when there is not exactly one name for an image.
 * @throws INPUT_INVALID when two changes want different values for the same entry.
 * @throws EDIT_REFUSED when the file is written so that a local change is impossible or its effect unclear.
 * @throws EDIT_NOT_PROVEN when the result does not parse to exactly the intended change.
 */
export function editImages(
  text: string,
  changes: readonly ImageChange[],
  path: string,
  options: EditOptions
): KustomizationEdit {
  changes.forEach(refuseMalformed)
  const source = { text, path }
  const parsed = parseDocument(source, { keepSourceTokens: true })
  const images = readImages(parsed.document, source)
  const wishes = findWishes(images, changes, source, options)
  const additions = placeEffectively(images, wishes, source)
  const planned = planEntries(images, wishes, source)
  const spans = planAdditions(images, additions, source)
  const added = additions.map(({ after, entries }) => ({ after, entries: entries.map(fieldsOf) }))
  const result = applySpans(text, [...planned.flatMap(({ plan }) => plan.spans), ...spans])
  const now =
    result === text ? parsed : prove(parsed, { text: result, path }, planned, { spans, added, images })

  const findLine = createLineFinder(now, additions)
  const edits = wishes.map(wish => {
    const plan = planned.find(each => each.wish === wish)?.plan
    return describe(wish, plan, findLine)
  })
  return { text: result, edits, notices: listNotices(images, wishes, source) }
}

/** Finds places for new entries where the list gives them, and everything else, the effect that is asked for. */
function placeEffectively(images: Images, wishes: readonly Wish[], source: Source): readonly Addition[] {
  const added = wishes.filter(({ entry }) => !entry).map(({ name, after }) => ({ name, values: after }))
  const inOrder = placeAdditions(images, added, source, { atEnd: false })
  const problem = findIneffective(images, wishes, inOrder, source)
  if (problem === undefined) return inOrder
  const atEnd = placeAdditions(images, added, source, { atEnd: true })
  if (added.length === 0 || findIneffective(images, wishes, atEnd, source) !== undefined) throw problem
  return atEnd
}

function planEntries(images: Images, wishes: readonly Wish[], source: Source): readonly Planned[] {
  return wishes.flatMap(wish => {
    const { entry, after } = wish
    return entry ? [{ wish, entry, plan: planEntry({ source, images, entry }, after) }] : []
  })
}

function prove(
  before: ParsedText,
  after: Source,
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

function describe(wish: Wish, plan: Plan | undefined, findLine: FindLine): EntryEdit {
  const { name, before, after, change, entry } = wish
  const fields =
    plan?.fields ??
    entryFields.flatMap(field =>
      after[field] === undefined ? [] : [{ field, from: undefined, to: after[field] }]
    )
  return { name, line: findLine(wish), before, after, fields, change, added: entry === undefined }
}
