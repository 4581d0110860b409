import { ActionError } from './errors.ts'
import type { Plan } from './gitops/publish.ts'
import type { CommitText, FileUpdate, Tip } from './gitops/repository.ts'
import { decodeUtf8 } from './kustomization/decode.ts'
import { type CreateMatcher, isGlob, literalPrefixes, locateKustomizations } from './kustomization/locate.ts'
import { type EntryEdit, type ImageChange, setImage } from './kustomization/set-image.ts'

/** One file of the GitOps repository and what the bump means for it. */
export interface FileEdit {
  readonly path: string
  readonly edit: EntryEdit
}

/** A plan for one tip of the GitOps branch. */
export interface Bump extends Plan {
  /** Every file that was looked at, those without a difference too. */
  readonly edits: readonly FileEdit[]
}

export interface BumpRequest {
  readonly patterns: readonly string[]
  readonly change: ImageChange
  /** Writes the commit's text, once it is known what differs. */
  readonly describe: (edits: readonly FileEdit[]) => CommitText
}

/**
 * Applies the change to every kustomization of the tip, in memory.
 * @throws {ActionError} what locating, decoding and editing throw: see src/kustomization
 */
export async function planBump(tip: Tip, request: BumpRequest): Promise<Bump> {
  const paths = await locate(tip, request.patterns)
  const contents = await tip.read(paths)
  const files: FileUpdate[] = []
  const edits: FileEdit[] = []
  for (const path of paths) {
    const bytes = contents.get(path)
    if (bytes === undefined) throw new Error(`${path} was listed but could not be read`)
    const { text, edit } = setImage(decodeUtf8(bytes, path), request.change, path)
    edits.push({ path, edit })
    const content = Buffer.from(text, 'utf8')
    if (!content.equals(bytes)) files.push({ path, content })
  }
  const changed = edits.filter(({ path }) => files.some(file => file.path === path))
  return { files, edits, text: request.describe(changed) }
}

async function locate(tip: Tip, patterns: readonly string[]): Promise<readonly string[]> {
  const createMatcher = await loadMatcher(patterns)
  try {
    return locateKustomizations(patterns, await tip.list(literalPrefixes(patterns)), createMatcher)
  } catch (error) {
    if (!(error instanceof ActionError) || error.code !== 'KUSTOMIZATION_NOT_FOUND') throw error
    // Only now is the whole tree worth listing: the message then names what is there instead.
    return locateKustomizations(patterns, await tip.list(['']), createMatcher)
  }
}

/** Most workflows name their folders; the library for globs is loaded only for those that do not. */
async function loadMatcher(patterns: readonly string[]): Promise<CreateMatcher> {
  if (patterns.some(isGlob)) return (await import('./kustomization/glob.ts')).createMatcher
  return () => () => false
}
