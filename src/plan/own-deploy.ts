// A run for newtag's own commit: the GitOps repository is the source repository, and each deploy starts the workflow again.

import type { RunContext } from '../context/context.ts'
import { notice } from '../errors/notice.ts'
import { sameRepository } from '../git/index.ts'
import type { Base } from '../gitops/index.ts'
import { type ImageInput, type Inputs, isBuildable, isOwnRepository } from '../inputs/index.ts'
import { type EntryMatch, kustomizationNames, runningName } from '../kustomization/index.ts'
import { type ImageReference, parseReference } from '../registry/index.ts'
import { type Deploy, short, type Source, type SourceCommit } from '../source/index.ts'
import { byId } from './digests.ts'
import { type MatchingOptions, matchKustomizations } from './match.ts'
import type { PlanOutcome, UnchangedEntry } from './plan.ts'
import { setImageOf } from './set-images.ts'

export interface OwnDeployOptions extends MatchingOptions {
  readonly context: RunContext
  readonly ports: MatchingOptions['ports'] & {
    readonly source: Pick<Source, 'changedSince' | 'commitOf'>
    readonly target: { readonly isPreview: boolean }
  }
}

/** Events that a commit cannot lead to: who starts such a run and asks for a build wants one. */
const unrelated = ['workflow_dispatch', 'schedule', 'repository_dispatch']

/**
 * Plans a run whose source commit newtag has made itself, as a deploy into the source repository. To build it would make
 * another commit, and that another run, without an end. Nothing is left to do where every entry deploys a commit since
 * which nothing but kustomizations has changed. That is asked of what runs and of what differs, not of the message alone:
 * the run of a commit in between may have been cancelled, and a commit can be amended.
 * @returns undefined for any other run, and where that is not certain
 * @throws {ActionError} what matching throws, CANCELLED
 */
export async function planOwnDeploy(
  base: Base,
  { sha, deploy }: SourceCommit,
  options: OwnDeployOptions
): Promise<PlanOutcome | undefined> {
  const { inputs, context, ports } = options
  if (deploy === undefined || base.kind !== 'branch' || ports.target.isPreview) return undefined
  if (!isDeployOfOwn(deploy, inputs, context)) return undefined
  if (inputs.building.mode === 'always' && unrelated.includes(context.eventName)) return undefined

  const sets = inputs.images.map(image => setImageOf(image, inputs))
  const files = await matchKustomizations(base, sets, options)
  const paths = files.map(({ path }) => path)
  const matches = files.flatMap(file => file.matches)
  const kept: UnchangedEntry[] = []
  for (const match of matches) {
    const since = await deployedSince(match, deploy, paths, options)
    if (since === undefined) return undefined
    kept.push({ ...match, why: 'unchanged', since })
  }
  const sentence =
    `The commit of this run, ${short(sha)}, is a deploy that newtag made: what is deployed already is made from the same ` +
    'sources. To save such runs, exclude the kustomizations with `paths-ignore` in the workflow.'
  return kept.length === 0
    ? undefined
    : { files: [], updates: [], kept, notices: [notice(sentence, undefined, 'info')] }
}

function isDeployOfOwn(deploy: Deploy, { remote }: Inputs, context: RunContext): boolean {
  const { serverUrl, repository } = context
  return (
    isOwnRepository(remote, context) &&
    sameRepository(deploy.repository, `${serverUrl}/${repository}`) === true
  )
}

/** Since which commit an entry has what it is to get; undefined where it has something else, or that is not certain. */
async function deployedSince(
  match: EntryMatch,
  deploy: Deploy,
  paths: readonly string[],
  { inputs, context, ports: { source } }: OwnDeployOptions
): Promise<string | undefined> {
  const image = byId(inputs)(match.id)
  if (image === undefined || match.index === undefined) return undefined
  const { tag } = image
  if (tag === undefined || tag.isLiteral)
    return hasAlready(match, image, inputs) ? context.sourceCommit : undefined
  const { newTag, digest } = match.before
  const running = { name: runningName(match), tag: newTag, digest }
  const commit = commitIn(deploy, running) ?? (await certainCommit(running, source))
  if (commit === undefined) return undefined
  const kustomizations = kustomizationNames.map(name => `**/${name}`)
  const changes = await source.changedSince(
    context.sourceCommit,
    [commit],
    ['.'],
    [...kustomizations, ...paths]
  )
  return changes.kind === 'known' && changes.value === 'unchanged' ? changes.commit : undefined
}

async function certainCommit(
  running: ImageReference,
  source: Pick<Source, 'commitOf'>
): Promise<string | undefined> {
  const found = await source.commitOf(running)
  return found.kind === 'commit' && found.doubt === undefined ? found.commit : undefined
}

/** A version that somebody wrote is not of the commit of the run; the entry has it, or it is to be set. */
function hasAlready(
  { before, ...match }: EntryMatch,
  image: ImageInput,
  { pin }: Pick<Inputs, 'pin'>
): boolean {
  const { tag, digest } = image
  const name = isBuildable(image) ? undefined : image.newName
  if (name !== undefined && runningName({ ...match, before }) !== name) return false
  if (digest !== undefined)
    return before.digest === digest && (tag === undefined || before.newTag === tag.text)
  return pin === 'tag' && before.digest === undefined && before.newTag === tag?.text
}

/** The source commit of what runs, where the commit of newtag says that it has deployed just that. */
function commitIn({ images, commit }: Deploy, running: ImageReference): string | undefined {
  const isNamed = images.map(parseReference).some(({ name, tag, digest }) => {
    const isSameTag = running.tag === undefined ? running.digest !== undefined : running.tag === tag
    return name === running.name && isSameTag && (running.digest === undefined || running.digest === digest)
  })
  return isNamed ? commit : undefined
}
