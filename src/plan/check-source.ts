import { formatReference } from '../registry/index.ts'
import { ActionError } from '../errors/errors.ts'
import type { RunContext } from '../context/context.ts'
import type { OwnImage } from '../inputs/index.ts'

/**
 * Finds the commit that an image is built from. A tag that names a commit must not be given to the files of another one:
 * it would be believed from then on, also by the order of deploys.
 * @param checkout the commit that is checked out; undefined when that is not known
 * @throws {ActionError} SOURCE_MISMATCH
 */
export function builtCommit(
  image: OwnImage,
  checkout: string | undefined,
  { sourceCommit, triggerCommit }: Pick<RunContext, 'sourceCommit' | 'triggerCommit'>
): string {
  // On pull requests the merge of the head commit is checked out, which nobody wrote.
  if (checkout === undefined || checkout === sourceCommit || checkout === triggerCommit) return sourceCommit
  if (!image.tagNamesCommit) return checkout
  throw new ActionError(
    'SOURCE_MISMATCH',
    `${formatReference({ name: image.repository.name, tag: image.tag })} would be built from ${checkout}, which is checked out, and the tag names ${sourceCommit}, the ` +
      'commit of this run. Check that one out, or set `tag` to the commit that is checked out.'
  )
}
