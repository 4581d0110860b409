import { applyEntry, applyImages, splitReference } from './apply-images.ts'
import type { Images } from './images-list.ts'
import { describeOverride } from './override-notice.ts'
import { placeEntries, type PlacedEntry } from './placed-entries.ts'
import { failureAt, show, type Source } from './source.ts'
import type { Wish } from './wishes.ts'

/** Beyond this, only entries of a name that another entry makes are looked at: each is held against all. */
const maxApplied = 100_000

/**
 * Refuses values that another entry of the same lists takes away again: the edit would be right, and what is deployed
 * would not be what was asked for.
 * @throws EDIT_REFUSED
 */
export function refuseOverridden(images: Images, wishes: readonly Wish[], source: Source): void {
  const after = new Map(wishes.map(({ entry, after }) => [entry, after]))
  const placed = placeEntries(images, source.text).map((each, index) => {
    return { ...each, ...after.get(images.entries[index]) }
  })
  const names = new Set(images.entries.map(({ name }) => name))
  const isLong = wishes.length * placed.length > maxApplied
  for (const wish of wishes) {
    const { entry, name } = wish
    if (!entry || (isLong && !names.has(wish.after.newName))) continue
    const own = placed[images.entries.indexOf(entry)]
    if (!own || applyEntry(own)(name) === undefined || isKept(wish, placed)) continue
    const sentence =
      describeOverride(own, placed) ??
      `what the entry ${show(name)} sets does not last: another entry matches the image too. Merge them into one entry.`
    throw failureAt('EDIT_REFUSED', source, entry.offset, sentence)
  }
}

/** Returns whether an image of the entry's name ends up with the tag and digest that the entry sets. */
function isKept({ name, after: { newTag, digest } }: Wish, entries: readonly PlacedEntry[]): boolean {
  if (newTag === undefined && digest === undefined) return true
  const built = splitReference(applyImages(name, entries).reference)
  return built.tag === (newTag ?? '') && built.digest === (digest ?? '')
}
