import type { Location } from '../../errors/errors.ts'
import type { Notice } from '../../errors/notice.ts'
import type { ImageEntry } from '../read/images.ts'
import type { EntryField, EntryValues } from '../read/entry.ts'

/*
 * The stages of one entry: EntryMatch (found for an image), WantedEntry (with the values it is to get), LocatedEntry (with
 * its node in the file), EntryEdit (done).
 */

/** An entry that a set image means. */
export interface EntryMatch {
  /** Which image of the inputs asks for it: see SetImage. */
  readonly id: string
  readonly path: string
  /** The entry's `name:`. */
  readonly name: string
  /** Its place among the entries of the file; undefined for one that is to be added. */
  readonly index: number | undefined
  /** Where it stands in the file as it is. */
  readonly location: Location
  /** Set where the input names the image and not the entry: the edit is refused if another image would result. */
  readonly deploys: string | undefined
  readonly before: EntryValues
  /** All entries of its name, this one too. */
  readonly namesakes: readonly EntryValues[]
}

/** An entry and the values that it is to get. */
export interface WantedEntry extends EntryMatch {
  readonly after: EntryValues
}

/** One field before and after; undefined where the field is absent or empty. */
export interface FieldChange {
  readonly field: EntryField
  readonly from: string | undefined
  readonly to: string | undefined
}

/** An entry that was given values. */
export interface EntryEdit extends WantedEntry {
  /** The 1-based line of the entry's tag, digest or name in the new text. */
  readonly line: number
  /** Empty when nothing differs. A value that only gained the quotes it needs is listed with `from` equal to `to`. */
  readonly fields: readonly FieldChange[]
}

/** A kustomization before and after its edit. */
export interface FileEdit {
  readonly path: string
  readonly before: string
  readonly after: string
  /** One for each entry that was wanted, those without a difference too. */
  readonly entries: readonly EntryEdit[]
  readonly notices: readonly Notice[]
}

/** An entry that is wanted, with its node in the file; a new one has none. */
export interface LocatedEntry extends WantedEntry {
  readonly entry: ImageEntry | undefined
}
