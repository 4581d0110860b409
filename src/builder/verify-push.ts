// Compares what was pushed with what the registry holds.

import { retry } from '../async/retry.ts'
import { ActionError } from '../errors/errors.ts'
import { notice } from '../errors/notice.ts'
import { formatReference, type TagLookup } from '../registry/index.ts'
import type { Attempt, BuildPorts, BuildTask, ImageLookup } from './build-task.ts'
import type { BuildResult } from './builder.ts'

/** Before a registry is asked again, in milliseconds: its copies and caches take a while to have what was pushed. */
const waits = [500, 1_000, 2_000, 4_000] as const
/** No question is asked after so long, in milliseconds. */
const lookingMs = 10_000

/** Asks a registry until its answer is one that stays, for some seconds. */
export async function lookAgain<T>(
  look: () => Promise<T>,
  isSure: (answer: T) => boolean,
  { clock }: Pick<BuildPorts, 'clock'>
): Promise<T> {
  return await retry(look, {
    attempts: waits.length + 1,
    clock,
    until: clock.now() + lookingMs,
    waitAfter: (answer, attempt) => (isSure(answer) ? undefined : waits[attempt - 1])
  })
}

type Built = Extract<BuildResult, { readonly kind: 'built' }>

/** What the registry says after a push, by the tag and by the digest. */
interface AfterPush {
  readonly current: TagLookup
  readonly pushed: ImageLookup
}

/**
 * Looks for what was pushed, by its tag and by its digest. An answer from before the push is none: it is asked again.
 * @returns what was pushed, or what another run of the same commit has pushed in its place; or what another attempt may mend
 * @throws {ActionError} IMAGE_PUSH_FAILED, DIGEST_MISMATCH
 */
export async function verify(built: Built, task: BuildTask, ports: BuildPorts): Promise<Attempt> {
  const { digest, config, notices } = built
  const { registry, log } = ports
  const { repository, tag } = task.build
  const reference = formatReference({ name: repository.name, tag })
  const look = async (): Promise<AfterPush> => {
    const [current, pushed] = await Promise.all([
      registry.findTag(repository, tag),
      registry.inspect(repository, digest)
    ])
    return { current, pushed }
  }
  const { current, pushed } = await lookAgain(look, seen => isThere(seen, digest), ports)
  const { size } = pushed
  if (current.kind === 'present' && current.digest !== digest)
    return await explainOther(built, current.digest, { size, task, ports })
  if (current.kind === 'absent' || pushed.isAbsent === true) throw lost(reference)
  // A daemon pushes what its tag names, which another build on it may have moved meanwhile.
  if (config !== undefined && pushed.config !== undefined && config !== pushed.config)
    return { kind: 'failed', error: anotherBuild(reference) }
  if (current.kind !== 'present') {
    log.warning(`The registry could not be asked whether it holds ${reference} (${current.detail}).`)
  }
  return { kind: 'done', image: { digest, built: true, notices }, size }
}

/** A refusal stays one; everything else that is not what was pushed may only be late. */
function isThere({ current, pushed }: AfterPush, digest: string): boolean {
  if (pushed.isAbsent === true) return false
  return current.kind === 'denied' || (current.kind === 'present' && current.digest === digest)
}

interface OtherDetails {
  readonly size: number | undefined
  readonly task: BuildTask
  readonly ports: BuildPorts
}

/**
 * What it means that the tag names something else, however often the registry is asked. Only what has come since the push
 * began can be another run's.
 */
async function explainOther(
  { digest, notices }: Built,
  current: string,
  { size, task, ports }: OtherDetails
): Promise<Attempt> {
  const { before, build } = task
  const { repository, tag } = build
  const reference = formatReference({ name: repository.name, tag })
  if (before?.kind === 'present' && before.digest === current) throw stale(reference, digest, current)
  const isNew = before?.kind === 'present' || before?.kind === 'absent'
  const isTheirs = isNew && (await isOurs(current, task, ports))
  if (!isTheirs) throw replaced(reference, digest, current)
  const { isAbsent } = await ports.registry.inspect(repository, current)
  if (isAbsent === true) throw lost(reference)
  const message = `${reference} was pushed by another run of the same commit at the same time; what the registry holds is deployed, ${current}.`
  const all = [...notices, notice(message, undefined, 'notice')]
  return { kind: 'done', image: { digest: current, built: true, notices: all }, size }
}

/** Whether an image is made from our commit: its tag says so, or its label. */
export async function isOurs(digest: string, task: BuildTask, ports: BuildPorts): Promise<boolean> {
  return task.namesCommit || (await revisionOf(digest, task, ports)) === task.commit
}

export async function revisionOf(
  digest: string,
  { build }: BuildTask,
  { registry }: BuildPorts
): Promise<string | undefined> {
  const labels = await registry.findRevision(build.repository, digest)
  return labels.ok ? labels.value.revision : undefined
}

function lost(reference: string): ActionError {
  return new ActionError(
    'IMAGE_PUSH_FAILED',
    `The builder reported that ${reference} was pushed, but the registry does not hold it. Nothing was deployed; ` +
      'check whether the registry keeps its data, then run the job again.'
  )
}

function stale(reference: string, digest: string, current: string): ActionError {
  return new ActionError(
    'IMAGE_PUSH_FAILED',
    `${reference} was pushed as ${digest}, but the registry still gives ${current}, the image from before the push. ` +
      'Nothing was deployed; run the job again, and if that does not help, look whether a cache stands in front of the ' +
      'registry, or whether it keeps tags from being moved.'
  )
}

function replaced(reference: string, digest: string, current: string): ActionError {
  return new ActionError(
    'DIGEST_MISMATCH',
    `${reference} was pushed as ${digest}, but the registry now holds ${current}: somebody else pushed the same ` +
      'tag. Nothing was deployed; make the tag unique to the commit, or serialize the runs (`concurrency:`).'
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
