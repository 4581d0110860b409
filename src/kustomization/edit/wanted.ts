import type { ActionError } from '../../errors/errors.ts'
import { failureIn, show } from '../../yaml/file.ts'
import type { EntryMatch, WantedEntry } from './entry-stages.ts'
import { newNameOf, type SetImage } from './set-image.ts'
import { entryFields, type EntryValues } from '../read/entry.ts'

/** Gives the digest of a tag in an image repository, where it is known. */
export type DigestOf = (repository: string, tag: string) => string | undefined

/** Gives a match the values that its set image asks for. */
export function want(match: EntryMatch, set: SetImage, digestOf: DigestOf): WantedEntry {
  const { name, before, namesakes } = match
  // A new entry begins with the newName that it needs.
  const present = match.index === undefined ? { ...before, newName: newNameOf(name, set) } : before
  return { ...match, after: wantedValues(name, present, set, namesakes, digestOf) }
}

/**
 * Returns the values that an entry gets. What a set image does not give is kept, but a digest decides alone what runs:
 * an old one never stays beside a new tag, nor an old tag beside a new digest.
 * @param name the entry's name
 * @param namesakes all entries of that name, this one too: they get the same version, or the last of them would win
 */
function wantedValues(
  name: string,
  before: EntryValues,
  set: SetImage,
  namesakes: readonly EntryValues[],
  digestOf: DigestOf
): EntryValues {
  const { newTag, digest, pin } = set
  const newName = set.newName ?? before.newName
  // Of entries of one name, the first with a newName decides.
  const repository =
    set.newName ?? namesakes.find(each => each.newName !== undefined)?.newName ?? newName ?? name
  if (newTag === undefined) {
    if (digest === undefined) return { ...before, newName }
    return { newName, newTag: set.keepsTag === true ? before.newTag : undefined, digest }
  }
  const isPinned = namesakes.some(each => each.digest !== undefined)
  const found = digest ?? digestOf(repository, newTag)
  // Where the new digest is not known and the tag stays, the digest that is there still fits.
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
 * The first that asks for an entry has it; the others must want the same values.
 * @throws INPUT_INVALID when two images want different values for the same entry
 */
export function firstOfEachEntry(wanted: readonly WantedEntry[]): readonly WantedEntry[] {
  const owners = new Map<string, WantedEntry>()
  for (const entry of wanted) {
    const key = JSON.stringify([entry.path, entry.index ?? entry.name])
    const owner = owners.get(key)
    if (owner === undefined) owners.set(key, entry)
    else if (entryFields.some(field => owner.after[field] !== entry.after[field]))
      throw conflict(owner, entry)
  }
  return [...owners.values()]
}

function conflict(owner: WantedEntry, other: WantedEntry): ActionError {
  const sentence = `the inputs ask for two values of the entry ${show(other.name)}: ${render(owner.after)} and ${render(other.after)}. Name it once.`
  return failureIn('INPUT_INVALID', other.location, sentence)
}

function render({ newName = '', newTag, digest }: EntryValues): string {
  return show(
    `${newName}${newTag === undefined ? '' : `:${newTag}`}${digest === undefined ? '' : `@${digest}`}`
  )
}
