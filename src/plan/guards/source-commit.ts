import type { FileEdit } from '../plan.ts'
import { lineOf, ownOf } from '../image-changes.ts'
import { commitsIn, type Source } from '../../source/index.ts'
import type { RunContext } from '../../context/context.ts'
import { deployedName } from '../../kustomization/index.ts'
import type { Inputs } from '../../inputs/index.ts'

export interface MadeFromRequest {
  readonly inputs: Inputs
  readonly context: RunContext
  /** The commit that this run has built the image of a change from, or will; undefined where it builds none. */
  readonly builtFrom: (change: number) => string | undefined
  readonly guard: Pick<Source, 'order' | 'commitOf'>
}

/**
 * Finds the source commit of what an edit would deploy: the commit of this run, one that the tag spells out, or the one
 * in the label of the image. Undefined for images that are not known to be made from this source.
 */
export async function madeFrom(
  edit: FileEdit['edit'],
  request: MadeFromRequest
): Promise<string | undefined> {
  const { inputs, context, guard } = request
  const own = ownOf(inputs, edit.change)
  const deployed = { name: deployedName(edit), tag: edit.after.newTag, digest: edit.after.digest }
  if (own !== undefined) {
    const { tag, tagNamesCommit, tagIsLiteral } = own
    const built = request.builtFrom(edit.change)
    if (built !== undefined) return built
    if (tagNamesCommit) return context.sourceCommit
    // An image that was there under such a tag may be another commit's: two workflows count their runs apart.
    const said = namedBy(tag, context) ?? (await guard.commitOf(deployed))
    return said ?? (!tagIsLiteral || isRelease(tag, context) ? context.sourceCommit : undefined)
  }
  const line = lineOf(inputs, edit.change)
  if (line === undefined) return undefined
  if (line.namesCommit) return context.sourceCommit
  const named = line.newTag === undefined ? undefined : namedBy(line.newTag, context)
  if (named !== undefined) return named
  // Registries count such a question as a pull; of a third party's image nothing would come of it.
  const isFromSource = commitsIn(edit.before.newTag ?? '').length > 0
  return isFromSource ? await guard.commitOf(deployed) : undefined
}

/** Whether there is an image of which it is clear already that its order will have to be judged. */
export function needsOrder({ images, lines, allowOlder }: Inputs, context: RunContext): boolean {
  if (allowOlder) return false
  return (
    images.some(
      ({ tag, tagIsLiteral, tagNamesCommit }) =>
        !tagIsLiteral || tagNamesCommit || namedBy(tag, context) !== undefined
    ) ||
    lines.some(
      ({ namesCommit, newTag = '' }) => namesCommit || namedBy(newTag, context) === context.sourceCommit
    )
  )
}

/** A tag that somebody wrote out may be a commit: ours, also when it is shortened, or a whole other one. */
function namedBy(tag: string, { sourceCommit, triggerCommit }: RunContext): string | undefined {
  const names = commitsIn(tag)
  // On pull requests the commit that is checked out is a merge of ours that nobody wrote.
  const isOurs = names.some(name => sourceCommit.startsWith(name) || triggerCommit.startsWith(name))
  return isOurs ? sourceCommit : names.find(name => name.length === sourceCommit.length)
}

/** The version of a release is its tag, with or without the `v`. */
function isRelease(tag: string, { isTag, refName }: RunContext): boolean {
  return isTag && (tag === refName || `v${tag}` === refName)
}
