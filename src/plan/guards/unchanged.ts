import path from 'node:path'

import type { Bump, FileEdit, UnchangedEdit } from '../plan.ts'
import { ownOf } from '../image-changes.ts'
import { type LeaveOut, leavingOut } from '../leave-out.ts'
import { oneLine } from '../../log/log.ts'
import type { Notice } from '../../errors/notice.ts'
import { commitsIn, type Source } from '../../source/index.ts'
import type { RunContext } from '../../context/context.ts'
import type { BuildSource } from '../../builder/index.ts'
import { deployedName, renderVersion, runningName } from '../../kustomization/index.ts'
import type { OwnImage, Inputs } from '../../inputs/index.ts'

export interface UnchangedRequest {
  readonly inputs: Inputs
  readonly context: RunContext
  readonly changes: Pick<Source, 'changedSince' | 'dirty'>
  /** What the image of a change is built from. */
  readonly sourceOf: (change: number) => BuildSource | undefined
}

/**
 * Takes out of a bump what would deploy the same sources again. Two equal trees are not enough: a commit in between that
 * was taken back may still have a deploy under way, which would land after this run. So no commit in between may have
 * touched them, and where that cannot be seen the image is deployed.
 * @param replan makes the bump again, without what is left out
 */
export async function keepUnchanged(
  draft: Bump,
  replan: (leaveOut: LeaveOut) => Promise<Bump>,
  request: UnchangedRequest
): Promise<Bump> {
  if (!request.inputs.building.skipUnchanged) return draft
  const judged = await Promise.all(draft.edits.map(each => judge(each, request)))
  const unchanged = judged.flatMap(each => (each !== undefined && 'commit' in each ? [each] : []))
  const notices = judged.flatMap(each => (each !== undefined && 'message' in each ? [each] : []))
  if (unchanged.length === 0) return { ...draft, notices: [...draft.notices, ...notices] }
  const bump = await replan(leavingOut(unchanged))
  return { ...bump, unchanged, notices: [...bump.notices, ...notices] }
}

async function judge(each: FileEdit, request: UnchangedRequest): Promise<UnchangedEdit | Notice | undefined> {
  const { edit, path: file } = each
  const { inputs, context, changes } = request
  const own = ownOf(inputs, edit.change)
  if (own === undefined || !isOfThisCommit(own) || !isNewVersionOnly(edit, inputs)) return undefined
  const candidates = commitsIn(edit.before.newTag ?? '')
  const source = request.sourceOf(edit.change)
  const ownIgnoreFile = source?.kind === 'found' ? source.ignoreFile : undefined
  const paths = sourcesOf(own, context, ownIgnoreFile)
  const open = (reason: string): Notice => {
    const message = oneLine(
      `${file}:${edit.line}: whether the sources of ${deployedName(edit)} have changed since ` +
        `${renderVersion(edit.before)} is not known (${reason}); it is deployed.`
    )
    return { message, location: { path: file, line: edit.line }, level: 'notice' }
  }
  if (candidates.length === 0) return open('its tag names no commit')
  if (paths === undefined) return open('it is built from outside of the workspace')
  const place = relativeTo(context.workspace, own.build.context)
  // Buildah reads other files too, and reads them otherwise: there nothing is surely kept out.
  const ignoreFile =
    inputs.building.engine === 'buildah'
      ? undefined
      : relativeTo(context.workspace, ownIgnoreFile ?? path.join(place, '.dockerignore'))
  const dirty = await changes.dirty(context.sourceCommit, { paths, context: place, ignoreFile })
  if (dirty === undefined) return open('the checkout is not that of the source commit')
  if (dirty.length > 0)
    return open(
      `${dirty[0] ?? ''} is in the build context and not in the commit as it is; if the build does not need it, name it in .dockerignore`
    )
  const since = await changes.changedSince(context.sourceCommit, candidates, paths)
  if (since.kind === 'unknown') return open(since.reason)
  return since.value === 'unchanged' ? { ...each, commit: since.commit } : undefined
}

/** A version that somebody chose is deployed, whatever has changed since. */
function isOfThisCommit({ tagIsLiteral, tagNamesCommit, digest }: OwnImage): boolean {
  return digest === undefined && (!tagIsLiteral || tagNamesCommit)
}

/** A digest that is to be added, or another name, is a wish of its own. */
function isNewVersionOnly(edit: FileEdit['edit'], { pin }: Inputs): boolean {
  const { added, before } = edit
  const isPinned = before.digest !== undefined
  return !added && runningName(edit) === deployedName(edit) && isPinned === (pin !== 'tag')
}

/**
 * Lists what an image is made from, relative to the workspace: the folders and files that are read, and the workflow
 * file, which has the build arguments. Undefined when some of it lies elsewhere.
 */
export function sourcesOf(
  { build }: Pick<OwnImage, 'build'>,
  { workflowFile, workspace }: Pick<RunContext, 'workflowFile' | 'workspace'>,
  ignoreFile?: string
): readonly string[] | undefined {
  const contexts = build.buildContexts.map(each => each.slice(each.indexOf('=') + 1))
  if (contexts.some(each => each.startsWith('oci-layout://'))) return undefined
  const local = contexts.filter(each => !/^[a-z][a-z0-9+-]*:\/\//.test(each))
  const file = build.file ?? path.posix.join(build.context, 'Dockerfile')
  const read = [build.context, file, ...local, ...[ignoreFile, workflowFile].flatMap(each => each ?? [])]
  const plain = read.map(each => relativeTo(workspace, each))
  const isOutside = plain.some(each => path.isAbsolute(each) || each === '..' || each.startsWith('../'))
  return isOutside ? undefined : [...new Set(plain)]
}

function relativeTo(workspace: string, file: string): string {
  return path.relative(workspace, path.resolve(workspace, file)) || '.'
}

/** One line for what keeps its version: since which commit nothing has changed. */
export function renderUnchanged({ path: file, edit, commit }: UnchangedEdit): string {
  return oneLine(
    `${file}: ${runningName(edit)} keeps ${renderVersion(edit.before)}: its sources have not changed since ${commit.slice(0, 12)}`
  )
}
