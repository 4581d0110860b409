import { ActionError } from '../../errors/errors.ts'
import { isEnabled } from '../arguments.ts'
import type { BuildRequest } from '../builder.ts'
import { csvAttributes } from '../../text/csv.ts'
import { dockerHubKey } from '../../registry/index.ts'

/** How a build uses buildah's caches: its local layers, and repositories of layers. */
export interface BuildahPlan {
  readonly layers: boolean
  readonly cacheFrom: readonly string[]
  readonly cacheTo: readonly string[]
  /** This version has `--retry`. */
  readonly knowsRetry: boolean
}

/** `[1, 28]`; undefined where the text has none: it is taken for a new one. */
export type BuildahVersion = readonly [major: number, minor: number] | undefined

/** Reads what `buildah --version` prints, `buildah version 1.28.2 (image-spec …)`. */
export function parseVersion(text: string): BuildahVersion {
  const [, major, minor] = /\bversion (\d+)\.(\d+)/.exec(text) ?? []
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)]
}

/**
 * Decides what a build does with caches, and refuses what buildah cannot do, all of it in one message.
 * @throws {ActionError} BUILDER_UNSUPPORTED
 */
export function planBuildah(request: BuildRequest, version: BuildahVersion): BuildahPlan {
  // `--retry` came with 1.28 (containers/buildah#4195).
  const plan = { ...planCaches(request), knowsRetry: isAtLeast(version, 28) }
  const problems = [
    ...versionProblems(request, plan, version),
    ...attestationProblems(request),
    ...cacheProblems(request),
    ...request.annotations.flatMap(annotationProblem),
    ...request.buildContexts.flatMap(contextProblem),
    ...request.secrets.flatMap(({ id }) => secretProblem(id))
  ]
  if (problems.length === 0) return plan
  const name = version === undefined ? 'buildah' : `buildah ${version.join('.')}`
  throw new ActionError(
    'BUILDER_UNSUPPORTED',
    `${name} cannot do what is asked: ${problems.join('; ')}. Change these inputs, or set \`engine: buildx\`.`
  )
}

/**
 * `auto` keeps the layers of each step in buildah's own storage, where a runner that lives on finds them again.
 * `registry` also keeps them in a repository: buildah writes one tag a step there, named by a hash, so it is not the
 * repository of the image, where one could be taken for a version. Without layers, each stage is one layer.
 */
function planCaches({ cache, repository }: BuildRequest): Omit<BuildahPlan, 'knowsRetry'> {
  const own = cache.mode === 'registry' ? [cacheRepository(repository)] : []
  const cacheFrom = [...own, ...cache.from.map(repositoryOf)]
  // The user's own exports are made on pull requests too: whoever writes them decides with an expression.
  const cacheTo = [...(cache.importOnly ? [] : own), ...cache.to.map(repositoryOf)]
  return { layers: cache.mode !== 'none' || cacheFrom.length + cacheTo.length > 0, cacheFrom, cacheTo }
}

/** The repository of `cache: registry`. Docker Hub does not allow names of three parts. */
function cacheRepository({ name, configKey }: BuildRequest['repository']): string {
  return configKey === dockerHubKey ? `${name}-cache` : `${name}/cache`
}

/** The repository of an entry as buildx takes it: `type=registry,ref=ghcr.io/acme/cache`, or the name alone. */
function repositoryOf(entry: string): string {
  return entry.includes('=') ? (csvAttributes(entry).get('ref') ?? '') : entry
}

/** Whether the version is 1.`minor` or newer. */
function isAtLeast(version: BuildahVersion, minor: number): boolean {
  const [major, installed] = version ?? [1, minor]
  return major > 1 || (major === 1 && installed >= minor)
}

/** Which version introduced what, from buildah's release notes. */
function versionProblems(
  request: BuildRequest,
  plan: Pick<BuildahPlan, 'cacheFrom' | 'cacheTo'>,
  version: BuildahVersion
): readonly string[] {
  const needs = (minor: number, what: string, isUsed: boolean) =>
    isUsed && !isAtLeast(version, minor) ? [`${what} needs buildah 1.${minor}`] : []
  const caches = Math.max(plan.cacheFrom.length, plan.cacheTo.length)
  return [
    ...needs(24, 'newtag', true),
    ...needs(27, '`build-contexts`', request.buildContexts.length > 0),
    ...needs(27, 'a cache in a registry', caches > 0),
    // Older versions silently use only the last one.
    ...needs(29, 'more than one entry of `cache-from` or `cache-to`', caches > 1)
  ]
}

function attestationProblems(request: BuildRequest): readonly string[] {
  return (['provenance', 'sbom'] as const)
    .filter(name => isEnabled(request[name]))
    .map(name => `it attaches no attestation (\`${name}\`)`)
}

function cacheProblems({ cache }: BuildRequest): readonly string[] {
  const modes = {
    gha: ['it does not know the cache of GitHub Actions (`cache: gha`)'],
    inline: ['it keeps no cache inside an image (`cache: inline`)'],
    ...{ auto: [], registry: [], none: [] }
  }
  const lists = [
    ['cache-from', cache.from],
    ['cache-to', cache.to]
  ] as const
  return [
    ...modes[cache.mode],
    ...lists.flatMap(([input, entries]) => entries.flatMap(entry => entryProblem(input, entry)))
  ]
}

function entryProblem(input: string, entry: string): readonly string[] {
  const type = entry.includes('=') ? (csvAttributes(entry).get('type') ?? '') : 'registry'
  const shown = `${JSON.stringify(entry)} (\`${input}\`)`
  if (type !== 'registry') return [`a cache can only be in a registry, not ${shown}`]
  const repository = repositoryOf(entry)
  if (repository === '') return [`no \`ref\` says where the cache is in ${shown}`]
  return repository.includes('@') || /:[^/]*$/.test(repository)
    ? [`a cache is a repository of its own without a tag or digest, not ${shown}`]
    : []
}

/** `manifest:name=value` is what is meant without a level; the rest is about an index, which buildah does not annotate. */
const level = /^([^=:]*):(?=[^=]*=)/

/** An annotation as buildah takes it, without a level. */
export function manifestAnnotation(annotation: string): string {
  return annotation.replace(level, '')
}

function annotationProblem(annotation: string): readonly string[] {
  const annotated = level.exec(annotation)?.[1] ?? 'manifest'
  return annotated === 'manifest'
    ? []
    : [`it annotates manifests only, not ${JSON.stringify(annotated)} (\`annotations\`)`]
}

/** A folder, or one of the schemes in buildah's pkg/parse (GetAdditionalBuildContext); of others it takes the name for a folder. */
function contextProblem(context: string): readonly string[] {
  const [, scheme] = /^[^=]*=([a-z][a-z0-9+.-]*):/i.exec(context) ?? []
  if (scheme === undefined || /^(?:docker-image|container-image|docker|https?)$/.test(scheme)) return []
  return [`it takes folders, images and http addresses as \`build-contexts\`, not ${JSON.stringify(context)}`]
}

/** buildah splits the option at commas. */
function secretProblem(id: string): readonly string[] {
  return /[,\s]/.test(id)
    ? [`the name of a secret must have no comma and no white space: ${JSON.stringify(id)}`]
    : []
}
