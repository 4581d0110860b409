import type { Bump, FileEdit } from './plan.ts'
import { ActionError } from '../errors/errors.ts'
import { lineOf, ownOf } from './image-changes.ts'
import type { Notice } from '../errors/notice.ts'
import type { ImageReference } from '../registry/index.ts'
import { deployedName } from '../kustomization/index.ts'
import type { OwnImage, Inputs } from '../inputs/index.ts'

/**
 * Lists the images of a bump that the registries have to be asked for: those of the lines, which are built elsewhere, and
 * those of other repositories than an own image's whose digest is needed.
 */
export function referencesOf(bump: Bump, inputs: Inputs): readonly ImageReference[] {
  return bump.edits.flatMap((each): readonly ImageReference[] => {
    const { edit } = each
    const name = deployedName(edit)
    const own = ownOf(inputs, edit.change)
    if (own === undefined) {
      const line = lineOf(inputs, edit.change)
      if (line?.digest !== undefined) return [{ name, digest: line.digest }]
      if (line?.newTag !== undefined) return [{ name, tag: line.newTag }]
      // A tag that is kept is looked for too: a new name must have it.
      const { newTag: tag, digest } = edit.after
      if (digest !== undefined) return [{ name, digest }]
      return tag === undefined ? [] : [{ name, tag }]
    }
    return deploysOwn(each, own) || !needsDigest(each, inputs) ? [] : [{ name, tag: own.tag }]
  })
}

/**
 * A pin that the user wants must not fall away in silence because a registry did not answer.
 * @param isToBuild whether an image of this run is not built yet, so that the build will give its digest
 * @throws {ActionError} DIGEST_UNKNOWN
 */
export function requireDigests(bump: Bump, inputs: Inputs, isToBuild: (image: OwnImage) => boolean): void {
  const unpinned = bump.edits.find(each => {
    if (each.edit.after.digest !== undefined || !needsDigest(each, inputs)) return false
    const own = ownOf(inputs, each.edit.change)
    return own === undefined || !isToBuild(own) || !deploysOwn(each, own)
  })
  if (unpinned === undefined) return
  const { path, edit } = unpinned
  const [wish, wayOut] =
    edit.before.digest === undefined
      ? ['is to get the digest of its tag (`pin`)', 'set `pin: tag`']
      : ['pins a digest', 'remove `digest:` from the entry']
  throw new ActionError(
    'DIGEST_UNKNOWN',
    `The entry ${edit.name} in ${path} ${wish}, and the registry did not say which digest the new tag has in ` +
      `${deployedName(edit)}. Log in to the registry before this step, or ${wayOut}.`,
    { location: { path, line: edit.line } }
  )
}

/** Says where an entry that an image of this run is meant for deploys another repository. */
export function ownImageNotices(bump: Bump, inputs: Inputs): readonly Notice[] {
  return bump.edits.flatMap(each => {
    const { path, edit } = each
    const own = ownOf(inputs, edit.change)
    if (own === undefined || deploysOwn(each, own)) return []
    const { name, line } = edit
    const message = `${path}:${line}: the entry ${name} deploys ${deployedName(edit)}, and \`image\` is ${own.repository.name}. If that is no mirror of it, correct \`image-name\`, or the entry's newName.`
    return [{ message, location: { path, line } }]
  })
}

/** Says what a preview cannot show: the digest of an image that is not built. */
export function unbuiltNotices(bump: Bump, inputs: Inputs): readonly Notice[] {
  const each = bump.edits.find(edit => needsDigest(edit, inputs) && edit.edit.after.digest === undefined)
  if (each === undefined) return []
  const { path, edit } = each
  const message = `${path}:${edit.line}: the digest of ${deployedName(edit)} is not known yet: a deploy writes it where this preview shows the tag alone.`
  return [{ message, location: { path, line: edit.line } }]
}

function deploysOwn({ edit }: FileEdit, own: OwnImage): boolean {
  return deployedName(edit) === own.repository.name
}

/** Whether the entry has a digest, or is to get one, for a tag that is set. */
function needsDigest(each: FileEdit, inputs: Inputs): boolean {
  const { change } = each.edit
  const setsTag = ownOf(inputs, change) !== undefined || lineOf(inputs, change)?.newTag !== undefined
  return setsTag && (inputs.pin !== 'tag' || each.edit.before.digest !== undefined)
}
