import { retry } from '../async/retry.ts'
import { ActionError } from '../errors/errors.ts'
import type { Notice } from '../errors/notice.ts'
import { formatReference, type Registry, type TagLookup } from '../registry/index.ts'
import type { Clock } from '../system/clock.ts'
import { renderDuration } from '../text/units.ts'
import type { BuildFailure, BuildLog, BuildRequest, Builder, BuildResult, StepCount } from './builder.ts'
import { explainRefusal } from './failure/push-refusal.ts'

export interface BuildFacts {
  /** In milliseconds, with all attempts. */
  readonly durationMs: number
  /** What is pulled, in bytes, compressed; undefined when the registry did not say. */
  readonly size: number | undefined
  readonly steps: StepCount
}

/** An image to build, and what tells whether an image in the registry is it. */
export interface BuildTask {
  readonly build: BuildRequest
  /** What the registry said of the tag before the build; undefined when it was not asked. */
  readonly before: TagLookup | undefined
  /** How often to retry a push that failed because the registry was busy or unreachable. */
  readonly retries: number
  /** The source commit, which the label of the image names. */
  readonly commit: string
  /** The tag has the source commit in it, so that whatever it names is made from that. */
  readonly namesCommit: boolean
}

export interface BuildPorts {
  readonly registry: Pick<Registry, 'findTag' | 'findRevision' | 'checkPush' | 'inspect'>
  readonly builder: Pick<Builder, 'build'>
  readonly clock: Clock
  readonly log: BuildLog & { warning(message: string): void }
}

/** An image that the registry holds now. */
export interface BuiltImage {
  readonly digest: string
  /** This run built and pushed it; else it was there under a tag that cannot be moved. */
  readonly built: boolean
  /** What the build took; undefined when the image was not built. */
  readonly facts?: BuildFacts
  readonly notices: readonly Notice[]
}

/** Before the second, third and later attempts, in milliseconds; as much again at most by chance. */
const waits = [2_000, 5_000, 10_000] as const

/**
 * Builds and pushes an image, again when the registry was busy, and asks the registry in the end whether it really
 * holds the image.
 * @throws {ActionError} what the failure of the build says; IMAGE_PUSH_FAILED, DIGEST_MISMATCH
 */
export async function buildAndVerify(task: BuildTask, ports: BuildPorts): Promise<BuiltImage> {
  const { builder, clock, log } = ports
  const started = clock.now()
  const attempts = task.retries + 1
  const work = async (attempt: number) => {
    const result = await builder.build(task.build, log)
    const outcome =
      result.kind === 'built' ? await verify(result, task, ports) : await recover(result.failure, task, ports)
    // Of several attempts the last one finds in the cache what the first one made.
    const steps = result.kind === 'built' && attempt === 1 ? result.steps : { total: 0, cached: 0 }
    return { ...outcome, steps }
  }
  const waitAfter = (outcome: Attempt, attempt: number) => {
    if (outcome.kind === 'done') return undefined
    const wait = (waits[Math.min(attempt, waits.length) - 1] ?? 0) * (1 + clock.random())
    log.info(
      `Attempt ${attempt} of ${attempts} did not succeed (${outcome.error.code}); the next one is in ${renderDuration(wait)}.`
    )
    return wait
  }
  const outcome = await retry(work, { attempts, clock, waitAfter })
  if (outcome.kind === 'failed') throw outcome.error
  const { image, size, steps } = outcome
  return image.built ? { ...image, facts: { durationMs: clock.now() - started, size, steps } } : image
}

/** What one attempt came to; `failed` is what another attempt may not be. */
type Attempt =
  | { readonly kind: 'done'; readonly image: BuiltImage; readonly size: number | undefined }
  | { readonly kind: 'failed'; readonly error: ActionError }

/** Finds out what is left of a failed attempt: the image may be in the registry all the same. */
async function recover(failure: BuildFailure, task: BuildTask, ports: BuildPorts): Promise<Attempt> {
  if (failure.kind === 'other') throw failure.error
  const { registry, log } = ports
  const { repository, tag } = task.build
  const reference = formatReference({ name: repository.name, tag })
  const current = await registry.findTag(repository, tag)
  // What was there before says nothing about our push.
  const isNew = task.before?.kind === 'absent' && current.kind === 'present'
  const mayBeOurs = isNew || failure.kind === 'tag-exists'
  if (current.kind === 'present' && mayBeOurs && (await isOurs(current.digest, task, ports))) {
    const { digest } = current
    if (!isNew) return keepImage(digest, reference)
    log.info(`The push ended with an error, but the registry holds ${reference}.`)
    const { size } = await registry.inspect(repository, digest)
    return { kind: 'done', image: { digest, built: true, notices: [] }, size }
  }
  if (isNew && (await isForeign(current.digest, task, ports))) throw overtaken(reference, current.digest)
  if (failure.kind === 'transient') return { kind: 'failed', error: failure.error }
  throw await explainRefusal(failure, task.build, registry)
}

/** Whether an image is made from our commit: its tag says so, or its label. */
async function isOurs(digest: string, task: BuildTask, ports: BuildPorts): Promise<boolean> {
  return task.namesCommit || (await revisionOf(digest, task, ports)) === task.commit
}

/** Whether another run has pushed the image of another commit meanwhile, which must not be pushed over. */
async function isForeign(digest: string, task: BuildTask, ports: BuildPorts): Promise<boolean> {
  const revision = await revisionOf(digest, task, ports)
  return revision !== undefined && revision !== task.commit
}

async function revisionOf(
  digest: string,
  { build }: BuildTask,
  { registry }: BuildPorts
): Promise<string | undefined> {
  const labels = await registry.findRevision(build.repository, digest)
  return labels.ok ? labels.value.revision : undefined
}

/** A tag that cannot be moved and exists is what a re-run finds; the image that it names is deployed. */
function keepImage(digest: string, reference: string): Attempt {
  const message = `${reference} was pushed before and cannot be replaced; what the registry holds is deployed, ${digest}.`
  const notice: Notice = { message, location: undefined, level: 'notice' }
  return { kind: 'done', image: { digest, built: false, notices: [notice] }, size: undefined }
}

type Built = Extract<BuildResult, { readonly kind: 'built' }>

/** Compares what was pushed with what the registry holds. */
async function verify(
  { digest, config, notices }: Built,
  task: BuildTask,
  ports: BuildPorts
): Promise<Attempt> {
  const { registry, log } = ports
  const { repository, tag } = task.build
  const reference = formatReference({ name: repository.name, tag })
  const [current, pushed] = await Promise.all([
    registry.findTag(repository, tag),
    registry.inspect(repository, digest)
  ])
  const { size } = pushed
  if (current.kind === 'absent') throw lost(reference)
  if (current.kind === 'present' && current.digest !== digest) {
    if (!(await isOurs(current.digest, task, ports))) throw replaced(reference, digest, current.digest)
    const message = `${reference} was pushed by another run of the same commit at the same time; what the registry holds is deployed, ${current.digest}.`
    const notice: Notice = { message, location: undefined, level: 'notice' }
    return {
      kind: 'done',
      image: { digest: current.digest, built: true, notices: [...notices, notice] },
      size
    }
  }
  // A daemon pushes what its tag names, which another build on it may have moved meanwhile.
  const isAnother = config !== undefined && pushed.config !== undefined && config !== pushed.config
  if (isAnother && !task.namesCommit) return { kind: 'failed', error: anotherBuild(reference) }
  if (current.kind !== 'present') {
    log.warning(`The registry could not be asked whether it holds ${reference} (${current.detail}).`)
  }
  return { kind: 'done', image: { digest, built: true, notices }, size }
}

function lost(reference: string): ActionError {
  return new ActionError(
    'IMAGE_PUSH_FAILED',
    `The builder reported that ${reference} was pushed, but the registry does not hold it. Nothing was deployed; ` +
      'check whether the registry keeps its data, then run the job again.'
  )
}

function replaced(reference: string, digest: string, current: string): ActionError {
  return new ActionError(
    'DIGEST_MISMATCH',
    `${reference} was pushed as ${digest}, but the registry now holds ${current}: somebody else pushed the same ` +
      'tag. Nothing was deployed; make the tag unique to the commit, or serialize the runs (`concurrency:`).'
  )
}

function overtaken(reference: string, current: string): ActionError {
  return new ActionError(
    'DIGEST_MISMATCH',
    `${reference} was pushed by another run meanwhile, from another commit (${current}), and is not pushed over. Nothing was ` +
      'deployed; make the tag unique to the commit.'
  )
}

function anotherBuild(reference: string): ActionError {
  return new ActionError(
    'DIGEST_MISMATCH',
    `Another build on this Docker daemon has moved ${reference} before it was pushed, so that its image was pushed in ` +
      'the place of ours. Nothing was deployed; make the tag unique to the commit, or serialize the runs ' +
      '(`concurrency:`).'
  )
}
