import { applyEntry, applyImages, splitReference, type Entry, type PlacedEntry } from './apply.ts'
import { show } from '../../yaml/file.ts'

/**
 * Says which other entry of the same list undoes what an entry sets, found by applying the list to the entry's own
 * name. Undefined when nothing is lost.
 */
export function describeOverride(entry: PlacedEntry, entries: readonly PlacedEntry[]): string | undefined {
  const name = entry.name ?? ''
  const own = applyEntry(entry)(name)
  const built = applyImages(name, entries)
  if (own === undefined || !isLost(entry, own, built.reference)) return undefined
  return built.applied.includes(entries.indexOf(entry))
    ? describeLater(entry, entries, own)
    : describeEarlier(entry, entries)
}

/** An entry without a tag and a digest leaves them to others. */
function isLost(entry: Entry, own: string, built: string): boolean {
  const [wanted, got] = [splitReference(own), splitReference(built)]
  if (entry.newName !== undefined && got.name !== wanted.name) return true
  if (entry.newTag === undefined && entry.digest === undefined) return false
  return got.tag !== wanted.tag || got.digest !== wanted.digest
}

function describeEarlier(entry: PlacedEntry, entries: readonly PlacedEntry[]): string | undefined {
  const name = entry.name ?? ''
  const apply = applyEntry(entry)
  let current = name
  for (const other of entries.slice(0, entries.indexOf(entry))) {
    const next = applyEntry(other)(current)
    if (next === undefined) continue
    if (apply(next) === undefined) {
      const renamed = show(splitReference(next).name)
      return `the entry ${show(name)} has no effect: line ${other.line} renames ${show(name)} to ${renamed} first. Merge the two entries into one.`
    }
    current = next
  }
  return undefined
}

function describeLater(entry: PlacedEntry, entries: readonly PlacedEntry[], own: string): string | undefined {
  const name = entry.name ?? ''
  const before = entries.slice(0, entries.indexOf(entry) + 1)
  const rest = entries.slice(before.length)
  let current = applyImages(name, before).reference
  let last: PlacedEntry | undefined
  for (const other of rest) {
    const next = applyEntry(other)(current)
    if (next === undefined || next === current) continue
    current = next
    last = other
  }
  if (!last) return undefined
  const moved = entries.filter(other => other !== entry)
  moved.splice(moved.indexOf(last) + 1, 0, entry)
  const moving = isLost(entry, own, applyImages(name, moved).reference)
    ? ''
    : `, or move this one below line ${last.line}`
  return `a later entry overrides what the entry ${show(name)} sets: ${show(last.name ?? '')} on line ${last.line} changes ${show(own)} to ${show(current)}. Merge the two entries into one${moving}.`
}
