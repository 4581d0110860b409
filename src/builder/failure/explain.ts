import path from 'node:path'

import { dockerHubHosts, dockerHubKey, formatReference } from '../../registry/index.ts'
import { ActionError } from '../../errors/errors.ts'
import { oneLine } from '../../log/log.ts'
import type { Secrets } from '../../system/secrets.ts'
import { readBuildxOutput } from './buildx-output.ts'
import type { Explanation, Subject } from './explanation.ts'
import { type BuildFailure, type BuildRequest } from '../builder.ts'
import { findInstruction, placeInDockerfile } from './dockerfile.ts'
import { explainBuildah } from './buildah.ts'
import { explainBuildx } from './buildx.ts'
import { workspacePath } from '../context.ts'

export interface FailureContext {
  readonly engine: 'buildx' | 'buildah'
  readonly request: BuildRequest
  /** Absolute path. */
  readonly workspace: string
  /** Knows the secrets of the build. */
  readonly secrets: Secrets
}

interface Output {
  readonly exitCode: number
  /** Of buildx standard error, where its progress is; of buildah the standard output and then the standard error. */
  readonly stderr: string
  /** As ProcessResult has it. */
  readonly ending?: string
}

/**
 * Explains a failed build from what its builder printed. Only the builder's own last error is read for the cause: the
 * output also has what RUN steps printed, and lines of the Dockerfile.
 */
export function explainFailure(output: Output, context: FailureContext): BuildFailure {
  const { engine, request, workspace, secrets } = context
  const explain = engine === 'buildx' ? ofBuildx : ofBuildah
  const subject = describe(context)
  const { line, code, kind, message, words } =
    ofEnding(output, subject, engine) ?? explain(output, subject, request)
  const location = line === undefined ? undefined : placeInDockerfile(request.file, workspace, line)
  const quoted = foreign(words, secrets)
  const builder = engine === 'buildx' ? 'Docker' : 'Buildah'
  const full = quoted === '' ? message : `${message} ${builder} said: ${quoted}`
  return { error: new ActionError(code, secrets.hide(oneLine(full)), { location }), kind }
}

/** With the line of the Dockerfile that it is about. */
type Explained = Explanation & { readonly line: number | undefined }

/** A builder that did not come to its end has no last word, and what stands last is not the cause. */
function ofEnding(
  { ending }: Output,
  { image }: Subject,
  engine: FailureContext['engine']
): Explained | undefined {
  if (ending === undefined) return undefined
  const program = engine === 'buildx' ? 'docker' : 'buildah'
  const memory = ending.includes('SIGKILL')
    ? ' Use a runner with more memory, build less at once (`max-parallel`), or on a remote builder.'
    : ''
  return {
    code: 'BUILD_FAILED',
    kind: 'other',
    message:
      `${image} was not built and pushed: ${program} ${ending}. The log of the build above shows how far it came.` +
      memory,
    words: '',
    line: undefined
  }
}

function ofBuildx({ exitCode, stderr }: Output, subject: Subject, request: BuildRequest): Explained {
  const output = readBuildxOutput(stderr)
  const { place } = output
  const parsed =
    place === undefined ? /dockerfile parse error on line (\d+)/.exec(output.error)?.[1] : undefined
  // BuildKit gets the folder of the Dockerfile, so it knows nothing but the name.
  const isOurs = place?.file === path.basename(request.file)
  const line = isOurs ? place.line : parsed === undefined ? undefined : Number(parsed)
  return { ...explainBuildx(output, subject, exitCode), line }
}

function ofBuildah({ exitCode, stderr }: Output, subject: Subject, request: BuildRequest): Explained {
  const explanation = explainBuildah(stderr, subject, exitCode)
  const { instruction } = explanation
  const line = instruction === undefined ? undefined : findInstruction(request.file, instruction)
  return { ...explanation, line }
}

function describe({ request, workspace, secrets }: FailureContext): Subject {
  const { repository, tag } = request
  const { name, registry, path: inner } = repository
  const image = formatReference({ name, tag })
  const isHub = repository.configKey === dockerHubKey
  const names = [image, name, `${isHub ? dockerHubHosts[0] : registry}/${inner}`, inner]
  return {
    image,
    host: isHub ? 'Docker Hub' : registry,
    path: inner,
    names: names.filter(text => text.includes('/')),
    file: shown(request.file, workspace),
    context: shown(request.context, workspace),
    exportsOwn: request.cache.to.length > 0,
    hide: secrets.hide
  }
}

/** As the author of the workflow knows it. */
function shown(absolute: string, workspace: string): string {
  const name = workspacePath(absolute, workspace)
  return name === '' ? '.' : (name ?? absolute)
}

/** How much of foreign words is repeated, in characters. */
const wordsLimit = 500

/**
 * The builder's words for an error message: one line without control characters. The query of a URL is left out,
 * because a registry may have signed it, and so is a login in a URL.
 */
function foreign(words: string, secrets: Secrets): string {
  const text = oneLine(secrets.hide(words))
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"']*@/gi, '$1***@')
    .replace(/(\bhttps?:\/\/[^\s"'?]+)\?[^\s"']*[^\s"':]/g, '$1?…')
    .replace(/ {2,}/g, ' ')
    .trim()
  return text.length > wordsLimit ? `${text.slice(0, wordsLimit - 1)}…` : text
}
