import { createHash } from 'node:crypto'

import type { Notice } from '../../errors/notice.ts'
import type { BuildRequest, CacheRequest } from '../builder.ts'
import { csvAttributes, csvFields, csvLine } from '../../text/csv.ts'
import { parseObject } from '../../text/json.ts'

/** The parts of a build request that decide about its caches. */
export type CachedBuild = Pick<BuildRequest, 'repository' | 'target' | 'platforms' | 'cache'>

export interface CacheAbilities {
  /** Whether a cache can be exported in another way than inside the image: not with the classic image store. */
  readonly export: boolean
  /** Whether the runner gave this job its cache service. Without it, buildx skips `type=gha` and says nothing. */
  readonly gha: boolean
}

/** The values of `--cache-from` and `--cache-to`, ours first. */
export interface CachePlan {
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** What is done differently from what was asked for, or from what one may expect. */
  readonly notices: readonly Notice[]
  /** What was asked for and the builder cannot do, in words that follow "it cannot". */
  readonly problems: readonly string[]
}

/** A tag of the image's own repository that holds the cache of `cache: registry`. */
const cacheTag = 'buildcache'

/**
 * Decides what a build imports and exports. `mode=max` keeps the steps of every stage; without `ignore-error=true` a
 * cache that cannot be written fails a build whose image is pushed already.
 *
 * `auto` uses the cache service of GitHub Actions where it can, else the cache inside the image: it never writes a tag
 * that nobody asked for into a registry. Where the user wrote `cache-from` or `cache-to`, `auto` adds nothing.
 */
export function planCache(build: CachedBuild, abilities: CacheAbilities): CachePlan {
  const { cache } = build
  const wantsOwn = cache.from.length > 0 || cache.to.length > 0
  const ours = cache.mode === 'auto' && wantsOwn ? nothing : ownPlan(build, abilities)
  const theirs = usersPlan(cache, abilities)
  return {
    from: [...ours.from, ...theirs.from],
    to: [...(cache.importOnly ? [] : ours.to), ...theirs.to],
    notices: [...ours.notices, ...theirs.notices],
    problems: [...ours.problems, ...theirs.problems]
  }
}

const nothing: CachePlan = { from: [], to: [], notices: [], problems: [] }

/**
 * The user's own exports are made on pull requests too: whoever writes them decides with an expression. Entries that
 * need a service which is not there are left out: buildx may skip them in silence, or fail the build (hasGhaCache).
 */
function usersPlan({ from, to }: CacheRequest, abilities: CacheAbilities): CachePlan {
  const isUsable = (entry: string) => abilities.gha || !needsService(entry)
  const usable = to.filter(isUsable)
  const dropped = [
    ...(from.every(isUsable) ? [] : ['`cache-from`']),
    ...(to.every(isUsable) ? [] : ['`cache-to`'])
  ]
  const refused = abilities.export ? [] : usable.map(typeOf).filter(type => type !== 'inline')
  return {
    from: from.filter(isUsable),
    to: usable.flatMap(ignoringErrors),
    notices: dropped.length === 0 ? [] : [withoutEntries(dropped.join(' and '))],
    problems: refused.map(
      type => `export a cache of type ${type} (\`cache-to\`: remove the entry, or let it be \`type=inline\`)`
    )
  }
}

function ownPlan(build: CachedBuild, abilities: CacheAbilities): CachePlan {
  const { cache } = build
  switch (cache.mode) {
    case 'none':
      return nothing
    case 'inline':
      return inlinePlan(cache)
    case 'registry': {
      const refused = abilities.export || cache.importOnly ? [] : [cannotExport('registry')]
      return { ...registryPlan(build), problems: refused }
    }
    case 'gha':
      if (!abilities.export) return { ...nothing, problems: [cannotExport('gha')] }
      return abilities.gha ? ghaPlan(build) : { ...nothing, notices: [withoutService] }
    case 'auto':
      if (!abilities.gha) return inlinePlan(cache)
      return abilities.export ? ghaPlan(build) : { ...inlinePlan(cache), notices: [withoutExport] }
  }
}

function cannotExport(mode: string): string {
  return `export a cache of type ${mode} (\`cache: ${mode}\`; \`cache: inline\` works here)`
}

const withoutService: Notice = {
  level: 'warning',
  location: undefined,
  message:
    'The build has no cache: `cache: gha` needs the cache service of GitHub Actions, and this runner did not give it ' +
    'to the job (ACTIONS_RUNTIME_TOKEN, ACTIONS_RESULTS_URL). Set `cache: registry` or `cache: inline`.'
}

function withoutEntries(inputs: string): Notice {
  const message =
    `Entries of type gha in ${inputs} were left out: they need the cache service of GitHub Actions, and this runner did ` +
    'not give it to the job, or not with a token that BuildKit can read (ACTIONS_RUNTIME_TOKEN, ACTIONS_RESULTS_URL). ' +
    'Write entries of another type, as `type=registry`, for runners without it.'
  return { level: 'warning', location: undefined, message }
}

const withoutExport: Notice = {
  level: 'notice',
  location: undefined,
  message:
    'The docker driver with the classic image store cannot use the cache of GitHub Actions, so the build caches ' +
    'inside the image, which holds the steps of its last stage only. Add docker/setup-buildx-action before this step ' +
    'to cache all stages, or set `cache: inline` to go on like this.'
}

function inlinePlan({ previous }: CacheRequest): CachePlan {
  const from = previous === undefined ? [] : [csvLine(['type=registry', `ref=${previous}`])]
  return { ...nothing, from, to: ['type=inline'] }
}

function registryPlan({ repository, target, platforms }: CachedBuild): CachePlan {
  const location = ['type=registry', `ref=${repository.name}:${partName([cacheTag], target, platforms)}`]
  // As a manifest and not as an index of layers: several registries refuse the latter.
  return exported(location, 'image-manifest=true')
}

function ghaPlan({ cache, target, platforms }: CachedBuild): CachePlan {
  // Without a scope of its own, each image would replace what the others have exported.
  return exported(['type=gha', `scope=${partName([cache.scope], target, platforms)}`])
}

function exported(location: readonly string[], ...more: readonly string[]): CachePlan {
  const to = csvLine([...location, 'mode=max', ...more, 'ignore-error=true'])
  return { ...nothing, from: [csvLine(location)], to: [to] }
}

/** Both a tag and a key of the cache service: 128 characters at most, and no other characters than these. */
function partName(base: readonly string[], target: string | undefined, platforms: readonly string[]): string {
  // Jobs of a matrix build one platform each; one would replace the cache of the other.
  const parts = [...base, ...(target === undefined ? [] : [target]), ...platforms.toSorted()]
  const name = parts.join('-').replace(/[^A-Za-z0-9_.-]+/g, '-')
  if (name.length <= 100) return name
  const hash = createHash('sha256').update(parts.join('\n')).digest('hex')
  return `${name.slice(0, 87)}-${hash.slice(0, 12)}`
}

/** The type of an entry of `cache-from` or `cache-to`; names of images alone are short for `type=registry`. */
function typeOf(entry: string): string {
  return csvAttributes(entry).get('type') ?? 'registry'
}

/** What BuildKit can export to and has `ignore-error` for; an inline cache is part of the image. */
const exporters: ReadonlySet<string> = new Set(['gha', 'registry', 'local', 's3', 'azblob'])

/**
 * Lets the build go on when an export of the user fails, where the entry does not say itself what then becomes of it.
 * @returns entries, as several names of images may be in one
 */
function ignoringErrors(entry: string): readonly string[] {
  const fields = csvFields(entry)
  if (fields.every(field => !field.includes('=')))
    return fields.map(image => csvLine(['type=registry', `ref=${image}`, 'ignore-error=true']))
  const attributes = csvAttributes(entry)
  const isSilent = !attributes.has('ignore-error') && exporters.has(attributes.get('type') ?? '')
  return [isSilent ? csvLine([...fields, 'ignore-error=true']) : entry]
}

/** Whether an entry needs what the runner gives for its cache service; another one names a token of its own. */
function needsService(entry: string): boolean {
  const attributes = csvAttributes(entry)
  return attributes.get('type') === 'gha' && (attributes.get('token') ?? '') === ''
}

/**
 * Whether the runner gave this job a cache service that BuildKit can use. The token is looked at as BuildKit does
 * (tonistiigi/go-actions-cache, New): one that it cannot read fails the whole build, `ignore-error` or not, and
 * runners other than GitHub's give such tokens (nektos/act: `token`).
 */
export function hasGhaCache(environment: Readonly<Record<string, string | undefined>>): boolean {
  const services = [environment['ACTIONS_RESULTS_URL'], environment['ACTIONS_CACHE_URL']]
  return services.some(Boolean) && isCacheToken(environment['ACTIONS_RUNTIME_TOKEN'] ?? '')
}

/** A JSON Web Token that says what may be read and written, from when, and until when. */
function isCacheToken(token: string): boolean {
  const [, payload = '', signature, ...rest] = token.split('.')
  if (signature === undefined || rest.length > 0) return false
  const { ac, exp, nbf } = parseObject(Buffer.from(payload, 'base64url').toString('utf8')) ?? {}
  return typeof ac === 'string' && typeof exp === 'number' && typeof nbf === 'number'
}
