import { ActionError } from '../../errors/errors.ts'
import type { Tree } from '../../git/index.ts'
import { decodeUtf8 } from '../../yaml/file.ts'
import { folderOf, kustomizationsIn } from '../paths.ts'
import { createListing, type Listing, resolvePath } from '../read/listing.ts'
import { readReferences, type References } from './references.ts'

/** The files of the repository that `kustomize build` needs, or why they cannot be collected. */
export type CollectedFiles =
  { readonly kind: 'complete'; readonly files: ReadonlyMap<string, Buffer> } | Problem

type Problem =
  /** `by` refers to `item`, which is not a file or folder of the repository. */
  | { readonly kind: 'remote'; readonly by: string; readonly item: string }
  /** `by` refers to `item`, which is, or lies behind, a symbolic link or a submodule. */
  | { readonly kind: 'link'; readonly by: string; readonly item: string }
  | { readonly kind: 'helm'; readonly by: string }
  | { readonly kind: 'unreadable'; readonly by: string; readonly detail: string }
  | { readonly kind: 'too-large' }

/** A preview is worth a few seconds, not a copy of the repository. */
export const limits = { files: 2_000, bytes: 20_000_000, levels: 20 }
/** What may be asked for in one listing: it is a command line of Git. */
const maxListed = { paths: 5_000, characters: 500_000 }

/** A file or folder that a kustomization may refer to. */
interface FileReference {
  readonly kind: 'base' | 'file' | 'folder'
  /** Path in the repository; undefined when it leads out of it. */
  readonly path: string | undefined
  /** What is written, and in which kustomization. */
  readonly item: string
  readonly by: string
}

/**
 * Collects the files that `kustomize build` of the folder of `kustomization` reads: with one listing and one read for
 * each level of kustomizations. It takes too many files rather than too few, but never a link or a submodule.
 */
export async function collectBuildFiles(tree: Tree, kustomization: string): Promise<CollectedFiles> {
  const listing = createListing(tree)
  const files = new Map<string, Buffer>()
  const wanted = new Set([kustomization])
  const followed = new Set([kustomization])
  let level: readonly string[] = [kustomization]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === limits.levels || !(await readFiles(tree, wanted, files))) return { kind: 'too-large' }
    const references: FileReference[] = []
    for (const by of level) {
      const read = parseReferences(by, files.get(by))
      if ('kind' in read) return read
      references.push(...resolveReferences(by, read))
    }
    if (!(await list(listing, references))) return { kind: 'too-large' }
    const next = new Set<string>()
    for (const reference of references) {
      const found = find(reference, listing)
      if ('kind' in found) return found
      for (const file of found.kustomizations) if (!followed.has(file)) next.add(file)
      for (const file of [...found.kustomizations, ...found.files]) wanted.add(file)
    }
    // Each is followed once, so that cycles end.
    for (const file of next) followed.add(file)
    level = [...next]
  }
  return (await readFiles(tree, wanted, files)) ? { kind: 'complete', files } : { kind: 'too-large' }
}

/** Returns whether everything wanted is there and within the limits. */
async function readFiles(
  tree: Tree,
  wanted: ReadonlySet<string>,
  files: Map<string, Buffer>
): Promise<boolean> {
  if (wanted.size > limits.files) return false
  const missing = [...wanted].filter(file => !files.has(file))
  if (missing.length > 0) for (const [file, content] of await tree.read(missing)) files.set(file, content)
  return [...files.values()].reduce((sum, content) => sum + content.length, 0) <= limits.bytes
}

function parseReferences(by: string, content: Buffer | undefined): References | Problem {
  if (content === undefined) return { kind: 'unreadable', by, detail: `${by} could not be read` }
  try {
    const references = readReferences({ text: decodeUtf8(content, by), path: by })
    if (references.helm) return { kind: 'helm', by }
    if (references.remote !== undefined) return { kind: 'remote', by, item: references.remote }
    return references
  } catch (error) {
    if (error instanceof ActionError) return { kind: 'unreadable', by, detail: error.message }
    throw error
  }
}

function resolveReferences(by: string, { bases, files, anyFile }: References): readonly FileReference[] {
  const resolve = (kind: FileReference['kind']) => (item: string) => {
    return { kind, path: resolvePath(folderOf(by), item), item, by }
  }
  const others = [...files.map(resolve('file')), ...(anyFile ? ['.'] : []).map(resolve('folder'))]
  return [...bases.map(resolve('base')), ...others.filter(({ path }) => path !== undefined)]
}

/** Lists what is referred to; returns false when that is too much to ask for. */
async function list(listing: Listing, references: readonly FileReference[]): Promise<boolean> {
  const paths = new Set(
    references.flatMap(({ path, kind }) => (path === '' && kind === 'file' ? [] : (path ?? [])))
  )
  const characters = [...paths].reduce((sum, path) => sum + path.length, 0)
  if (paths.size > maxListed.paths || characters > maxListed.characters) return false
  await listing.list([...paths])
  return true
}

interface Found {
  readonly kustomizations: readonly string[]
  readonly files: readonly string[]
}

function find(reference: FileReference, listing: Listing): Found | Problem {
  const { kind, path = '' } = reference
  switch (kind) {
    case 'base':
      return findBase(reference, listing)
    case 'file':
      return { kustomizations: [], files: listing.isFile(path) ? [path] : [] }
    case 'folder':
      return { kustomizations: [], files: listing.filesBelow(path) }
  }
}

function findBase({ path, item, by }: FileReference, listing: Listing): Found | Problem {
  if (path === undefined) return { kind: 'remote', by, item }
  if (listing.isFile(path)) return { kustomizations: [], files: [path] }
  const candidates = kustomizationsIn(path)
  if ([path, ...candidates].some(listing.isIndirect)) return { kind: 'link', by, item }
  if (!listing.exists(path)) return { kind: 'remote', by, item }
  const kustomizations = candidates.filter(listing.isFile)
  // Without one it cannot be built; kustomize says so in its own words when it finds the files.
  return { kustomizations, files: kustomizations.length > 0 ? [] : listing.filesBelow(path) }
}
