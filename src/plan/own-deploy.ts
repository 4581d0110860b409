// A run for newtag's own commit: the GitOps repository is the source repository, and each deploy starts the workflow again.

import { repositoryUrl, type RunContext } from '../context/context.ts'
import { notice } from '../errors/notice.ts'
import { sameRepository } from '../git/index.ts'
import type { Base } from '../gitops/index.ts'
import { type ImageInput, type Inputs, isBuildable, isOwnRepository } from '../inputs/index.ts'
import {
  deployedName,
  type EntryMatch,
  kustomizationNames,
  want,
  type WantedEntry
} from '../kustomization/index.ts'
import { formatReference, type ImageReference, parseReference, type Resolver } from '../registry/index.ts'
import { type Deploy, short, type Source, type SourceCommit } from '../source/index.ts'
import { byId, referencesOf } from './digests.ts'
import { sourcesOf } from './guards/unchanged.ts'
import type { ObservedImage } from './images.ts'
import { type MatchingOptions, matchKustomizations } from './match.ts'
import type { PlanOutcome, UnchangedEntry } from './plan.ts'
import { runningImage } from './running.ts'
import { setImageOf } from './set-images.ts'
import { namesOurs } from './source-commit.ts'

export interface OwnDeployOptions extends MatchingOptions {
  readonly context: RunContext
  readonly ports: MatchingOptions['ports'] & {
    readonly source: Pick<Source, 'changedSince' | 'commitOf'>
    readonly target: { readonly isPreview: boolean }
  }
  readonly resolver: Pick<Resolver, 'resolve' | 'note'>
}

/** What there was before anything was done. */
interface FirstLook {
  readonly base: Base
  readonly images: readonly ObservedImage[]
  readonly commit: SourceCommit
}

/** Events that a commit cannot lead to: who starts such a run and asks for a build, or for a version, wants it. */
const unrelated = ['workflow_dispatch', 'schedule', 'repository_dispatch']

/**
 * Plans a run whose source commit newtag has made itself, as a deploy into the source repository. To build it would make
 * another commit, and that another run, without an end. Nothing is left to do where every entry deploys a commit since
 * which nothing but kustomizations has changed. That is asked of what runs and of what differs, not of the message alone:
 * the run of a commit in between may have been cancelled, and a commit can be amended.
 * @returns undefined for any other run, and where that is not certain
 * @throws {ActionError} what matching and resolving throw, CANCELLED
 */
export async function planOwnDeploy(
  { base, images, commit: { sha, deploy } }: FirstLook,
  options: OwnDeployOptions
): Promise<PlanOutcome | undefined> {
  const { inputs, context, ports } = options
  if (deploy === undefined || base.kind !== 'branch' || ports.target.isPreview) return undefined
  if (!isDeployOfOwn(deploy, inputs, context)) return undefined
  // No push of newtag leads to a run for a tag: somebody has released the commit.
  if (context.isTag) return undefined
  if (inputs.building.mode === 'always' && unrelated.includes(context.eventName)) return undefined

  const sets = inputs.images.map(image => setImageOf(image, inputs))
  const files = await matchKustomizations(base, sets, options)
  const paths = files.map(({ path }) => path)
  const matches = files.flatMap(file => file.matches)
  const kept: UnchangedEntry[] = []
  for (const match of matches) {
    const since = await deployedSince(match, deploy, { ...options, paths, images })
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
  return (
    isOwnRepository(remote, context) && sameRepository(deploy.repository, repositoryUrl(context)) === true
  )
}

interface JudgeOptions extends OwnDeployOptions {
  /** The kustomizations. */
  readonly paths: readonly string[]
  readonly images: readonly ObservedImage[]
}

/** Since which commit an entry has what it is to get; undefined where it has something else, or that is not certain. */
async function deployedSince(
  match: EntryMatch,
  deploy: Deploy,
  options: JudgeOptions
): Promise<string | undefined> {
  const { inputs, context, images, paths, ports, resolver } = options
  const image = byId(inputs)(match.id)
  if (image === undefined || match.index === undefined) return undefined
  const seen = images.find(({ input }) => input === image)
  if (!isOfRun(image, seen, options)) {
    const wanted = await wantedOf(match, image, seen, { inputs, resolver })
    if (hasAlready(wanted)) return context.sourceCommit
    if (!(await isMadeFromRun(wanted, options))) return undefined
  }
  const running = runningImage(match)
  const commit = commitIn(deploy, running) ?? (await certainCommit(running, ports.source))
  if (commit === undefined) return undefined
  const ignored = [...kustomizationNames.map(name => `**/${name}`), ...paths]
  const sources = sourcesOfOne(image, seen, options)
  const changes = await ports.source.changedSince(context.sourceCommit, [commit], sources, ignored)
  return changes.kind === 'known' && changes.value === 'unchanged' ? changes.commit : undefined
}

/**
 * Whether an image is one of this run alone: it is named after its commit, or will be built. How a tag was written does not
 * say so: `${{ github.sha }}` and `${{ github.run_number }}` come as a text that somebody might have chosen.
 */
function isOfRun(
  { tag, digest }: ImageInput,
  seen: ObservedImage | undefined,
  { inputs: { building }, context }: Pick<OwnDeployOptions, 'inputs' | 'context'>
): boolean {
  if (tag === undefined || digest !== undefined) return false
  if (tag.namesCommit || namesOurs(tag.text, context)) return true
  if (unrelated.includes(context.eventName)) return false
  if (!tag.isLiteral) return true
  if (seen === undefined || building.mode === 'never') return false
  const isReplaced = building.mode === 'always' || building.skipExisting === 'false'
  return isReplaced || tag.moves !== undefined || seen.found?.kind === 'absent'
}

/** What an entry would get of an image that is there. */
async function wantedOf(
  match: EntryMatch,
  image: ImageInput,
  seen: ObservedImage | undefined,
  { inputs, resolver }: Pick<OwnDeployOptions, 'inputs' | 'resolver'>
): Promise<WantedEntry> {
  if (seen?.found?.kind === 'present')
    resolver.note({ name: seen.input.repository.name, tag: seen.input.tag.text }, seen.found.digest)
  const set = setImageOf(image, inputs)
  const draft = want(match, set, () => undefined)
  const digests = await resolver.resolve(referencesOf([draft], inputs, byId(inputs)))
  return want(match, set, (name, tag) => digests.get(formatReference({ name, tag })))
}

function hasAlready({ before, after }: WantedEntry): boolean {
  return before.newName === after.newName && before.newTag === after.newTag && before.digest === after.digest
}

/** Whether an image that is there says that it is made from the commit of the run: an earlier step has built it. */
async function isMadeFromRun(
  wanted: WantedEntry,
  { context, ports: { source } }: Pick<OwnDeployOptions, 'context' | 'ports'>
): Promise<boolean> {
  if (unrelated.includes(context.eventName)) return false
  const { newTag: tag, digest } = wanted.after
  return (await certainCommit({ name: deployedName(wanted), tag, digest }, source)) === context.sourceCommit
}

/** With `skip-unchanged` an entry stays where other images are made from what has changed. */
function sourcesOfOne(
  image: ImageInput,
  seen: ObservedImage | undefined,
  { inputs, context }: Pick<OwnDeployOptions, 'inputs' | 'context'>
): readonly string[] {
  const isWhole = !inputs.building.skipUnchanged || !isBuildable(image)
  const ignoreFile = seen?.source.kind === 'found' ? seen.source.ignoreFile : undefined
  return (isWhole ? undefined : sourcesOf(image, context, ignoreFile)) ?? ['.']
}

async function certainCommit(
  running: ImageReference,
  source: Pick<Source, 'commitOf'>
): Promise<string | undefined> {
  const found = await source.commitOf(running)
  return found.kind === 'commit' && found.doubt === undefined ? found.commit : undefined
}

/** The source commit of what runs, where the commit of newtag says that it has deployed just that. */
function commitIn({ images, commit }: Deploy, running: ImageReference): string | undefined {
  const isNamed = images.map(parseReference).some(({ name, tag, digest }) => {
    const isSameTag = running.tag === undefined ? running.digest !== undefined : running.tag === tag
    return name === running.name && isSameTag && (running.digest === undefined || running.digest === digest)
  })
  return isNamed ? commit : undefined
}
