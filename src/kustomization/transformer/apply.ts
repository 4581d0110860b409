import { isNode } from 'yaml'

import { createLineIndex } from '../../yaml/file.ts'
import type { Images } from '../read/images.ts'
import { foldKey, textOf, valueOf } from '../read/mapping.ts'
import { readNamePattern } from './name-pattern.ts'

/** An entry of an images list; undefined where a field is absent or empty. */
export interface Entry {
  readonly name: string | undefined
  readonly newName: string | undefined
  readonly newTag: string | undefined
  readonly digest: string | undefined
  readonly tagSuffix?: string | undefined
}

/** An entry of an images list, and where it is. Lines count from 1. */
export interface PlacedEntry extends Entry {
  readonly line: number
  /** The line of its tagSuffix, or the entry's own when it has none. */
  readonly suffixLine: number
}

/** An image as kustomize takes it apart; empty where a part is absent. */
interface ReferenceParts {
  readonly name: string
  readonly tag: string
  readonly digest: string
}

/** What became of an image. */
interface AppliedImages {
  readonly reference: string
  /** The indexes of the entries that matched, in order. */
  readonly applied: readonly number[]
}

/** Applies one entry to an image; undefined when the entry does not match it. */
type ApplyEntry = (reference: string) => string | undefined

/** Returns the entries of `images` and `imageTags`, in the order in which kustomize applies them. */
export function placeEntries({ entries, aliases }: Images, text: string): readonly PlacedEntry[] {
  const lineAt = createLineIndex(text)
  return entries.map(({ name, values, mapping, offset }) => {
    const tagSuffix = textOf(valueOf(mapping, 'tagSuffix'), aliases)
    const key = mapping.own.get(foldKey('tagSuffix'))?.at(-1)?.key
    const suffixAt = isNode(key) ? (key.range?.[0] ?? offset) : offset
    return { name, ...values, tagSuffix, line: lineAt(offset), suffixLine: lineAt(suffixAt) }
  })
}

/** Applies an images list to one image, entry by entry in the order of the list, as kustomize build does. */
export function applyImages(reference: string, entries: readonly Entry[]): AppliedImages {
  let current = reference
  const applied: number[] = []
  for (const [index, entry] of entries.entries()) {
    const next = applyEntry(entry)(current)
    if (next === undefined) continue
    current = next
    applied.push(index)
  }
  return { reference: current, applied }
}

const appliers = new WeakMap<Entry, ApplyEntry>()

/** Returns what applies one entry; the name of each is read once. */
export function applyEntry(entry: Entry): ApplyEntry {
  const apply = appliers.get(entry) ?? createApplyEntry(entry)
  appliers.set(entry, apply)
  return apply
}

function createApplyEntry(entry: Entry): ApplyEntry {
  const { matches } = readNamePattern(entry.name ?? '')
  const once: ApplyEntry = reference => (matches(reference) ? change(reference, entry) : undefined)
  // kustomize walks twice over the containers of Pods and their templates, so a suffix is put there twice.
  return reference => {
    const first = once(reference)
    return first === undefined ? undefined : (once(first) ?? first)
  }
}

/** Takes an image apart where kustomize does: at the first `@` and the first `:` after the first `/`. */
export function splitReference(reference: string): ReferenceParts {
  const slash = Math.max(0, reference.indexOf('/'))
  const [, path = '', tag = '', digest = ''] =
    /^([^:@]*)(?::([^@]*))?(?:@(.*))?$/s.exec(reference.slice(slash)) ?? []
  return { name: reference.slice(0, slash) + path, tag, digest }
}

function change(reference: string, { newName, newTag, digest, tagSuffix }: Entry): string {
  const old = splitReference(reference)
  const parts = [newName ?? old.name]
  if (newTag !== undefined || digest !== undefined) {
    // What the entry does not set goes: a digest of another tag must not stay.
    parts.push(newTag === undefined ? '' : `:${newTag}`, digest === undefined ? '' : `@${digest}`)
  } else if (tagSuffix !== undefined) {
    parts.push(`:${old.tag}${tagSuffix}`)
  } else {
    parts.push(old.tag === '' ? '' : `:${old.tag}`, old.digest === '' ? '' : `@${old.digest}`)
  }
  return parts.join('')
}
