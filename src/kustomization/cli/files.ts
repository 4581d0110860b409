import path from 'node:path'

import { ActionError } from '../../errors/errors.ts'
import { kustomizationNames } from '../file-names.ts'
import { readReferences, type References } from './references.ts'

/** What is read from the tip of the GitOps branch. */
export interface TreeReader {
  /** Lists the files under the given files or folders, and the folders on the way to them. */
  list(prefixes: readonly string[]): Promise<readonly TreeFile[]>
  /** Reads files, in one request to the server. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>>
}

export interface TreeFile {
  readonly path: string
  /** Git's mode. */
  readonly mode: string
}

/** The files of the repository that `kustomize build` needs, or why they cannot be collected. */
export type BuildFiles =
  | { readonly kind: 'complete'; readonly files: ReadonlyMap<string, Buffer> }
  /** `by` refers to `item`, which is no file or folder of the repository. */
  | { readonly kind: 'remote'; readonly by: string; readonly item: string }
  /** `by` refers to `item`, which is, or lies behind, a symbolic link or a submodule. */
  | { readonly kind: 'link'; readonly by: string; readonly item: string }
  | { readonly kind: 'helm'; readonly by: string }
  | { readonly kind: 'unreadable'; readonly by: string; readonly detail: string }
  | { readonly kind: 'too-large' }

type Problem = Exclude<BuildFiles, { kind: 'complete' }>

/** A preview is worth a few seconds, not a copy of the repository. */
export const limits = { files: 2_000, bytes: 20_000_000, levels: 20 }
/** What may be asked for in one listing: it is a command line of Git. */
const maxListed = { paths: 5_000, characters: 500_000 }

/** A file or folder that a kustomization may refer to. */
interface Candidate {
  /** Path in the repository; undefined when it leads out of it. */
  readonly place: string | undefined
  readonly item: string
  readonly by: string
  readonly kind: 'base' | 'file' | 'folder'
}

/**
 * Collects the files that `kustomize build` of the folder of `kustomization` reads: with one listing and one read for
 * each level of kustomizations. It takes too many files rather than too few, but never a link or a submodule.
 */
export async function collectBuildFiles(reader: TreeReader, kustomization: string): Promise<BuildFiles> {
  const files = new Map<string, Buffer>()
  const wanted = new Set([kustomization])
  const followed = new Set([kustomization])
  let level: readonly string[] = [kustomization]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === limits.levels || !(await readFiles(reader, wanted, files))) return { kind: 'too-large' }
    const candidates: Candidate[] = []
    for (const by of level) {
      const references = parseReferences(by, files.get(by))
      if ('kind' in references) return references
      candidates.push(...resolveReferences(by, references))
    }
    const listing = await list(reader, candidates)
    if (listing === undefined) return { kind: 'too-large' }
    // Each is followed once, so that cycles end.
    const next = new Set<string>()
    for (const candidate of candidates) {
      const found = find(candidate, listing)
      if ('kind' in found) return found
      for (const file of found.kustomizations) if (!followed.has(file)) next.add(file)
      for (const file of [...found.kustomizations, ...found.files]) wanted.add(file)
    }
    for (const file of next) followed.add(file)
    level = [...next]
  }
  return (await readFiles(reader, wanted, files)) ? { kind: 'complete', files } : { kind: 'too-large' }
}

/** Returns whether everything wanted is there and within the limits. */
async function readFiles(
  reader: TreeReader,
  wanted: ReadonlySet<string>,
  files: Map<string, Buffer>
): Promise<boolean> {
  if (wanted.size > limits.files) return false
  const missing = [...wanted].filter(file => !files.has(file))
  if (missing.length > 0) for (const [file, content] of await reader.read(missing)) files.set(file, content)
  return [...files.values()].reduce((sum, content) => sum + content.length, 0) <= limits.bytes
}

function parseReferences(by: string, content: Buffer | undefined): References | Problem {
  if (content === undefined) return { kind: 'unreadable', by, detail: `${by} could not be read` }
  try {
    const references = readReferences(content, by)
    if (references.helm) return { kind: 'helm', by }
    if (references.remote !== undefined) return { kind: 'remote', by, item: references.remote }
    return references
  } catch (error) {
    if (error instanceof ActionError) return { kind: 'unreadable', by, detail: error.message }
    throw error
  }
}

function resolveReferences(by: string, { bases, files, anyFile }: References): readonly Candidate[] {
  const resolve = (kind: Candidate['kind']) => (item: string) => ({
    item,
    by,
    kind,
    place: placeOf(by, item)
  })
  const within = [...files.map(resolve('file')), ...(anyFile ? ['.'] : []).map(resolve('folder'))]
  return [...bases.map(resolve('base')), ...within.filter(({ place }) => place !== undefined)]
}

/** The path in the repository of what the kustomization `by` calls `item`; '' is the root. */
function placeOf(by: string, item: string): string | undefined {
  if (path.posix.isAbsolute(item)) return undefined
  const place = path.posix.join(path.posix.dirname(by), item).replace(/\/$/, '')
  if (place === '..' || place.startsWith('../')) return undefined
  return place === '.' ? '' : place
}

/** Modes by path, of files and of the folders that hold them. */
type Listing = ReadonlyMap<string, string>

async function list(reader: TreeReader, candidates: readonly Candidate[]): Promise<Listing | undefined> {
  const places = [
    ...new Set(
      candidates.flatMap(({ place, kind }) => (place === '' && kind === 'file' ? [] : (place ?? [])))
    )
  ]
  const characters = places.reduce((sum, place) => sum + place.length, 0)
  if (places.length > maxListed.paths || characters > maxListed.characters) return undefined
  const modes = new Map<string, string>()
  if (places.length === 0) return modes
  for (const { path: file, mode } of await reader.list(places)) {
    modes.set(file, mode)
    for (const folder of foldersAbove(file)) if (!modes.has(folder)) modes.set(folder, '040000')
  }
  return modes
}

interface Found {
  readonly kustomizations: readonly string[]
  readonly files: readonly string[]
}

function find(candidate: Candidate, listing: Listing): Found | Problem {
  const { kind, place = '' } = candidate
  switch (kind) {
    case 'base':
      return findBase(candidate, listing)
    case 'file':
      return { kustomizations: [], files: isFile(listing.get(place)) ? [place] : [] }
    case 'folder':
      return { kustomizations: [], files: filesBelow(place, listing) }
  }
}

function findBase({ place, item, by }: Candidate, listing: Listing): Found | Problem {
  if (place === undefined) return { kind: 'remote', by, item }
  const mode = place === '' ? '040000' : listing.get(place)
  if (isFile(mode)) return { kustomizations: [], files: [place] }
  if ([place, ...foldersAbove(place)].some(each => isIndirect(listing.get(each))))
    return { kind: 'link', by, item }
  if (mode === undefined) return { kind: 'remote', by, item }
  const inside = kustomizationNames.map(name => (place === '' ? name : `${place}/${name}`))
  if (inside.some(file => isIndirect(listing.get(file)))) return { kind: 'link', by, item }
  const kustomizations = inside.filter(file => isFile(listing.get(file)))
  if (kustomizations.length > 0) return { kustomizations, files: [] }
  // It cannot be built; kustomize says so in its own words when it finds the files.
  return { kustomizations, files: filesBelow(place, listing) }
}

function filesBelow(folder: string, listing: Listing): readonly string[] {
  const start = folder === '' ? '' : `${folder}/`
  return [...listing].filter(([file, mode]) => isFile(mode) && file.startsWith(start)).map(([file]) => file)
}

function isFile(mode: string | undefined): boolean {
  return mode === '100644' || mode === '100755'
}

function isIndirect(mode: string | undefined): boolean {
  return mode === '120000' || mode === '160000'
}

/** `a/b/c.yaml` → `a`, `a/b`. */
function foldersAbove(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
