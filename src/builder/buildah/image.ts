import { mkdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'

import { oneLine } from '../../log/log.ts'
import type { Notice } from '../../errors/notice.ts'
import type { ProcessResult } from '../../system/process.ts'
import { explainFailure, type FailureContext } from '../failure/explain.ts'
import { placeSecrets, type SecretSource } from '../secrets.ts'
import type { BuildFailure, BuildLog, BuildRequest, StepCount } from '../builder.ts'
import { createStepCounter } from '../steps.ts'
import { buildahArgs, type PushSource } from './args.ts'
import { isAsRequested } from './inspect.ts'
import type { BuildahPlan } from './plan.ts'
import type { BuildahSession } from './session.ts'

/** An image, or a list of images, in buildah's storage. */
export interface LocalImage {
  readonly source: PushSource
  /** The names of this run alone, which are removed when it is pushed. */
  readonly names: readonly string[]
  readonly steps: StepCount
  readonly notices: readonly Notice[]
}

export type LocalBuild =
  | { readonly kind: 'made'; readonly image: LocalImage }
  /** Other platforms may have been built meanwhile. */
  | { readonly kind: 'failed'; readonly failure: BuildFailure; readonly names: readonly string[] }

export interface LocalBuildOptions extends FailureParts {
  readonly request: BuildRequest
  readonly plan: BuildahPlan
  readonly log: BuildLog
}

/**
 * Builds into buildah's storage, several platforms at once. Each has a call of its own, which says its ID: a call for
 * all of them does not.
 * @throws {ActionError} CANCELLED
 */
export async function buildLocally(session: BuildahSession, options: LocalBuildOptions): Promise<LocalBuild> {
  const { request, workspace } = options
  const sources = await readableSecrets(
    await placeSecrets(request.secrets, { workspace, directory: session.directory }),
    session.directory
  )
  const platforms = request.platforms.length === 0 ? [undefined] : request.platforms
  const settled = await Promise.allSettled(
    platforms.map((platform, index) => {
      const prefix = platforms.length > 1 ? `[${platform}] ` : ''
      return buildPlatform(session, { ...options, sources, platform, index, prefix })
    })
  )
  const builds = settled.map(result => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
  const made = builds.filter(build => build.kind === 'made')
  const names = made.flatMap(({ image }) => image.names)
  const failed = builds.find(build => build.kind === 'failed')
  if (failed !== undefined) return { ...failed, names }
  const [first, ...others] = made.map(({ image }) => image)
  if (first === undefined) throw new Error('There are no platforms.')
  return others.length === 0
    ? { kind: 'made', image: first }
    : await makeList(session, [first, ...others], { ...options, names })
}

type FailureParts = Pick<FailureContext, 'workspace' | 'secrets'>

/** Explains a failed command: buildah names the steps on standard output, and the error on the other. */
export function failureOf(
  { stdout, stderr, ...end }: ProcessResult,
  request: BuildRequest,
  { workspace, secrets }: FailureParts
): BuildFailure {
  const output = { ...end, stderr: `${stdout.toString('utf8')}\n${stderr}` }
  return explainFailure(output, { engine: 'buildah', request, workspace, secrets })
}

interface PlatformOptions extends LocalBuildOptions {
  readonly sources: readonly SecretSource[]
  readonly platform: string | undefined
  readonly index: number
  readonly prefix: string
}

async function buildPlatform(session: BuildahSession, options: PlatformOptions): Promise<LocalBuild> {
  const { request, plan, platform, index, prefix, sources, log } = options
  const idFile = path.join(session.directory, `image-${index}`)
  // An unnamed image stays in the storage as the cache; removing a name would remove all of its layers.
  const name = plan.layers ? undefined : imageName(session, index)
  const { mark } = session
  const args = buildahArgs(request, { ...plan, platform, secrets: sources, mark, name, idFile })
  const steps = createStepCounter(request.labels)
  const output = await session.run(args, line => {
    steps.onLine(line)
    log.foreign(prefix + line)
  })
  if (output.exitCode !== 0) {
    const cacheFailure = plan.cacheTo.length === 0 ? undefined : cacheError.exec(output.stderr)?.[1]
    if (cacheFailure === undefined) {
      return { kind: 'failed', failure: failureOf(output, request, options), names: [] }
    }
    return withNotice(
      await buildPlatform(session, { ...options, plan: { ...plan, cacheTo: [] } }),
      cacheNotice(plan, cacheFailure)
    )
  }
  const id = (await readFile(idFile, 'utf8')).trim()
  const requested = { platform, annotations: request.annotations }
  if (plan.layers && !(await isAsRequested(session, id, requested))) {
    log.info(
      `${prefix}The image that its layers gave has another platform or annotation; it is built without them.`
    )
    return await buildPlatform(session, {
      ...options,
      plan: { ...plan, layers: false, cacheFrom: [], cacheTo: [] }
    })
  }
  const names = name === undefined ? [] : [name]
  const image = { source: { kind: 'image', name: id }, names, steps: steps.count(), notices: [] } as const
  return { kind: 'made', image }
}

function imageName({ mark }: BuildahSession, index: number): string {
  return `localhost/newtag:${mark}-${index}`
}

/** The names that images may have got when a build was interrupted. */
export function imageNames(session: BuildahSession, { platforms }: BuildRequest): readonly string[] {
  return [...Array(Math.max(platforms.length, 1)).keys()].map(index => imageName(session, index))
}

/** buildah fails the build when it cannot write the cache. The steps are still in the local layers, so a second build is quick. */
const cacheError = /^Error: (failed pushing cache to [^\n]*)/m

function cacheNotice({ cacheTo }: BuildahPlan, words: string): Notice {
  const message =
    `The build cache was not written to ${cacheTo.join(' and ')}. Create that repository and let the login write ` +
    `it, or set \`cache\` and \`cache-to\` otherwise. buildah said: ${oneLine(words).slice(0, 500)}`
  return { level: 'warning', location: undefined, message }
}

function withNotice(build: LocalBuild, notice: Notice): LocalBuild {
  if (build.kind === 'failed') return build
  return { ...build, image: { ...build.image, notices: [...build.image.notices, notice] } }
}

async function makeList(
  session: BuildahSession,
  images: readonly [LocalImage, ...LocalImage[]],
  options: LocalBuildOptions & { readonly names: readonly string[] }
): Promise<LocalBuild> {
  const { request, names } = options
  const list = `localhost/newtag:${session.mark}`
  const ids = images.map(({ source }) => source.name)
  const output = await session.run(['manifest', 'create', list, ...ids])
  if (output.exitCode !== 0) {
    return { kind: 'failed', failure: failureOf(output, request, options), names }
  }
  const sum = (field: keyof StepCount) => images.reduce((total, { steps }) => total + steps[field], 0)
  // Each platform reports the same.
  const notices = new Map(images.flatMap(image => image.notices).map(notice => [notice.message, notice]))
  return {
    kind: 'made',
    image: {
      source: { kind: 'list', name: list },
      names,
      steps: { total: sum('total'), cached: sum('cached') },
      notices: [...notices.values()]
    }
  }
}

/** buildah splits the option at commas, with no way to quote them: such a file is reached by another name. */
async function readableSecrets(
  secrets: readonly SecretSource[],
  directory: string
): Promise<readonly SecretSource[]> {
  const folder = path.join(directory, 'links')
  return await Promise.all(
    secrets.map(async (secret, index): Promise<SecretSource> => {
      if (secret.kind !== 'file' || !secret.path.includes(',')) return secret
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const link = path.join(folder, String(index))
      await symlink(secret.path, link)
      return { ...secret, path: link }
    })
  )
}
