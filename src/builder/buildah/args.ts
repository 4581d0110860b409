import { secretFields, type SecretSource } from '../secrets.ts'
import type { BuildRequest } from '../builder.ts'
import { manifestAnnotation } from './plan.ts'
import { option, options, pairs } from '../arguments.ts'

/** What one call of `buildah build` needs besides the request. */
export interface BuildahCall {
  /** Undefined means that of the machine. */
  readonly platform: string | undefined
  /** Each step becomes a layer, and stays for the next build. */
  readonly layers: boolean
  readonly cacheFrom: readonly string[]
  readonly cacheTo: readonly string[]
  readonly knowsRetry: boolean
  readonly secrets: readonly SecretSource[]
  /** Id of a secret that no Dockerfile mounts. It identifies what an interrupted build has left behind. */
  readonly mark: string
  /** The local name of the image; without one only its ID is known. */
  readonly name: string | undefined
  readonly idFile: string
}

/** The variable of the secret that marks a build; its value is of no interest. */
export const markVariable = 'NEWTAG_BUILD'

/**
 * The arguments of `buildah` for the image of one platform. Names and values are one argument, so that no value is
 * taken for an option; the context comes last, as an absolute path it never is one.
 */
export function buildahArgs(request: BuildRequest, call: BuildahCall): readonly string[] {
  // `default` is Docker's word for what buildah does without the option; to buildah it would be a network of that name.
  const network = request.network === 'default' ? undefined : request.network
  const mark: SecretSource = { kind: 'variable', id: call.mark, variable: markVariable }
  return [
    'build',
    // Overrides buildah's environment variables. In Docker's format, annotations are dropped.
    '--format=oci',
    `--layers=${call.layers}`,
    // Removes the working containers of a step that fails; buildah refuses the option without layers.
    ...(call.layers ? ['--force-rm'] : []),
    `--file=${request.file}`,
    ...option('tag', call.name),
    `--iidfile=${call.idFile}`,
    ...pairs('label', request.labels),
    ...options('annotation', request.annotations.map(manifestAnnotation)),
    ...options('build-arg', request.buildArgs),
    ...options('build-context', request.buildContexts),
    // buildah splits this at commas and knows no quotes; plan.ts refuses what cannot be said.
    ...options(
      'secret',
      [mark, ...call.secrets].map(secret => secretFields(secret).join(','))
    ),
    ...options('ssh', request.ssh),
    ...option('target', request.target),
    ...option('platform', call.platform),
    ...option('network', network),
    // buildah's default asks the registry of each base image for a newer one.
    `--pull=${request.pull}`,
    // Each attempt waits as long as a busy registry says, up to five minutes in all; newtag retries itself.
    ...(call.knowsRetry ? ['--retry=1'] : []),
    ...(request.noCache ? ['--no-cache'] : []),
    ...options('cache-from', call.cacheFrom),
    ...options('cache-to', call.cacheTo),
    request.context
  ]
}

/** What is pushed: an image by its ID, or a list of the images of several platforms by its name. */
export interface PushSource {
  readonly kind: 'image' | 'list'
  readonly name: string
}

/** The arguments of `buildah` that push to one tag. */
export function pushArgs(
  source: PushSource,
  push: { readonly reference: string; readonly digestFile: string; readonly insecure: boolean }
): readonly string[] {
  return [
    ...(source.kind === 'list' ? ['manifest', 'push', '--all', '--format=oci'] : ['push']),
    ...(push.insecure ? ['--tls-verify=false'] : []),
    `--digestfile=${push.digestFile}`,
    source.name,
    `docker://${push.reference}`
  ]
}
