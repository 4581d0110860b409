import { mkdtemp, readFile } from 'node:fs/promises'
import path from 'node:path'

import { ActionError } from '../errors.ts'
import type { Logger } from '../log.ts'
import { type Processes, ProgramNotFound } from '../process.ts'
import { buildFailure } from './build-failure.ts'
import type { Builder } from './builder.ts'
import { buildxArgs } from './buildx-args.ts'
import { digestProblem } from './reference.ts'

export interface BuildxOptions {
  readonly processes: Processes
  readonly env: Readonly<Record<string, string>>
  /** Where commands run: the workspace. */
  readonly workspace: string
  /** A folder of our own for the metadata. */
  readonly directory: string
  readonly log: Logger
}

/** The builder over `docker buildx`, with whatever driver is current. */
export function createBuildx(options: BuildxOptions): Builder {
  return {
    build: async request => {
      // The folder must be there first: buildx pushes, and only then fails to write the file.
      const metadataFile = path.join(await mkdtemp(path.join(options.directory, 'build-')), 'metadata.json')
      const result = await docker(options, buildxArgs(request, metadataFile))
      if (result.exitCode !== 0) throw buildFailure(result.exitCode, result.stderr)
      return await readDigest(metadataFile, request.reference)
    }
  }
}

async function docker(options: BuildxOptions, args: readonly string[]) {
  const env = {
    ...options.env,
    // One manifest on every driver: a provenance attestation would turn it into an index on some.
    BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
    BUILDX_METADATA_PROVENANCE: 'disabled'
  }
  try {
    return await options.processes.run('docker', args, {
      cwd: options.workspace,
      env,
      onLine: line => {
        options.log.foreign(line)
      }
    })
  } catch (error) {
    if (!(error instanceof ProgramNotFound)) throw error
    throw new ActionError(
      'DOCKER_MISSING',
      'The image has to be built, and docker was not found on PATH. Use a runner with Docker, or build the image ' +
        'elsewhere and set `build: never`.',
      { cause: error }
    )
  }
}

/**
 * Reads the digest that was pushed. Only `containerimage.digest` is the registry's digest with every driver; what
 * `--iidfile` gives is the digest of the configuration on the classic image store.
 */
async function readDigest(metadataFile: string, reference: string): Promise<string> {
  let digest: unknown
  try {
    const metadata: unknown = JSON.parse(await readFile(metadataFile, 'utf8'))
    if (typeof metadata === 'object' && metadata !== null)
      digest = Reflect.get(metadata, 'containerimage.digest')
  } catch {
    digest = undefined
  }
  if (typeof digest === 'string' && digestProblem(digest) === undefined) return digest
  throw new ActionError(
    'DIGEST_UNKNOWN',
    `${reference} was pushed, but buildx did not say with which digest. Update buildx to 0.10 or newer and run the job again.`
  )
}
