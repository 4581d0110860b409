/** Which of tag and digest an entry shall name the image by. */
export type Pin = 'tag' | 'tag+digest' | 'digest'

/** New values for the entries of one image, as `kustomize edit set image` takes them, and how these entries are found. */
export interface SetImage {
  /** Names the image of the inputs that asks for it: `image`, `images[2]`, or a line as written. */
  readonly id: string
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
  /** The tag that is there stays beside a digest that comes alone. */
  readonly keepsTag?: boolean | undefined
  readonly pin: Pin
}

/** The `newName` of an entry that is added: needed where the entry has another name than the image. */
export function newNameOf(name: string, set: SetImage): string | undefined {
  return set.newName ?? (set.image === name ? undefined : set.image)
}

/**
 * @throws when a value could not be written: the caller has validated all of them, so that is a bug, and it must not
 *   reach a file
 */
export function refuseMalformed({ image, entryName, newName, newTag, digest }: SetImage): void {
  if (newTag !== undefined && !/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(newTag))
    throw new Error(`Not a tag: ${JSON.stringify(newTag)}`)
  if (digest !== undefined && !/^sha(?:256:[0-9a-f]{64}|384:[0-9a-f]{96}|512:[0-9a-f]{128})$/.test(digest))
    throw new Error(`Not a digest: ${JSON.stringify(digest)}`)
  const bad = [image, entryName, newName].find(name => name !== undefined && /^$|[\p{Cc}\p{Z}]/u.test(name))
  if (bad !== undefined) throw new Error(`Not an image name: ${JSON.stringify(bad)}`)
}
