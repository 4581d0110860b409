import { retry } from '../async/retry.ts'
import { ActionError } from '../errors/errors.ts'
import type { Notice } from '../errors/notice.ts'
import { formatReference, type TagLookup } from '../registry/index.ts'
import { renderDuration } from '../text/units.ts'
import type { Attempt, BuildPorts, BuildTask, BuiltImage } from './build-task.ts'
import type { BuildFailure } from './builder.ts'
import { explainRefusal } from './failure/push-refusal.ts'
import { isOurs, lookAgain, revisionOf, verify } from './verify-push.ts'

/** Before the second, third and later attempts, in milliseconds; as much again at most by chance. */
const waits = [2_000, 5_000, 10_000] as const

/**
 * Builds and pushes an image, again when the registry was busy, and asks the registry in the end whether it really
 * holds the image.
 * @throws {ActionError} what the failure of the build says; IMAGE_PUSH_FAILED, DIGEST_MISMATCH
 */
export async function buildAndVerify(given: BuildTask, ports: BuildPorts): Promise<BuiltImage> {
  const { builder, clock, log, registry } = ports
  const started = clock.now()
  // What is there now must not be taken for what is pushed.
  const before = given.before ?? (await registry.findTag(given.build.repository, given.build.tag))
  const task = { ...given, before }
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

/** Finds out what is left of a failed attempt: the image may be in the registry all the same. */
async function recover(failure: BuildFailure, task: BuildTask, ports: BuildPorts): Promise<Attempt> {
  if (failure.kind === 'other') throw failure.error
  const { registry, log } = ports
  const { repository, tag } = task.build
  const reference = formatReference({ name: repository.name, tag })
  const isSure = ({ kind }: TagLookup) => kind !== 'absent' || failure.kind !== 'tag-exists'
  const current = await lookAgain(() => registry.findTag(repository, tag), isSure, ports)
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

/** Whether another run has pushed the image of another commit meanwhile, which must not be pushed over. */
async function isForeign(digest: string, task: BuildTask, ports: BuildPorts): Promise<boolean> {
  const revision = await revisionOf(digest, task, ports)
  return revision !== undefined && revision !== task.commit
}

/** A tag that cannot be moved and exists is what a re-run finds; the image that it names is deployed. */
function keepImage(digest: string, reference: string): Attempt {
  const message = `${reference} was pushed before and cannot be replaced; what the registry holds is deployed, ${digest}.`
  const notice: Notice = { message, location: undefined, level: 'notice' }
  return { kind: 'done', image: { digest, built: false, notices: [notice] }, size: undefined }
}

function overtaken(reference: string, current: string): ActionError {
  return new ActionError(
    'DIGEST_MISMATCH',
    `${reference} was pushed by another run meanwhile, from another commit (${current}), and is not pushed over. Nothing was ` +
      'deployed; make the tag unique to the commit.'
  )
}
