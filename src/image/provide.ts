import { ActionError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Builder, BuildRequest } from './builder.ts'
import type { BuildSource } from './build-source.ts'
import type { Repository } from './reference.ts'
import type { Registry, TagLookup } from './registry.ts'

export type BuildMode = 'auto' | 'always' | 'never'

export interface ImageRequest {
  readonly repository: Repository
  readonly tag: string
  readonly mode: BuildMode
  /** A person asked for this very tag: it must exist, because what is checked out need not be what it stands for. */
  readonly redeploy: boolean
  readonly source: BuildSource
  readonly build: Pick<BuildRequest, 'target' | 'buildArgs' | 'labels'>
}

export interface ProvidedImage {
  /** The digest of the tag in the registry; undefined when the registry did not say and nothing was built. */
  readonly digest: string | undefined
  readonly built: boolean
}

export interface ImagePorts {
  readonly registry: Pick<Registry, 'findTag'>
  readonly builder: Builder
  readonly log: Logger
}

/** Whether the image is there, or has to be built. */
export type ImageDecision =
  { readonly kind: 'use'; readonly digest: string | undefined } | { readonly kind: 'build' }

/**
 * Decides by what the registry answered. With `auto` only a clear 404 leads to a build: a registry that is down or
 * refuses us says nothing about the tag, and building then could replace what it holds.
 * @throws {ActionError} IMAGE_NOT_FOUND, REGISTRY_DENIED, REGISTRY_UNAVAILABLE, CONTEXT_NOT_FOUND, DOCKERFILE_NOT_FOUND
 */
export function decideImage(request: ImageRequest, found: TagLookup | undefined, log: Logger): ImageDecision {
  const reference = referenceOf(request)
  if (request.mode === 'always' || found === undefined) return requireSource(request)
  switch (found.kind) {
    case 'present':
      return { kind: 'use', digest: found.digest }
    case 'absent':
      return decideAbsent(request, reference)
    case 'denied':
    case 'unavailable': {
      const said = found.kind === 'denied' ? `HTTP ${found.status}: ${found.detail}` : found.detail
      if (request.mode === 'never') {
        log.warning(
          `The registry did not say whether ${reference} exists (${said}); it is deployed unchecked.`
        )
        return { kind: 'use', digest: undefined }
      }
      throw unclearAnswer(found.kind, reference, said)
    }
  }
}

function unclearAnswer(kind: 'denied' | 'unavailable', reference: string, said: string): ActionError {
  return kind === 'denied'
    ? new ActionError(
        'REGISTRY_DENIED',
        `The registry did not say whether ${reference} exists (${said}). Log in before this step ` +
          '(docker/login-action) with an account that may read it; if the repository is new and empty, set `build: always` once.'
      )
    : new ActionError(
        'REGISTRY_UNAVAILABLE',
        `The registry did not say whether ${reference} exists (${said}). Run the job again when it answers; ` +
          '`build: always` builds without asking.'
      )
}

function decideAbsent(request: ImageRequest, reference: string): ImageDecision {
  if (request.mode === 'never') {
    throw new ActionError(
      'IMAGE_NOT_FOUND',
      `${reference} is not in the registry, and \`build: never\` is set. Push it first, or correct \`tag\`.`
    )
  }
  if (request.redeploy) {
    throw new ActionError(
      'IMAGE_NOT_FOUND',
      `${reference} is not in the registry. A run by hand with a fixed \`tag\` deploys an image that exists and builds ` +
        'nothing, because the checkout need not be what the tag stands for. Correct `tag`, or set `build: always`.'
    )
  }
  if (request.source.kind === 'found') return { kind: 'build' }
  throw new ActionError(
    'IMAGE_NOT_FOUND',
    `${reference} is not in the registry, and it cannot be built: ${request.source.problem} ` +
      'Check out the source before this step, or set `context` and `file`.'
  )
}

function requireSource({ source }: ImageRequest): ImageDecision {
  if (source.kind === 'found') return { kind: 'build' }
  throw new ActionError(
    source.missing === 'context' ? 'CONTEXT_NOT_FOUND' : 'DOCKERFILE_NOT_FOUND',
    `The image cannot be built: ${source.problem} Check out the source before this step, or set \`context\` and \`file\`.`
  )
}

/**
 * Builds and pushes the image, then asks the registry whether it really holds it.
 * @throws {ActionError} what the builder throws; IMAGE_PUSH_FAILED, DIGEST_MISMATCH
 */
export async function buildImage(request: ImageRequest, ports: ImagePorts): Promise<ProvidedImage> {
  const { source, repository, tag } = request
  if (source.kind !== 'found') throw new Error('a build without a source')
  const reference = referenceOf(request)
  const digest = await ports.builder.build({
    ...request.build,
    reference,
    context: source.context,
    file: source.file
  })
  const held = await ports.registry.findTag(repository, tag)
  if (held.kind === 'present' && held.digest !== digest) {
    throw new ActionError(
      'DIGEST_MISMATCH',
      `${reference} was pushed as ${digest}, but the registry now holds ${held.digest}: somebody else pushed the same ` +
        'tag. Nothing was deployed; make the tag unique to the commit and run the job again.'
    )
  }
  if (held.kind === 'absent') {
    throw new ActionError(
      'IMAGE_PUSH_FAILED',
      `The builder reported that ${reference} was pushed, but the registry does not hold it. Nothing was deployed; ` +
        'check whether the registry keeps its data, then run the job again.'
    )
  }
  if (held.kind !== 'present') {
    ports.log.warning(`The registry could not be asked whether it holds ${reference} (${held.detail}).`)
  }
  return { digest, built: true }
}

export function referenceOf(request: Pick<ImageRequest, 'repository' | 'tag'>): string {
  return `${request.repository.name}:${request.tag}`
}
