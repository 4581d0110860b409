import type { FileUpdate } from '../../src/gitops/repository.ts'
import { editImages, type ImageChange } from '../../src/kustomization/edit-images.ts'
import { type EntryRequest, isSame, type LandingRequest } from './request.ts'

export interface Fold {
  readonly files: readonly FileUpdate[]
  readonly folded: readonly LandingRequest[]
  /** Their entries no longer have what they must have, or cannot be edited: their owners judge again. */
  readonly left: readonly LandingRequest[]
}

interface Asked extends EntryRequest {
  readonly request: LandingRequest
}

/**
 * Applies requests to files with the real editor, each whole or not at all. Of two for the same entry the first counts:
 * the second was judged on a value that is gone by then.
 * @param texts the files, with the leader's own change in them
 */
export function foldRequests(texts: ReadonlyMap<string, string>, requests: readonly LandingRequest[]): Fold {
  let folded = withoutRivals(requests)
  for (;;) {
    const after = new Map(texts)
    const refused = new Set<LandingRequest>()
    for (const [path, asked] of byPath(folded)) {
      const result = editFile(texts.get(path), path, asked)
      for (const request of result.refused) refused.add(request)
      if (result.text !== undefined) after.set(path, result.text)
    }
    if (refused.size === 0) {
      const files = [...after].map(([path, text]) => ({ path, content: Buffer.from(text) }))
      return { files, folded, left: requests.filter(each => !folded.includes(each)) }
    }
    folded = folded.filter(each => !refused.has(each))
  }
}

function withoutRivals(requests: readonly LandingRequest[]): readonly LandingRequest[] {
  const claimed = new Set<string>()
  return requests.filter(({ entries }) => {
    const keys = entries.map(({ path, entry }) => `${entry}\n${path}`)
    const isFree = new Set(keys).size === keys.length && !keys.some(key => claimed.has(key))
    if (isFree) for (const key of keys) claimed.add(key)
    return isFree
  })
}

function byPath(requests: readonly LandingRequest[]): ReadonlyMap<string, readonly Asked[]> {
  const asked = requests.flatMap(request => request.entries.map(entry => ({ ...entry, request })))
  return Map.groupBy(asked, ({ path }) => path)
}

/** Edits a file for all requests at once; which of them are to blame for a failure is found one by one. */
function editFile(text: string | undefined, path: string, asked: readonly Asked[]) {
  const all = asked.map(({ request }) => request)
  if (text === undefined) return { refused: all }
  try {
    const result = editImages(text, asked.map(toChange), path, { ifMissing: 'error' })
    const bad = result.edits.flatMap(({ change, before, after }) => {
      const one = asked[change]
      return one === undefined || (isSame(before, one.from) && isSame(after, one.to)) ? [] : [one.request]
    })
    return bad.length === 0 ? { refused: [], text: result.text } : { refused: bad }
  } catch {
    const bad = asked.filter(one => asked.length === 1 || !isPossible(text, path, one))
    return { refused: bad.length === 0 ? all : bad.map(({ request }) => request) }
  }
}

function isPossible(text: string, path: string, one: EntryRequest): boolean {
  try {
    editImages(text, [toChange(one)], path, { ifMissing: 'error' })
    return true
  } catch {
    return false
  }
}

/** What entries of a file have; an entry that is not there, or that has no single value, is not in the result. */
export function readEntries(text: string, path: string, asked: readonly EntryRequest[]) {
  const read = (some: readonly EntryRequest[]) => {
    try {
      const { edits } = editImages(text, some.map(toChange), path, { ifMissing: 'error' })
      return edits.map(({ name, before }) => [name, before] as const)
    } catch {
      return undefined
    }
  }
  const unique = [...new Map(asked.map(one => [one.entry, one])).values()]
  return new Map(read(unique) ?? unique.flatMap(one => read([one]) ?? []))
}

/** Whether the file has what the request asks for. */
export function isDone(text: string, one: EntryRequest): boolean {
  try {
    const { edits } = editImages(text, [toChange(one)], one.path, { ifMissing: 'error' })
    return edits.every(({ before }) => isSame(before, one.to))
  } catch {
    return false
  }
}

function toChange({ entry, to: { newName, newTag, digest } }: EntryRequest): ImageChange {
  const pin = digest === undefined ? 'tag' : newTag === undefined ? 'digest' : 'tag+digest'
  return { entryName: entry, newName, newTag, digest, pin }
}
