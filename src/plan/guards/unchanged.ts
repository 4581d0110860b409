import path from 'node:path'

import type { RunContext } from '../../context/context.ts'
import { type BuildableImage, type Inputs, isBuildable } from '../../inputs/index.ts'
import {
  deployedName,
  firstOfEachEntry,
  renderVersion,
  runningName,
  type WantedEntry
} from '../../kustomization/index.ts'
import { oneLine } from '../../log/log.ts'
import { type Cause, commitsIn, short, type Source } from '../../source/index.ts'
import { byId } from '../digests.ts'
import type { ImageState } from '../images.ts'
import type { UnchangedEntry } from '../plan.ts'
import { runningImage } from '../running.ts'
import { type Guarded, type Remark, withoutKept } from './guard.ts'
import { accessTopic, noAccess } from './order-remarks.ts'

export interface UnchangedOptions {
  readonly inputs: Inputs
  readonly context: RunContext
  readonly source: Pick<Source, 'changedSince' | 'commitOf' | 'dirty'>
}

/**
 * Keeps entries whose image would be made from the same sources again. Two equal trees are not enough: a commit in between
 * that was reverted may still have a deploy under way, which would land after this run. So no commit in between may
 * have touched them, and where that cannot be seen the image is deployed.
 */
export async function keepUnchanged(
  wanted: readonly WantedEntry[],
  images: readonly ImageState[],
  options: UnchangedOptions
): Promise<Guarded> {
  const { inputs } = options
  if (!inputs.building.skipUnchanged) return { wanted, kept: [], remarks: [] }
  const imageOf = byId(inputs)
  const entries = firstOfEachEntry(wanted).flatMap(entry => {
    const image = imageOf(entry.id)
    return image !== undefined && isBuildable(image) && isNewVersionOnly(entry, image, inputs)
      ? [{ entry, image }]
      : []
  })
  const judged = await Promise.all(
    entries.map(async ({ entry, image }) => {
      const state = images.find(({ input }) => input === image)
      return { entry, answer: await judge(entry, image, state, options) }
    })
  )
  const kept = judged.flatMap(({ entry, answer }): readonly UnchangedEntry[] =>
    answer !== undefined && 'since' in answer ? [{ ...entry, why: 'unchanged', since: answer.since }] : []
  )
  const remarks = judged.flatMap(({ entry, answer }): readonly Remark[] => {
    return answer === undefined || !('reason' in answer) ? [] : [remarkOnDoubt(entry, answer, options)]
  })
  return { wanted: withoutKept(wanted, kept), kept, remarks }
}

/** It may be deployed for nothing. Where a token is missing, the order cannot be checked either, and it is enough to say that. */
function remarkOnDoubt(
  entry: WantedEntry,
  { reason, cause }: Doubt,
  { inputs, context }: UnchangedOptions
): Remark {
  const isAccess = cause === 'access'
  const why = isAccess ? noAccess(inputs, context) : reason
  const sentence =
    `whether the sources of ${deployedName(entry)} have changed since ${renderVersion(entry.before)} is not known ` +
    `(${why}); it is deployed`
  const topic = `unchanged unknown: ${why}`
  return {
    entry,
    topic,
    sentence,
    ...(isAccess ? { level: 'warning', unless: accessTopic } : { level: 'notice' })
  }
}

interface Doubt {
  readonly reason: string
  readonly cause?: Cause
}

/** Since when nothing has changed, or why that is not known; undefined when something has. */
type Judgement = { readonly since: string } | Doubt | undefined

async function judge(
  entry: WantedEntry,
  image: BuildableImage,
  state: ImageState | undefined,
  { inputs, context, source }: UnchangedOptions
): Promise<Judgement> {
  const { newTag: tag = '', digest } = entry.before
  const ownIgnoreFile = state?.source.kind === 'found' ? state.source.ignoreFile : undefined
  const paths = sourcesOf(image, context, ownIgnoreFile)
  if (digest === undefined && commitsIn(tag).length === 0) return { reason: 'its tag names no commit' }
  if (paths === undefined) return { reason: 'it is built from outside of the workspace' }
  const place = relativeTo(context.workspace, image.build.context)
  // Buildah reads other ignore files, by other rules, so nothing is excluded for certain.
  const ignoreFile =
    inputs.building.engine === 'buildah'
      ? undefined
      : relativeTo(context.workspace, ownIgnoreFile ?? path.join(place, '.dockerignore'))
  const dirty = await source.dirty(context.sourceCommit, { paths, context: place, ignoreFile })
  if (dirty === undefined) return { reason: 'the checkout is not that of the source commit' }
  if (dirty.length > 0) {
    return {
      reason: `${dirty[0] ?? ''} is in the build context and not in the commit as it is; if the build does not need it, name it in .dockerignore`
    }
  }
  const named = await namesOf(entry, source)
  if ('reason' in named) return named
  const changes = await source.changedSince(context.sourceCommit, named.candidates, paths)
  if (changes.kind === 'unknown') return changes
  return changes.value === 'unchanged' ? { since: changes.commit } : undefined
}

/** What the commit of what runs may be called. Beside a digest, which is what runs, a tag may be that of another image. */
async function namesOf(
  entry: WantedEntry,
  source: Pick<Source, 'commitOf'>
): Promise<{ readonly candidates: readonly string[] } | Doubt> {
  const { newTag: tag, digest } = entry.before
  if (digest === undefined) return { candidates: commitsIn(tag ?? '') }
  const found = await source.commitOf(runningImage(entry))
  if (found.kind === 'unknown') return found
  return found.doubt ?? { candidates: [found.commit] }
}

/** Only a new version of this commit may be left out. A tag that somebody wrote, a new pin or a new name is always deployed. */
function isNewVersionOnly(entry: WantedEntry, { tag, digest }: BuildableImage, { pin }: Inputs): boolean {
  const isOfThisCommit = digest === undefined && (!tag.isLiteral || tag.namesCommit)
  const isPinned = entry.before.digest !== undefined
  return (
    isOfThisCommit &&
    entry.index !== undefined &&
    runningName(entry) === deployedName(entry) &&
    isPinned === (pin !== 'tag')
  )
}

/**
 * Lists what an image is made from, relative to the workspace: the folders and files that are read, and the workflow
 * file, which has the build arguments. Undefined when some of it lies elsewhere.
 */
export function sourcesOf(
  { build }: Pick<BuildableImage, 'build'>,
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

/** One line for an entry that keeps its version: since which commit nothing has changed. */
export function renderUnchanged(entry: UnchangedEntry): string {
  const { path: file, before, since } = entry
  return oneLine(
    `${file}: ${runningName(entry)} keeps ${renderVersion(before)}: its sources have not changed since ${short(since)}`
  )
}
