import type { Clock } from '../clock.ts'
import { ActionError } from '../errors.ts'
import { oneLine } from '../log.ts'
import type { Notice } from '../notice.ts'
import {
  type BuildFailure,
  type BuildLog,
  type BuildRequest,
  type Builder,
  type BuildResult,
  referenceOf,
  type StepCount
} from './build/builder.ts'
import { explainRefusal } from './failure/push-refusal.ts'
import type { Registry, TagLookup } from './registry/registry.ts'

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
}

export interface ProvidePorts {
  readonly registry: Pick<Registry, 'findTag' | 'findRevision' | 'checkPush' | 'copyTag' | 'sizeOf'>
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
    if (result.kind === 'built') return await verify(result, request, ports, started)
    const found = await settle(result.failure, request, ports, attempt)
    if (found !== undefined) return found
    const wait = waits[Math.min(attempt, waits.length) - 1] ?? 0
    await ports.clock.sleep(wait * (1 + ports.clock.random()))
  }
}

/** What becomes of a failed attempt: the image is there all the same, or nothing, which means to try again. */
async function settle(
  failure: BuildFailure,
  request: ProvideRequest,
  ports: ProvidePorts,
  attempt: number
): Promise<Provided | undefined> {
  if (failure.kind === 'other') throw failure.error
  const { repository, tag } = request.build
  const reference = referenceOf(request.build)
  const held = await ports.registry.findTag(repository, tag)
  // What was there before says nothing about our push.
  const isNew = request.before?.kind === 'absent' && held.kind === 'present'
  if (failure.kind === 'transient') {
    if (isNew) {
      ports.log.info(`The push ended with an error, but the registry holds ${reference}.`)
      return {
        digest: held.digest,
        built: true,
        notices: await setExtraTags(held.digest, request.build, ports)
      }
    }
    if (attempt > request.retries) throw failure.error
    ports.log.info(oneLine(`Attempt ${attempt} of ${request.retries + 1} failed: ${failure.error.message}`))
    return undefined
  }
  const isThere = failure.kind === 'tag-exists' || isNew || (await isOurs(request, held, ports))
  if (held.kind === 'present' && isThere) return await keepHeld(held.digest, request.build, ports)
  throw await explainRefusal(failure, request.build, ports.registry)
}

/** Whether an image that was there before is made from the same commit. */
async function isOurs(
  { build, commit }: ProvideRequest,
  held: TagLookup,
  { registry }: ProvidePorts
): Promise<boolean> {
  if (held.kind !== 'present') return false
  const said = await registry.findRevision(build.repository, held.digest)
  return said?.revision === commit
}

/** A tag that cannot be moved and exists is what a re-run finds; the image that it names is deployed. */
async function keepHeld(digest: string, build: BuildRequest, ports: ProvidePorts): Promise<Provided> {
  const message = `${referenceOf(build)} was pushed before and cannot be replaced; what the registry holds is deployed, ${digest}.`
  const kept: Notice = { message, location: undefined, level: 'notice' }
  return { digest, built: false, notices: [kept, ...(await setExtraTags(digest, build, ports))] }
}

/** A push that did not end well may have left tags behind; the registry can set them itself. */
async function setExtraTags(
  digest: string,
  { repository, extraTags }: BuildRequest,
  { registry }: ProvidePorts
): Promise<readonly Notice[]> {
  const copies = await Promise.all(
    extraTags.map(async tag => ({ tag, copy: await registry.copyTag(repository, digest, tag) }))
  )
  return copies.flatMap(({ tag, copy }): readonly Notice[] => {
    if (copy.kind === 'copied') return []
    const message = oneLine(
      `The tag ${repository.name}:${tag} could not be set: ${copy.kind === 'absent' ? 'the image is gone' : copy.detail}.`
    )
    return [{ message, location: undefined }]
  })
}

async function verify(
  { digest, steps, notices }: Extract<BuildResult, { readonly kind: 'built' }>,
  { build }: ProvideRequest,
  { registry, clock, log }: ProvidePorts,
  started: number
): Promise<Provided> {
  const { repository, tag } = build
  const reference = referenceOf(build)
  const [held, size] = await Promise.all([
    registry.findTag(repository, tag),
    registry.sizeOf(repository, digest)
  ])
  if (held.kind === 'present' && held.digest !== digest) {
    throw new ActionError(
      'DIGEST_MISMATCH',
      `${reference} was pushed as ${digest}, but the registry now holds ${held.digest}: somebody else pushed the same ` +
        'tag. Nothing was deployed; make the tag unique to the commit and run the job again.'
    )
  }
  if (held.kind === 'absent') {
    throw new ActionError(
      'IMAGE_PUSH_FAILED',
      `The builder reported that ${reference} was pushed, but the registry does not hold it. Nothing was deployed; ` +
        'check whether the registry keeps its data, then run the job again.'
    )
  }
  if (held.kind !== 'present') {
    log.warning(`The registry could not be asked whether it holds ${reference} (${held.detail}).`)
  }
  return { digest, built: true, facts: { durationMs: clock.now() - started, size, steps }, notices }
}
