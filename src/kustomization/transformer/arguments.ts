import { splitReference, type Entry } from './apply.ts'

/** What one argument of `kustomize edit set image` sets. */
interface Argument {
  readonly name: string
  readonly newName: string
  readonly newTag: string
  readonly digest: string
}

/**
 * Does to a list what `kustomize edit set image` does since v5.4.0: an argument `[name=]newName[:tag][@digest]` replaces
 * the whole entry of its name, `*` keeps what a field has, of entries with the same name only the first stays, and the
 * list is sorted by name. Undefined when kustomize fails on an argument.
 */
export function setImageArguments(
  entries: readonly Entry[],
  args: readonly string[]
): readonly Entry[] | undefined {
  const byName = new Map<string, Entry>()
  for (const entry of entries) {
    const { name = '' } = entry
    if (!byName.has(name)) byName.set(name, entry)
  }
  const set = new Map<string, Entry>()
  for (const text of args) {
    const argument = parseImageArgument(text)
    if (!argument) return undefined
    const { name } = argument
    const old = byName.get(name)
    const value = (field: 'newName' | 'newTag' | 'digest') =>
      (argument[field] === '*' ? old?.[field] : argument[field]) || undefined
    set.set(name, { name, newName: value('newName'), newTag: value('newTag'), digest: value('digest') })
  }
  const merged = [...new Map([...byName, ...set])].map(([name, entry]) => ({
    bytes: Buffer.from(name),
    entry
  }))
  return merged.sort((a, b) => Buffer.compare(a.bytes, b.bytes)).map(({ entry }) => entry)
}

/** Reads an argument as kustomize does; undefined when it names an image and nothing else. */
export function parseImageArgument(text: string): Argument | undefined {
  const equals = text.indexOf('=')
  const { name, tag: newTag, digest } = splitReference(text.slice(equals + 1))
  if (name === text) return undefined
  return equals <= 0
    ? { name, newName: '', newTag, digest }
    : { name: text.slice(0, equals), newName: name, newTag, digest }
}
