import type { Tip } from './gitops/repository.ts'
import type { BuildSource } from './image/build-source.ts'
import { referenceOf } from './image/provide.ts'
import type { TagLookup } from './image/registry.ts'
import type { WorkflowContext } from './context.ts'
import type { Inputs } from './inputs.ts'
import { needsOrder } from './made-from.ts'
import type { Ports } from './ports.ts'
import type { SourceCommit } from './source-commit.ts'

/** What is there before anything is done. */
export interface Observation {
  /** The tip of the GitOps branch, or the checkout. */
  readonly tip: Tip
  /** The main image in the registry; undefined when the registry was not asked. */
  readonly found: TagLookup | undefined
  /** Undefined when there is no main image. */
  readonly source: BuildSource | undefined
  readonly commit: SourceCommit
}

/** Asks everybody at once; the slowest answer is the wait. */
export async function observe(inputs: Inputs, context: WorkflowContext, ports: Ports): Promise<Observation> {
  const { log, registry } = ports
  const { image } = inputs
  // Its answer is waited for when it is needed.
  if (needsOrder(inputs, context)) ports.order.prepare(context.sourceCommit).catch(() => undefined)
  const [tip, found, source, commit] = await together([
    inputs.publish === 'workspace' ? ports.workspace.tip() : ports.gitops.fetchTip(),
    image === undefined || inputs.build === 'always'
      ? undefined
      : registry.findTag(image.repository, image.tag),
    image === undefined ? undefined : ports.findBuildSource(),
    ports.readSourceCommit()
  ])
  if (tip.commit !== '') log.info(`${inputs.remote.name}: ${tip.branch} is at ${tip.commit}`)
  if (image !== undefined && found !== undefined) log.info(`${referenceOf(image)}: ${describe(found)}`)
  return { tip, found, source, commit }
}

function describe(found: TagLookup): string {
  switch (found.kind) {
    case 'present':
      return `in the registry, ${found.digest}`
    case 'absent':
      return 'not in the registry yet'
    case 'denied':
    case 'unavailable':
      return 'the registry gave no clear answer'
  }
}

/** Waits for all, then fails with the first failure: nothing is left running behind a failed run. */
async function together<T extends readonly unknown[] | []>(
  work: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work)
  return await Promise.all(work)
}
