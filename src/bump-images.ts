import type { Bump, FileEdit } from './bump.ts'
import { ActionError } from './errors.ts'
import type { ImageReference } from './image-book.ts'
import { isMainChange, lineOf } from './image-changes.ts'
import type { Inputs } from './inputs.ts'
import type { Notice } from './notice.ts'
import { deployedName } from './version-text.ts'

/**
 * Lists the images of a bump that the registries have to be asked for: those of the lines, which are built elsewhere, and
 * those of other repositories than the main image's whose digest is needed.
 */
export function referencesOf(bump: Bump, inputs: Inputs): readonly ImageReference[] {
  return bump.edits.flatMap(each => {
    const { edit } = each
    const name = deployedName(edit)
    if (!isMain(each, inputs)) {
      const line = lineOf(inputs, edit.change)
      const asked = line?.digest ?? line?.newTag
      // A tag that is kept is looked for too: a new name must have it.
      const version = asked ?? edit.after.digest ?? edit.after.newTag
      return version === undefined ? [] : [{ name, version }]
    }
    if (inputs.image === undefined || deploysMain(each, inputs) || !needsDigest(each, inputs)) return []
    return [{ name, version: inputs.image.tag }]
  })
}

/**
 * A pin that the user wants must not fall away in silence because a registry did not answer.
 * @param isToBuild the main image is not built yet, and the build will give its digest
 * @throws {ActionError} DIGEST_UNKNOWN
 */
export function requireDigests(bump: Bump, inputs: Inputs, isToBuild: boolean): void {
  const unpinned = bump.edits.find(each => {
    if (each.edit.after.digest !== undefined || !needsDigest(each, inputs)) return false
    return !(isToBuild && isMain(each, inputs) && deploysMain(each, inputs))
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

/** Says where an entry that the main image is meant for deploys another repository. */
export function mainImageNotices(bump: Bump, inputs: Inputs): readonly Notice[] {
  return bump.edits
    .filter(each => isMain(each, inputs) && !deploysMain(each, inputs))
    .map(({ path, edit }) => {
      const { name, line } = edit
      const message = `${path}:${line}: the entry ${name} deploys ${deployedName(edit)}, and \`image\` is ${inputs.image?.repository.name ?? ''}. If that is no mirror of it, correct \`image-name\`, or the entry's newName.`
      return { message, location: { path, line } }
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

/** Whether an entry is one that the main image is meant for. */
export function isMain({ edit }: FileEdit, inputs: Inputs): boolean {
  return isMainChange(inputs, edit.change)
}

function deploysMain({ edit }: FileEdit, { image }: Inputs): boolean {
  return deployedName(edit) === image?.repository.name
}

/** Whether the entry has a digest, or is to get one, for a tag that is set. */
function needsDigest(each: FileEdit, inputs: Inputs): boolean {
  const line = isMain(each, inputs) ? undefined : lineOf(inputs, each.edit.change)
  const setsTag = isMain(each, inputs) || line?.newTag !== undefined
  return setsTag && (inputs.pin !== 'tag' || each.edit.before.digest !== undefined)
}
