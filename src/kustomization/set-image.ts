import { parseDocuments } from './document.ts'
import { planEdit, type FieldChange } from './edit-plan.ts'
import { selectEntry } from './entry-match.ts'
import { readImages } from './images-list.ts'
import { proveModel, proveText } from './proof.ts'
import { applySpans, lineAt, type Span } from './source.ts'

export type { FieldChange } from './edit-plan.ts'

/** What to deploy. */
export interface ImageChange {
  /** Repository of the image, e.g. ghcr.io/acme/shop. */
  readonly image: string
  /** The entry's `name:`, when it is neither `image` nor the entry whose `newName` is `image`. */
  readonly entryName?: string | undefined
  readonly newTag: string
  /** The digest of that tag in the registry, when known. */
  readonly digest?: string | undefined
}

/** What was done to the entry. */
export interface EntryEdit {
  /** The entry's `name:`. */
  readonly name: string
  /** The 1-based line of newTag in the text returned. */
  readonly line: number
  /** The tag before, undefined when there was none. */
  readonly previousTag: string | undefined
  /** Empty when nothing differs. A tag that only gained the quotes it needs is listed with `from` equal to `to`. */
  readonly fields: readonly FieldChange[]
}

/** The new text of a kustomization, and what is new in it. */
export interface KustomizationEdit {
  readonly text: string
  readonly edit: EntryEdit
}

/**
 * Sets the tag of one images entry and leaves every other byte as it is. A digest in the entry is replaced by the
 * given one or else removed, because a digest beside a new tag keeps the old image running; no digest is added where
 * there was none.
 * @throws YAML_INVALID, NOT_A_KUSTOMIZATION for a file that cannot be read as a kustomization.
 * @throws ENTRY_NOT_FOUND, ENTRY_AMBIGUOUS when there is not exactly one entry for the image.
 * @throws EDIT_REFUSED when the file is written so that a local change is impossible or its effect unclear.
 * @throws EDIT_NOT_PROVEN when the result does not parse to exactly the intended change.
 */
export function setImage(text: string, change: ImageChange, path: string): KustomizationEdit {
  refuseMalformed(change)
  const source = { text, path }
  const documents = parseDocuments(source)
  const list = readImages(documents, source)
  const entry = selectEntry(list, change, source)
  const { previousTag, spans, fields, tagAt } = planEdit({ source, list, entry }, change)

  const result = applySpans(text, spans)
  if (spans.length > 0) {
    proveText(source, result, { spans, node: entry.mapping.node })
    proveModel({ text, documents }, { text: result, path }, { entryIndex: entry.index, fields })
  }
  const line = lineAt(result, moved(tagAt.offset, spans)) + tagAt.linesBelow
  return { text: result, edit: { name: entry.name ?? change.image, line, previousTag, fields } }
}

/** The caller has validated both already: a violation is a bug, and must not reach a file. */
function refuseMalformed({ newTag, digest }: ImageChange): void {
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(newTag))
    throw new Error(`Not a tag: ${JSON.stringify(newTag)}`)
  if (digest !== undefined && !/^sha(?:256:[0-9a-f]{64}|384:[0-9a-f]{96}|512:[0-9a-f]{128})$/.test(digest)) {
    throw new Error(`Not a digest: ${JSON.stringify(digest)}`)
  }
}

/** Returns where a place of the old text is in the new one. */
function moved(offset: number, spans: readonly Span[]): number {
  return spans.reduce((at, span) => {
    return span.start < offset ? at + span.text.length - (Math.min(span.end, offset) - span.start) : at
  }, offset)
}
