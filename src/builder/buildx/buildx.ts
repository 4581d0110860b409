import { mkdtemp, readFile, rm } from 'node:fs/promises'
import path from 'node:path'

import { formatReference } from '../../registry/index.ts'
import { ActionError } from '../../errors/errors.ts'
import { once } from '../../async/once.ts'
import type { ProcessResult } from '../../system/process.ts'
import { orMissing } from '../../system/program-errors.ts'
import type { System } from '../../system/system.ts'
import { type CachePlan, planCache } from './cache.ts'
import { explainFailure } from '../failure/explain.ts'
import { addSecrets, checkSecrets, placeSecrets } from '../secrets.ts'
import type { BuildEngine, BuildLog, BuildRequest, BuildResult, EngineOptions } from '../builder.ts'
import { createStepCounter } from '../steps.ts'
import { buildxArgs } from './args.ts'
import { type ProbedBuilder, probeBuilder, refuseUnsupported } from './inspect.ts'
import { readMetadata } from './metadata.ts'

export { hasGhaCache } from './cache.ts'

export interface BuildxOptions extends EngineOptions {
  /** The name of the builder, as the input has it; undefined means the current one. */
  readonly builder: string | undefined
  /** Whether the runner gave this job a cache service that BuildKit can use: see hasGhaCache(). */
  readonly hasGhaCache: boolean
}

type BuildxSystem = System & BuildxOptions

/** Creates the engine over `docker buildx`, with whatever driver is current or named. */
export function createBuildx(system: System, options: BuildxOptions): BuildEngine {
  const engine: BuildxSystem = { ...system, ...options }
  const probe = once(() => probeBuilder(args => docker(engine, args), options.builder))
  const reported = new Set<string>()
  const plan = async (request: BuildRequest): Promise<BuildPlan> => {
    addSecrets(request.secrets, system.secrets)
    const environment = await options.environment()
    const places = { workspace: options.workspace, environment }
    const [builder] = await Promise.all([probe(), checkSecrets(request.secrets, places)])
    const cache = planCache(request, { export: !builder.classicStore, gha: options.hasGhaCache })
    refuseUnsupported(request, builder, cache)
    return { builder, cache }
  }
  return {
    prepare: () => {
      probe().catch(() => undefined)
    },
    check: async request => {
      const { notices } = (await plan(request)).cache
      // The same for every image of the run, so each is reported once.
      const fresh = notices.filter(({ message }) => !reported.has(message))
      for (const { message } of fresh) reported.add(message)
      return fresh
    },
    build: async (request, log) => await build(engine, request, await plan(request), log),
    close: () => Promise.resolve()
  }
}

interface BuildPlan {
  readonly builder: ProbedBuilder
  readonly cache: CachePlan
}

async function build(
  engine: BuildxSystem,
  request: BuildRequest,
  { builder, cache }: BuildPlan,
  log: BuildLog
): Promise<BuildResult> {
  const { workspace, secrets } = engine
  log.debug(describe(builder))
  // The folder must be there first: buildx pushes, and only then fails to write the metadata.
  const directory = await mkdtemp(path.join(engine.temporary, 'build-'))
  try {
    const metadataFile = path.join(directory, 'metadata.json')
    const sources = await placeSecrets(request.secrets, { workspace, directory })
    const args = buildxArgs(request, { builder: engine.builder, secrets: sources, cache, metadataFile })
    const steps = createStepCounter()
    const output = await docker(engine, args, line => {
      steps.onLine(line)
      log.foreign(line)
    })
    if (output.exitCode !== 0) {
      return {
        kind: 'failed',
        failure: explainFailure(output, { engine: 'buildx', request, workspace, secrets })
      }
    }
    // A missing file is treated like one without a digest.
    const text = await readFile(metadataFile, 'utf8').catch(() => '')
    const { digest, config, notices } = readMetadata(text, { file: request.file, workspace })
    return digest === undefined
      ? digestUnknown(request)
      : { kind: 'built', digest, config, steps: steps.count(), notices }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function describe({ description, classicStore }: ProbedBuilder): string {
  const nodes = description.nodes.map(
    ({ status, buildKit, platforms }) =>
      `${status}, BuildKit ${buildKit ?? 'unknown'}, ${platforms.join(' ') || 'platforms unknown'}`
  )
  const store = classicStore ? ', classic image store' : ''
  return `builder ${description.name}: driver ${description.driver}${store}; ${nodes.join('; ')}`
}

function digestUnknown({ repository, tag }: BuildRequest): BuildResult {
  const error = new ActionError(
    'DIGEST_UNKNOWN',
    `${formatReference({ name: repository.name, tag })} was pushed, but buildx did not say with which digest. Update ` +
      'buildx to 0.10 or newer and run the job again.'
  )
  return { kind: 'failed', failure: { error, kind: 'other' } }
}

/** How long `docker buildx inspect` may take; by itself it gives up on a builder after 20 s. In milliseconds. */
const probeLimitMs = 60_000

/** @throws {ActionError} DOCKER_MISSING, CANCELLED */
async function docker(
  { processes, workspace, environment }: BuildxSystem,
  args: readonly string[],
  onLine?: (line: string) => void
): Promise<ProcessResult> {
  const env = {
    ...(await environment()),
    // Only what is asked for: an attestation by default would turn a manifest into an index on some drivers.
    BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
    BUILDX_METADATA_PROVENANCE: 'disabled',
    BUILDX_METADATA_WARNINGS: '1'
  }
  // What is shown as it comes is the build, which takes as long as it takes.
  const limits = onLine === undefined ? { timeoutMs: probeLimitMs } : { timeoutMs: Infinity, onLine }
  const missing = orMissing('DOCKER_MISSING', {
    why: 'The image has to be built, and ',
    instead:
      'Use a runner with Docker, set `engine: buildah`, or build the image elsewhere and set `build: never`.'
  })
  return await processes.run('docker', args, { cwd: workspace, env, ...limits }).catch(missing)
}
