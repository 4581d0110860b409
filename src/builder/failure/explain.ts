import path from 'node:path'

import { dockerHubHosts, formatReference } from '../../registry/index.ts'
import { ActionError, type Location } from '../../errors/errors.ts'
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

/**
 * Explains a failed build from what its builder said. Only the builder's own last error is read for the cause: what a
 * RUN step printed is in the output too, and the Dockerfile's lines are quoted.
 * @param output of buildx all of standard error, where its progress is; of buildah standard output and then standard
 *   error, of its last command
 */
export function explainFailure(
  output: { readonly exitCode: number; readonly stderr: string },
  context: FailureContext
): BuildFailure {
  const { explanation, location } =
    context.engine === 'buildx' ? ofBuildx(output, context) : ofBuildah(output, context)
  const { code, kind, message, words } = explanation
  const { secrets } = context
  const quoted = foreign(words, secrets)
  const builder = context.engine === 'buildx' ? 'Docker' : 'Buildah'
  const full = quoted === '' ? message : `${message} ${builder} said: ${quoted}`
  const error = new ActionError(code, secrets.hide(oneLine(full)), { location })
  return { error, kind }
}

interface Explained {
  readonly explanation: Explanation
  readonly location: Location | undefined
}

function ofBuildx(
  { exitCode, stderr }: { readonly exitCode: number; readonly stderr: string },
  context: FailureContext
): Explained {
  const { request, workspace } = context
  const output = readBuildxOutput(stderr)
  const { place } = output
  const explanation = explainBuildx(output, describe(context), exitCode)
  // Its folder is what is sent to the builder, so the name is all that is printed.
  const isOurs = place?.file === path.basename(request.file)
  const parsed =
    place === undefined ? /dockerfile parse error on line (\d+)/.exec(output.error)?.[1] : undefined
  const line = isOurs ? place.line : parsed === undefined ? undefined : Number(parsed)
  const location = line === undefined ? undefined : placeInDockerfile(request.file, workspace, line)
  return { explanation, location }
}

function ofBuildah(
  { exitCode, stderr }: { readonly exitCode: number; readonly stderr: string },
  context: FailureContext
): Explained {
  const { request, workspace } = context
  const explanation = explainBuildah(stderr, describe(context), exitCode)
  const { instruction } = explanation
  const line = instruction === undefined ? undefined : findInstruction(request.file, instruction)
  const location = line === undefined ? undefined : placeInDockerfile(request.file, workspace, line)
  return { explanation, location }
}

function describe({ request, workspace, secrets }: FailureContext): Subject {
  const { repository, tag } = request
  const { name, registry } = repository
  const image = formatReference({ name, tag })
  const isHub = repository.configKey === 'https://index.docker.io/v1/'
  return {
    image,
    host: isHub ? 'Docker Hub' : registry,
    path: repository.path,
    names: [
      image,
      name,
      `${isHub ? dockerHubHosts[0] : registry}/${repository.path}`,
      repository.path
    ].filter(text => text.includes('/')),
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
