import { formatReference } from '../../registry/index.ts'
import type { CachePlan } from './cache.ts'
import { secretFields, type SecretSource } from '../secrets.ts'
import { type BuildRequest } from '../builder.ts'
import { csvLine } from '../../text/csv.ts'
import { isEnabled, option, options, pairs } from '../arguments.ts'

export interface BuildxPlan {
  /** The builder's name; undefined leaves the choice to buildx. */
  readonly builder: string | undefined
  readonly secrets: readonly SecretSource[]
  readonly cache: Pick<CachePlan, 'from' | 'to'>
  readonly metadataFile: string
}

/**
 * The arguments of `docker` for one build. Names and values are one argument, so that no value is taken for an
 * option; the context comes last, as an absolute path it never is one.
 */
export function buildxArgs(request: BuildRequest, plan: BuildxPlan): readonly string[] {
  return [
    'buildx',
    'build',
    '--progress=plain',
    ...option('builder', plan.builder),
    `--file=${request.file}`,
    ...option('tag', formatReference({ name: request.repository.name, tag: request.tag })),
    ...pairs('label', request.labels),
    ...options('annotation', request.annotations),
    ...options('build-arg', request.buildArgs),
    ...options('build-context', request.buildContexts),
    ...options(
      'secret',
      plan.secrets.map(secret => csvLine(secretFields(secret)))
    ),
    ...options('ssh', request.ssh),
    ...option('target', request.target),
    ...option('platform', request.platforms.length === 0 ? undefined : request.platforms.join(',')),
    ...option('network', request.network),
    ...(request.pull ? ['--pull'] : []),
    ...(request.noCache ? ['--no-cache'] : []),
    ...option('provenance', isEnabled(request.provenance) ? request.provenance : undefined),
    ...option('sbom', isEnabled(request.sbom) ? request.sbom : undefined),
    ...options('cache-from', plan.cache.from),
    ...options('cache-to', plan.cache.to),
    `--metadata-file=${plan.metadataFile}`,
    '--push',
    request.context
  ]
}
