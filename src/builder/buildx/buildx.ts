import { mkdtemp, readFile, rm } from 'node:fs/promises'
import path from 'node:path'

import { formatReference } from '../../registry/index.ts'
import { ActionError } from '../../errors/errors.ts'
import { once } from '../../async/once.ts'
import { type Processes, type ProcessResult, ProgramNotFound } from '../../system/process.ts'
import { type CachePlan, planCache } from './cache.ts'
import { explainFailure } from '../failure/explain.ts'
import { checkSecrets, placeSecrets } from '../secrets.ts'
import { type BuildEngine, type BuildLog, type BuildRequest, type BuildResult } from '../builder.ts'
import { createStepCounter } from '../steps.ts'
import { buildxArgs } from './args.ts'
import { type ProbedBuilder, probeBuilder, refuseUnsupported } from './inspect.ts'
import { readMetadata } from './metadata.ts'

export interface BuildxOptions {
  readonly processes: Processes
  /** Gives the whole environment of a child, with the login's DOCKER_CONFIG; asked when it is first needed. */
  readonly environment: () => Promise<Readonly<Record<string, string>>>
  /** Where commands run. */
  readonly workspace: string
  /** A folder of this run (0700) that the caller removes in the end. */
  readonly directory: string
  /** The input `builder`; undefined means the current one. */
  readonly builder: string | undefined
  /** Whether the runner gave this job a cache service that BuildKit can use (gha-cache.ts). */
  readonly hasGhaCache: boolean
}

/** The builder over `docker buildx`, with whatever driver is current or named. */
export function createBuildx(options: BuildxOptions): BuildEngine {
  const probe = once(() => probeBuilder(args => docker(options, args), options.builder))
  const told = new Set<string>()
  const plan = async (request: BuildRequest): Promise<BuildPlan> => {
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
      // They hold for every image of the run, and are said once.
      const fresh = notices.filter(({ message }) => !told.has(message))
      for (const { message } of fresh) told.add(message)
      return fresh
    },
    build: async (request, log) => await build(options, request, await plan(request), log),
    close: () => Promise.resolve()
  }
}

interface BuildPlan {
  readonly builder: ProbedBuilder
  readonly cache: CachePlan
}

async function build(
  options: BuildxOptions,
  request: BuildRequest,
  { builder, cache }: BuildPlan,
  log: BuildLog
): Promise<BuildResult> {
  const { workspace } = options
  log.debug(describe(builder))
  // The folder must be there first: buildx pushes, and only then fails to write the metadata.
  const directory = await mkdtemp(path.join(options.directory, 'build-'))
  try {
    const metadataFile = path.join(directory, 'metadata.json')
    const secrets = await placeSecrets(request.secrets, { workspace, directory })
    const args = buildxArgs(request, { builder: options.builder, secrets, cache, metadataFile })
    const steps = createStepCounter()
    const output = await docker(options, args, line => {
      steps.onLine(line)
      log.foreign(line)
    })
    if (output.exitCode !== 0) {
      return { kind: 'failed', failure: explainFailure(output, { engine: 'buildx', request, workspace }) }
    }
    // A file that is not there is as good as one without a digest.
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
  options: BuildxOptions,
  args: readonly string[],
  onLine?: (line: string) => void
): Promise<ProcessResult> {
  const env = {
    ...(await options.environment()),
    // Only what is asked for: an attestation by default would turn a manifest into an index on some drivers.
    BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
    BUILDX_METADATA_PROVENANCE: 'disabled',
    BUILDX_METADATA_WARNINGS: '1'
  }
  const limits = onLine === undefined ? { timeoutMs: probeLimitMs } : { onLine }
  try {
    return await options.processes.run('docker', args, { cwd: options.workspace, env, ...limits })
  } catch (error) {
    if (!(error instanceof ProgramNotFound)) throw error
    throw new ActionError(
      'DOCKER_MISSING',
      'The image has to be built, and docker was not found on PATH. Use a runner with Docker, set `engine: buildah`, ' +
        'or build the image elsewhere and set `build: never`.',
      { cause: error }
    )
  }
}
