import { type Bump, planBump, type BumpRequest } from './bump.ts'
import type { Clock } from './clock.ts'
import { renderCommitText } from './commit-text.ts'
import type { WorkflowContext } from './context.ts'
import { ActionError } from './errors.ts'
import { publish } from './gitops/publish.ts'
import type { GitOpsRepository, Tip } from './gitops/repository.ts'
import type { Builder } from './image/builder.ts'
import type { BuildSource } from './image/build-source.ts'
import { imageLabels } from './image/labels.ts'
import {
  buildImage,
  decideImage,
  type ImageRequest,
  type ProvidedImage,
  referenceOf
} from './image/provide.ts'
import type { Registry, TagLookup } from './image/registry.ts'
import type { Inputs } from './inputs.ts'
import type { Logger } from './log.ts'
import type { Outputs } from './outputs.ts'
import { Progress } from './progress.ts'
import type { SourceCommit } from './source-commit.ts'

/** Every effect of a run. */
export interface Ports {
  readonly log: Logger
  readonly clock: Clock
  readonly registry: Registry
  readonly builder: Builder
  readonly gitops: GitOpsRepository
  findBuildSource(): Promise<BuildSource>
  readSourceCommit(): Promise<SourceCommit>
}

/** What a run achieved, and why it stopped where it did. */
export interface Report {
  readonly outputs: Outputs
  /** Whatever was thrown; undefined when the run succeeded. */
  readonly failure: unknown
}

/**
 * Deploys: find out what is there, check that the bump is possible, build and push what is missing, land one commit.
 * Nothing is built or pushed before the GitOps repository has shown that the bump can be made on it.
 * A failure is part of the report, so that it does not hide what was done before it.
 */
export async function run(inputs: Inputs, context: WorkflowContext, ports: Ports): Promise<Report> {
  const started = ports.clock.now()
  const report = new Progress(inputs, () => ports.clock.now() - started)
  try {
    const start = await ports.log.group('Read the GitOps repository and the registry', () =>
      observe(inputs, ports)
    )
    const request = imageRequest(inputs, context, start)
    const decision = decideImage(request, start.found, ports.log)
    const bumpOf = (image: ProvidedImage) => (tip: Tip) =>
      planBump(tip, bumpRequest(inputs, context, start.commit, image))

    const known: ProvidedImage = {
      digest: decision.kind === 'use' ? decision.digest : undefined,
      built: false
    }
    const bump = await bumpOf(known)(start.tip)
    report.checked(bump)
    if (decision.kind === 'use') requireDigest(bump, known)
    else await ports.gitops.checkPush(start.tip)

    const image = decision.kind === 'use' ? known : await build(request, ports)
    report.provided(image)

    const landing = await ports.log.group(`Land on ${start.tip.branch} of ${inputs.remote.name}`, () =>
      publish({
        ...ports,
        repository: ports.gitops,
        // A build takes a while; the branch has probably moved on.
        tip: image.built ? undefined : start.tip,
        plan: bumpOf(image),
        timeoutMs: inputs.publishTimeoutMs,
        onAttempt: attempt => {
          report.attempted(attempt)
        }
      })
    )
    return { outputs: report.landed(landing), failure: undefined }
  } catch (failure) {
    return { outputs: report.failed(), failure }
  }
}

/** What is there before anything is done. */
interface Observation {
  readonly tip: Tip
  /** Undefined when the registry was not asked. */
  readonly found: TagLookup | undefined
  readonly source: BuildSource
  readonly commit: SourceCommit
}

/** Asks everybody at once; the slowest answer is the wait. */
async function observe(inputs: Inputs, ports: Ports): Promise<Observation> {
  const { log, registry, gitops } = ports
  const [tip, found, source, commit] = await together([
    gitops.fetchTip(),
    inputs.build === 'always' ? undefined : registry.findTag(inputs.image, inputs.tag),
    ports.findBuildSource(),
    ports.readSourceCommit()
  ])
  log.info(`${inputs.remote.name}: ${tip.branch} is at ${tip.commit}`)
  if (found !== undefined)
    log.info(`${referenceOf({ repository: inputs.image, tag: inputs.tag })}: ${describe(found)}`)
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

function imageRequest(inputs: Inputs, context: WorkflowContext, start: Observation): ImageRequest {
  return {
    repository: inputs.image,
    tag: inputs.tag,
    mode: inputs.build,
    redeploy: context.eventName === 'workflow_dispatch' && inputs.tagIsLiteral && !inputs.tagNamesCommit,
    source: start.source,
    build: {
      target: inputs.target,
      buildArgs: inputs.buildArgs,
      labels: imageLabels({
        commit: context.sourceCommit,
        sourceUrl: `${context.serverUrl}/${context.repository}`,
        committedAt: start.commit.committedAt,
        version: inputs.tag
      })
    }
  }
}

async function build(request: ImageRequest, ports: Ports): Promise<ProvidedImage> {
  const image = await ports.log.group(`Build and push ${referenceOf(request)}`, () =>
    buildImage(request, ports)
  )
  ports.log.info(`Pushed ${referenceOf(request)}@${image.digest ?? ''}`)
  return image
}

/** A pin that the user wants must not fall away in silence because a registry did not answer. */
function requireDigest(bump: Bump, image: ProvidedImage): void {
  if (image.digest !== undefined) return
  const dropped = bump.edits.find(({ edit }) =>
    edit.fields.some(field => field.field === 'digest' && field.to === undefined)
  )
  if (dropped === undefined) return
  throw new ActionError(
    'DIGEST_UNKNOWN',
    `The entry ${dropped.edit.name} in ${dropped.path} pins a digest, and the registry did not say which digest the ` +
      'new tag has. Log in to the registry before this step, or remove `digest:` from the entry.',
    { location: { path: dropped.path, line: dropped.edit.line } }
  )
}

function bumpRequest(
  inputs: Inputs,
  context: WorkflowContext,
  commit: SourceCommit,
  image: ProvidedImage
): BumpRequest {
  // Only what was built now, or a tag that names the commit, is known to be this commit's.
  const ours = image.built || inputs.tagNamesCommit
  const details = {
    image: inputs.image.name,
    tag: inputs.tag,
    digest: image.digest,
    sourceRepository: context.repository,
    sourceRepositoryUrl: `${context.serverUrl}/${context.repository}`,
    runUrl: context.runUrl,
    source: ours ? commit : undefined,
    template: inputs.commitMessage,
    author: inputs.author,
    committer: inputs.committer
  }
  return {
    patterns: inputs.kustomization,
    change: {
      image: inputs.image.name,
      entryName: inputs.imageName,
      newTag: inputs.tag,
      digest: image.digest
    },
    describe: edits => renderCommitText(details, edits)
  }
}

/** Waits for all, then fails with the first failure: nothing is left running behind a failed run. */
async function together<T extends readonly unknown[] | []>(
  work: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work)
  return await Promise.all(work)
}
