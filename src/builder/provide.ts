import { formatReference, type Registry, type TagLookup } from '../registry/index.ts'
import type { Clock } from '../system/clock.ts'
import { renderDuration } from '../text/units.ts'
import { ActionError } from '../errors/errors.ts'
import type { Notice } from '../errors/notice.ts'
import {
  type BuildFailure,
  type BuildLog,
  type BuildRequest,
  type Builder,
  type BuildResult,
  type StepCount
} from './builder.ts'
import { explainRefusal } from './failure/push-refusal.ts'

/** What is known of an image of this run. */
export interface ProvidedImage {
  /** The digest of the tag in the registry; undefined when the registry did not say and nothing was built. */
  readonly digest: string | undefined
  /** This run built and pushed it. */
  readonly built: boolean
  /** What the build took; undefined when there was none. */
  readonly facts?: BuildFacts | undefined
}

export interface BuildFacts {
  /** In milliseconds, with all attempts. */
  readonly durationMs: number
  /** What is pulled, in bytes, compressed; undefined when the registry did not say. */
  readonly size: number | undefined
  readonly steps: StepCount
}

export interface ProvideRequest {
  readonly build: BuildRequest
  /** What the registry said of the tag before the build; undefined when it was not asked. */
  readonly before: TagLookup | undefined
  /** How often a push that failed for a passing reason is done again. */
  readonly retries: number
  /** The source commit, which the label of the image names. */
  readonly commit: string
  /** The tag has the source commit in it, so that whatever it names is made from that. */
  readonly namesCommit: boolean
}

export interface ProvidePorts {
  readonly registry: Pick<Registry, 'findTag' | 'findRevision' | 'checkPush' | 'inspect'>
  readonly builder: Pick<Builder, 'build'>
  readonly clock: Clock
  readonly log: BuildLog & { warning(message: string): void }
}

export interface Provided extends ProvidedImage {
  readonly notices: readonly Notice[]
}

/** Before the second, third and later attempts, in milliseconds; as much again at most by chance. */
const waits = [2_000, 5_000, 10_000] as const

/**
 * Builds and pushes the image, again when the registry was busy, and asks the registry in the end whether it really
 * holds it.
 * @throws {ActionError} what the failure of the build says; IMAGE_PUSH_FAILED, DIGEST_MISMATCH
 */
export async function provideImage(request: ProvideRequest, ports: ProvidePorts): Promise<Provided> {
  const started = ports.clock.now()
  for (let attempt = 1; ; attempt += 1) {
    const result = await ports.builder.build(request.build, ports.log)
    const provided =
      result.kind === 'built'
        ? await verify(result, request, ports)
        : await settle(result.failure, request, ports)
    if (!(provided instanceof ActionError)) {
      const durationMs = ports.clock.now() - started
      // Of several attempts the last one finds in the cache what the first one made.
      const steps = result.kind === 'built' && attempt === 1 ? result.steps : { total: 0, cached: 0 }
      const { size, ...known } = provided
      return known.built ? { ...known, facts: { durationMs, size, steps } } : known
    }
    if (attempt > request.retries) throw provided
    const wait = (waits[Math.min(attempt, waits.length) - 1] ?? 0) * (1 + ports.clock.random())
    ports.log.info(
      `Attempt ${attempt} of ${request.retries + 1} did not succeed (${provided.code}); the next one is in ${renderDuration(wait)}.`
    )
    await ports.clock.sleep(wait)
  }
}

/** What was found of one attempt; the failure is one that another attempt may not have. */
type Outcome = (Provided & { readonly size: number | undefined }) | ActionError

/** What becomes of a failed attempt: the image may be there all the same. */
async function settle(failure: BuildFailure, request: ProvideRequest, ports: ProvidePorts): Promise<Outcome> {
  if (failure.kind === 'other') throw failure.error
  const { registry, log } = ports
  const { repository, tag } = request.build
  const reference = formatReference({ name: repository.name, tag })
  const held = await registry.findTag(repository, tag)
  // What was there before says nothing about our push.
  const isNew = request.before?.kind === 'absent' && held.kind === 'present'
  const mayBeOurs = isNew || failure.kind === 'tag-exists'
  if (held.kind === 'present' && mayBeOurs && (await isOurs(held.digest, request, ports))) {
    if (!isNew) return keepHeld(held.digest, reference)
    log.info(`The push ended with an error, but the registry holds ${reference}.`)
    const { size } = await registry.inspect(repository, held.digest)
    return { digest: held.digest, built: true, size, notices: [] }
  }
  if (isNew && (await isForeign(held.digest, request, ports))) throw overtaken(reference, held.digest)
  if (failure.kind === 'transient') return failure.error
  throw await explainRefusal(failure, request.build, registry)
}

/** Whether an image is made from our commit: its tag says so, or its label. */
async function isOurs(
  digest: string,
  { build, commit, namesCommit }: ProvideRequest,
  { registry }: ProvidePorts
): Promise<boolean> {
  if (namesCommit) return true
  const said = await registry.findRevision(build.repository, digest)
  return said?.revision === commit
}

/** Whether another run has pushed the image of another commit meanwhile, which must not be pushed over. */
async function isForeign(
  digest: string,
  { build, commit }: ProvideRequest,
  { registry }: ProvidePorts
): Promise<boolean> {
  const revision = (await registry.findRevision(build.repository, digest))?.revision
  return revision !== undefined && revision !== commit
}

/** A tag that cannot be moved and exists is what a re-run finds; the image that it names is deployed. */
function keepHeld(digest: string, reference: string): Outcome {
  const message = `${reference} was pushed before and cannot be replaced; what the registry holds is deployed, ${digest}.`
  return {
    digest,
    built: false,
    size: undefined,
    notices: [{ message, location: undefined, level: 'notice' }]
  }
}

type Built = Extract<BuildResult, { readonly kind: 'built' }>

async function verify(built: Built, request: ProvideRequest, ports: ProvidePorts): Promise<Outcome> {
  const { registry, log } = ports
  const { digest, notices } = built
  const { repository, tag } = request.build
  const reference = formatReference({ name: repository.name, tag })
  const [held, { size, config }] = await Promise.all([
    registry.findTag(repository, tag),
    registry.inspect(repository, digest)
  ])
  if (held.kind === 'absent') {
    throw new ActionError(
      'IMAGE_PUSH_FAILED',
      `The builder reported that ${reference} was pushed, but the registry does not hold it. Nothing was deployed; ` +
        'check whether the registry keeps its data, then run the job again.'
    )
  }
  if (held.kind === 'present' && held.digest !== digest) {
    if (!(await isOurs(held.digest, request, ports))) throw replaced(reference, digest, held.digest)
    const message = `${reference} was pushed by another run of the same commit at the same time; what the registry holds is deployed, ${held.digest}.`
    const notice: Notice = { message, location: undefined, level: 'notice' }
    return { digest: held.digest, built: true, size, notices: [...notices, notice] }
  }
  // A daemon pushes what its tag names, which another build on it may have moved meanwhile.
  const isAnother = built.config !== undefined && config !== undefined && built.config !== config
  if (isAnother && !request.namesCommit) return anotherBuild(reference)
  if (held.kind !== 'present') {
    log.warning(`The registry could not be asked whether it holds ${reference} (${held.detail}).`)
  }
  return { digest, built: true, size, notices }
}

function replaced(reference: string, digest: string, held: string): ActionError {
  return new ActionError(
    'DIGEST_MISMATCH',
    `${reference} was pushed as ${digest}, but the registry now holds ${held}: somebody else pushed the same ` +
      'tag. Nothing was deployed; make the tag unique to the commit, or let one run go after the other (`concurrency:`).'
  )
}

function overtaken(reference: string, held: string): ActionError {
  return new ActionError(
    'DIGEST_MISMATCH',
    `${reference} was pushed by another run meanwhile, from another commit (${held}), and is not pushed over. Nothing was ` +
      'deployed; make the tag unique to the commit.'
  )
}

function anotherBuild(reference: string): ActionError {
  return new ActionError(
    'DIGEST_MISMATCH',
    `Another build on this Docker daemon has moved ${reference} before it was pushed, so that its image was pushed in ` +
      'the place of ours. Nothing was deployed; make the tag unique to the commit, or let one run go after the other ' +
      '(`concurrency:`).'
  )
}
