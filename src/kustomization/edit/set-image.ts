/** Which of tag and digest an entry shall name the image by. */
export type Pin = 'tag' | 'tag+digest' | 'digest'

/** What is to be deployed, and how the entry for it is found. */
export interface ImageChange {
  /** Repository of the image, e.g. ghcr.io/acme/shop: finds the entry whose `newName` or `name` it is. */
  readonly image?: string | undefined
  /** The entry's `name:`; when given, it alone decides. */
  readonly entryName?: string | undefined
  /** The new `newName`; undefined keeps what is there. */
  readonly newName?: string | undefined
  /** The new tag; undefined keeps what is there, unless a digest alone takes its place. */
  readonly newTag?: string | undefined
  /** A digest that was asked for, with the tag or alone. */
  readonly digest?: string | undefined
  /** Returns the digest of the new tag in a repository, where it is known. */
  readonly digestIn?: ((repository: string) => string | undefined) | undefined
  /** The tag that is there stays beside a digest that comes alone. */
  readonly keepTag?: boolean | undefined
  readonly pin: Pin
}

export interface EditOptions {
  /** What to do when a file has no entry for an image. */
  readonly ifMissing: 'error' | 'add'
}

/** The fields of an entry that decide what is deployed; undefined where absent or empty. */
export interface EntryValues {
  readonly newName: string | undefined
  readonly newTag: string | undefined
  readonly digest: string | undefined
}

export type EntryField = keyof EntryValues

/** The fields in the order in which people write them. */
export const entryFields: readonly EntryField[] = ['newName', 'newTag', 'digest']

/** One field before and after; undefined where the field is absent or empty. */
export interface FieldChange {
  readonly field: EntryField
  readonly from: string | undefined
  readonly to: string | undefined
}

/** What was done to one entry. */
export interface EntryEdit {
  /** The entry's `name:`. */
  readonly name: string
  /** The 1-based line of the entry's tag, digest or name in the text returned. */
  readonly line: number
  readonly before: EntryValues
  readonly after: EntryValues
  /** Empty when nothing differs. A value that only gained the quotes it needs is listed with `from` equal to `to`. */
  readonly fields: readonly FieldChange[]
  /** Which of the changes asked for this. */
  readonly change: number
  /** The entry was not there before. */
  readonly added: boolean
}

/**
 * Returns the values an entry shall have. What a change does not write is kept, but a digest decides alone what runs:
 * an old one never stays beside a new tag, nor an old tag beside a new digest.
 * @param name the entry's name
 * @param namesakes all entries of that name, this one too: they get the same version, or the last of them would win
 */
export function wantedValues(
  name: string,
  before: EntryValues,
  change: ImageChange,
  namesakes: readonly EntryValues[]
): EntryValues {
  const { newTag, digest, pin } = change
  const newName = change.newName ?? before.newName
  // The first of them renames the image.
  const repository =
    change.newName ?? namesakes.find(each => each.newName !== undefined)?.newName ?? newName ?? name
  if (newTag === undefined) {
    if (digest === undefined) return { ...before, newName }
    return { newName, newTag: change.keepTag === true ? before.newTag : undefined, digest }
  }
  const isPinned = namesakes.some(each => each.digest !== undefined)
  const found = digest ?? change.digestIn?.(repository)
  // Of an unknown digest only this is known: beside the same tag it may stay.
  const known = found ?? namesakes.find(each => each.newTag === newTag && each.digest !== undefined)?.digest
  switch (pin) {
    case 'tag':
      return { newName, newTag, digest: isPinned ? known : undefined }
    case 'tag+digest':
      return { newName, newTag, digest: known }
    case 'digest':
      return found === undefined
        ? { newName, newTag, digest: undefined }
        : { newName, newTag: undefined, digest: found }
  }
}

/**
 * @throws when a value could not be written: the caller has validated all of them, so that is a bug, and it must not
 *   reach a file
 */
export function refuseMalformed({ image, entryName, newName, newTag, digest }: ImageChange): void {
  if (newTag !== undefined && !/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(newTag))
    throw new Error(`Not a tag: ${JSON.stringify(newTag)}`)
  if (digest !== undefined && !/^sha(?:256:[0-9a-f]{64}|384:[0-9a-f]{96}|512:[0-9a-f]{128})$/.test(digest))
    throw new Error(`Not a digest: ${JSON.stringify(digest)}`)
  const bad = [image, entryName, newName].find(name => name !== undefined && /^$|[\p{Cc}\p{Z}]/u.test(name))
  if (bad !== undefined) throw new Error(`Not an image name: ${JSON.stringify(bad)}`)
}
