import { ActionError } from '../errors/errors.ts'
import type { Logger } from '../log/log.ts'
import type { BuildSource } from '../builder/index.ts'
import type { TagLookup } from '../registry/index.ts'
import type { BuildMode, SkipExisting } from '../inputs/index.ts'

/** What the choice depends on. */
export interface ImageRequest {
  /** The image that the registry was asked for, for messages: `ghcr.io/acme/shop:1.2.3`. */
  readonly reference: string
  readonly mode: BuildMode
  readonly skipExisting: SkipExisting
  /** A person asked for this very tag: it must exist, because what is checked out need not be what it stands for. */
  readonly redeploy: boolean
  /** The tag has the source commit in it, so that to build it again gives the same. */
  readonly namesCommit: boolean
  /** Other commits have the same tag: that it exists says nothing about this one. */
  readonly moves: boolean
  /** What the tag must be, where the image was built before. */
  readonly digest: string | undefined
  /** The commit of this run. */
  readonly commit: string
  /** The commit that the image there says it was made from, where that was asked for. */
  readonly madeFrom: string | undefined
  readonly source: BuildSource
}

/** Whether the image is there, or has to be built. */
export type ImageChoice =
  { readonly kind: 'use'; readonly digest: string | undefined } | { readonly kind: 'build' }

type Unclear = Exclude<TagLookup, { readonly kind: 'present' | 'absent' }>

/**
 * Chooses by what the registry answered. With `auto` a clear 404 leads to a build. A registry that is down or refuses
 * us says nothing about the tag: to build then could replace what it holds. Only where a tag names the commit, and we
 * may not read but perhaps write (a new package of GHCR), it is built again, with what the registry says before it.
 * @param found undefined when the registry was not asked
 * @throws {ActionError} IMAGE_NOT_FOUND, REGISTRY_DENIED, REGISTRY_UNAVAILABLE, CONTEXT_NOT_FOUND, DOCKERFILE_NOT_FOUND,
 *   DIGEST_MISMATCH, SOURCE_MISMATCH
 */
export function chooseImage(request: ImageRequest, found: TagLookup | undefined, log: Logger): ImageChoice {
  if (request.digest !== undefined) return chooseGiven(request, request.digest, found, log)
  if (request.mode === 'always' || found === undefined) return requireSource(request)
  const mayReplace = request.mode === 'auto' && !request.redeploy && request.source.kind === 'found'
  if (mayReplace && (request.skipExisting === 'false' || request.moves)) return { kind: 'build' }
  switch (found.kind) {
    case 'present':
      refuseForeign(request)
      return { kind: 'use', digest: found.digest }
    case 'absent':
      return chooseAbsent(request)
    case 'denied':
    case 'unavailable':
      return chooseUnclear(request, found, log)
  }
}

/** Neither is an image of another commit deployed as that of this run, nor is it replaced. */
function refuseForeign(request: ImageRequest): void {
  const { madeFrom, commit } = request
  if (madeFrom === undefined || madeFrom === commit || !/^[0-9a-f]{40,64}$/.test(madeFrom)) return
  throw new ActionError(
    'SOURCE_MISMATCH',
    `${request.reference} is already in the registry and was built from ${madeFrom}, but the commit of this run is ` +
      `${commit}. Nothing was built or deployed; make the tag unique to the commit: {sha}.`
  )
}

/** An image whose digest is given was built elsewhere; it is only looked at. */
function chooseGiven(
  request: ImageRequest,
  digest: string,
  found: TagLookup | undefined,
  log: Logger
): ImageChoice {
  const { reference } = request
  if (found?.kind === 'absent') {
    throw new ActionError(
      'IMAGE_NOT_FOUND',
      `${reference} is not in the registry, and with \`digest\` newtag builds nothing. Push it first, or correct \`tag\` and \`digest\`.`
    )
  }
  if (found?.kind === 'present' && found.digest !== digest) {
    throw new ActionError(
      'DIGEST_MISMATCH',
      `${reference} is ${found.digest} in the registry, and \`digest\` is ${digest}. Nothing was deployed; set \`tag\` ` +
        'to the tag that was pushed with this digest, or `pin: digest` to deploy the digest alone.'
    )
  }
  if (found?.kind !== 'present') warnUnchecked(reference, found, log)
  return { kind: 'use', digest }
}

function chooseUnclear(request: ImageRequest, found: Unclear, log: Logger): ImageChoice {
  const { reference } = request
  if (request.mode === 'never') {
    warnUnchecked(reference, found, log)
    return { kind: 'use', digest: undefined }
  }
  const buildsTheSame = request.namesCommit && !request.redeploy && request.source.kind === 'found'
  if (found.kind === 'denied' && request.skipExisting === 'true' && buildsTheSame) {
    log.info(`The registry does not let us see whether ${reference} exists (${said(found)}); it is built.`)
    return { kind: 'build' }
  }
  throw unclearAnswer(found, reference)
}

function warnUnchecked(reference: string, found: Unclear | undefined, log: Logger): void {
  const why = found === undefined ? 'it was not asked' : said(found)
  log.warning(`Could not check whether ${reference} exists (${why}). Deploying it anyway.`)
}

function said(found: Unclear): string {
  return found.kind === 'denied' ? `HTTP ${found.status}: ${found.detail}` : found.detail
}

function unclearAnswer(found: Unclear, reference: string): ActionError {
  return found.kind === 'denied'
    ? new ActionError(
        'REGISTRY_DENIED',
        `The registry did not say whether ${reference} exists (${said(found)}). Set \`registry-username\` and ` +
          '`registry-password`, or log in before this step (docker/login-action), with an account that may read it; if ' +
          'the repository is new and empty, set `build: always` once.'
      )
    : new ActionError(
        'REGISTRY_UNAVAILABLE',
        `The registry did not say whether ${reference} exists (${said(found)}). Run the job again when it answers; ` +
          '`build: always` builds without asking.'
      )
}

function chooseAbsent(request: ImageRequest): ImageChoice {
  const { reference } = request
  if (request.mode === 'never') {
    throw new ActionError(
      'IMAGE_NOT_FOUND',
      `${reference} is not in the registry, and \`build: never\` is set. Push it first, or correct \`tag\`.`
    )
  }
  if (request.redeploy) {
    throw new ActionError(
      'IMAGE_NOT_FOUND',
      `${reference} is not in the registry. A workflow_dispatch run with a fixed \`tag\` deploys an image that exists and ` +
        'builds nothing, because the checkout need not be what the tag stands for. Correct `tag`, or set `build: always`.'
    )
  }
  if (request.source.kind === 'found') return { kind: 'build' }
  throw new ActionError(
    'IMAGE_NOT_FOUND',
    `${reference} is not in the registry, and it cannot be built: ${request.source.problem} ` +
      'Check out the source before this step, or set `context` and `file`.'
  )
}

function requireSource({ source }: ImageRequest): ImageChoice {
  if (source.kind === 'found') return { kind: 'build' }
  throw new ActionError(
    source.missing === 'context' ? 'CONTEXT_NOT_FOUND' : 'DOCKERFILE_NOT_FOUND',
    `The image cannot be built: ${source.problem} Check out the source before this step, or set \`context\` and \`file\`.`
  )
}
