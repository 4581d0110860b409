import { readFile } from 'node:fs/promises'
import path from 'node:path'

import { formatReference } from '../../registry/index.ts'
import { ActionError } from '../../errors/errors.ts'
import { oneLine } from '../../log/log.ts'
import { once } from '../../async/once.ts'
import { describeEnd } from '../../system/process.ts'
import { orMissing } from '../../system/program-errors.ts'
import type { System } from '../../system/system.ts'
import { addSecrets, checkSecrets } from '../secrets.ts'
import type { BuildEngine, BuildLog, BuildRequest, BuildResult, EngineOptions } from '../builder.ts'
import { pushArgs } from './args.ts'
import { buildLocally, failureOf, imageNames, type LocalBuild, type LocalImage } from './image.ts'
import { type BuildahPlan, type BuildahVersion, parseVersion, planBuildah } from './plan.ts'
import { type BuildahSession, openSession, tidier } from './session.ts'

type BuildahSystem = System & EngineOptions

/** Creates the engine over `buildah build` and `buildah push`. It keeps the images it could not push until it is closed. */
export function createBuildah(system: System, options: EngineOptions): BuildEngine {
  const engine: BuildahSystem = { ...system, ...options }
  const version = once(() => readVersion(engine))
  const kept = new Map<string, LocalImage>()
  const plan = async (request: BuildRequest): Promise<BuildahPlan> => {
    addSecrets(request.secrets, system.secrets)
    const environment = await options.environment()
    const places = { workspace: options.workspace, environment }
    const [installed] = await Promise.all([version(), checkSecrets(request.secrets, places)])
    return planBuildah(request, installed)
  }
  return {
    prepare: () => {
      version().catch(() => undefined)
    },
    check: async request => {
      await plan(request)
      return []
    },
    build: async (request, log) => {
      const planned = await plan(request)
      const session = await openSession({ ...engine, environment: await options.environment() })
      try {
        return await build({ ...engine, session, kept, log }, request, planned)
      } finally {
        await session.close()
      }
    },
    close: async () => {
      const images = [...kept.values()]
      kept.clear()
      for (const image of images) await removeNames(engine, image)
    }
  }
}

interface BuildParts extends Omit<BuildahSystem, 'log'> {
  readonly log: BuildLog
  readonly session: BuildahSession
  /** Images whose push may be tried again, by their reference: without layers, a second build would begin anew. */
  readonly kept: Map<string, LocalImage>
}

async function build(parts: BuildParts, request: BuildRequest, plan: BuildahPlan): Promise<BuildResult> {
  const { kept } = parts
  const key = formatReference({ name: request.repository.name, tag: request.tag })
  const local = await imageOf(parts, request, plan)
  kept.delete(key)
  if (local.kind === 'failed') {
    await removeNames(parts, local)
    return { kind: 'failed', failure: local.failure }
  }
  const { image } = local
  let isRetried = false
  try {
    const result = await push(parts, request, image)
    isRetried = result.kind === 'failed' && result.failure.kind === 'transient'
    return result
  } finally {
    if (isRetried) kept.set(key, image)
    else await removeNames(parts, image)
  }
}

async function imageOf(parts: BuildParts, request: BuildRequest, plan: BuildahPlan): Promise<LocalBuild> {
  const image = parts.kept.get(formatReference({ name: request.repository.name, tag: request.tag }))
  if (image !== undefined) return { kind: 'made', image }
  try {
    return await buildLocally(parts.session, { ...parts, request, plan })
  } catch (error) {
    await removeNames(parts, { names: imageNames(parts.session, request) })
    throw error
  }
}

async function push(
  parts: BuildParts,
  request: BuildRequest,
  { source, steps, notices }: LocalImage
): Promise<BuildResult> {
  const { session, log } = parts
  const { repository, tag } = request
  const reference = formatReference({ name: repository.name, tag })
  const digestFile = path.join(session.directory, 'digest')
  const args = pushArgs(source, { reference, digestFile, insecure: repository.insecure })
  const output = await session.run(args, line => {
    log.foreign(line)
  })
  if (output.exitCode !== 0) return { kind: 'failed', failure: failureOf(output, request, parts) }
  const digest = (await readFile(digestFile, 'utf8').catch(() => '')).trim()
  if (digest === '') return pushedNothing(reference)
  return { kind: 'built', digest, config: undefined, steps, notices }
}

/** buildah 1.28 exits with 0 and prints nothing when the push of a list fails, so the registry has to be asked. */
function pushedNothing(reference: string): BuildResult {
  const error = new ActionError(
    'IMAGE_PUSH_FAILED',
    `${reference} was built, but buildah did not push it and did not say why. Check that the registry is up, that the ` +
      'repository exists in it and that the login may write it; a newer buildah tells more.'
  )
  return { kind: 'failed', failure: { error, kind: 'refused' } }
}

async function removeNames(
  { environment, workspace }: EngineOptions,
  { source, names }: Pick<LocalImage, 'names'> & Partial<Pick<LocalImage, 'source'>>
): Promise<void> {
  const tidy = tidier({ environment: await environment(), workspace })
  // The list first: while it exists, its images are in use.
  if (source?.kind === 'list') await tidy(['manifest', 'rm', source.name])
  // By name, so that an image that also has another name is kept.
  if (names.length > 0) await tidy(['rmi', ...names])
}

/** How long `buildah --version` may take, in milliseconds. */
const versionLimitMs = 60_000

/** @throws {ActionError} BUILDAH_MISSING, BUILDER_UNAVAILABLE, CANCELLED */
async function readVersion({ processes, environment, workspace }: BuildahSystem): Promise<BuildahVersion> {
  const options = { cwd: workspace, env: await environment(), timeoutMs: versionLimitMs }
  const missing = orMissing('BUILDAH_MISSING', {
    why: 'The image has to be built, and ',
    instead:
      'Install it (`apt-get install buildah`, `dnf install buildah`), set `engine: buildx`, or build the image ' +
      'elsewhere and set `build: never`.'
  })
  const output = await processes.run('buildah', ['--version'], options).catch(missing)
  if (output.exitCode === 0) return parseVersion(output.stdout.toString('utf8'))
  throw new ActionError(
    'BUILDER_UNAVAILABLE',
    `\`buildah --version\` ${describeEnd(output)}. Repair its installation, or set \`engine: buildx\`. buildah said: ${oneLine(output.stderr).slice(0, 500)}`
  )
}
