import { constants } from 'node:fs'
import { access, mkdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { ActionError } from '../errors/errors.ts'
import { oneLine } from '../log/log.ts'
import type { Secrets } from '../system/secrets.ts'
import type { BuildSecret } from './builder.ts'

/** Where a builder finds a secret: never its value, so that it may stand in an argument. */
export type SecretSource =
  | { readonly kind: 'file'; readonly id: string; /** Absolute. */ readonly path: string }
  | { readonly kind: 'variable'; readonly id: string; readonly variable: string }

/** A secret as the option `--secret` names it: `id=…`, and `src=…` or `env=…`. */
export function secretFields(secret: SecretSource): readonly [id: string, source: string] {
  return [`id=${secret.id}`, secret.kind === 'file' ? `src=${secret.path}` : `env=${secret.variable}`]
}

export interface SecretPlaces {
  /** Files of the user are relative to it. */
  readonly workspace: string
  /** The whole environment of the builder. */
  readonly environment: Readonly<Record<string, string>>
}

/**
 * Has the secrets of a build hidden: as they are and as BuildKit quotes them, and the lines of those that have several.
 * A short line, such as a brace, is no secret.
 */
export function addSecrets(buildSecrets: readonly BuildSecret[], secrets: Secrets): void {
  for (const secret of buildSecrets) {
    if (secret.kind !== 'value') continue
    const { value } = secret
    const lines = value.split(/\r?\n/).map(line => line.trim())
    const long = lines.length > 1 ? lines.filter(line => line.length >= shortestLine) : []
    const forms = [value, value.trim(), JSON.stringify(value).slice(1, -1), oneLine(value), ...long]
    for (const form of forms) secrets.add(form)
  }
}

/** In characters. */
const shortestLine = 8

/**
 * Looks whether each secret is there, before anything is built: buildx would say so only after the build has begun,
 * and a Dockerfile whose mount is not `required` would go on without.
 * @throws {ActionError} BUILD_SECRET_MISSING, naming all that are missing
 */
export async function checkSecrets(secrets: readonly BuildSecret[], places: SecretPlaces): Promise<void> {
  const problems = (await Promise.all(secrets.map(secret => secretProblem(secret, places)))).filter(
    problem => problem !== undefined
  )
  if (problems.length === 0) return
  throw new ActionError(
    'BUILD_SECRET_MISSING',
    `The build cannot have its secrets: ${problems.join('; ')}. Set what is missing, or remove it from the inputs.`
  )
}

async function secretProblem(secret: BuildSecret, places: SecretPlaces): Promise<string | undefined> {
  const id = JSON.stringify(secret.id)
  switch (secret.kind) {
    case 'value':
      return undefined
    case 'variable':
      return Object.hasOwn(places.environment, secret.variable)
        ? undefined
        : `the environment variable ${secret.variable} of the secret ${id} is not set (\`secret-envs\`)`
    case 'file': {
      const problem = await fileProblem(path.resolve(places.workspace, secret.path))
      return problem && `the file ${secret.path} of the secret ${id} ${problem} (\`secret-files\`)`
    }
  }
}

async function fileProblem(file: string): Promise<string | undefined> {
  try {
    if (!(await stat(file)).isFile()) return 'is not a regular file'
  } catch {
    return 'does not exist'
  }
  try {
    await access(file, constants.R_OK)
    return undefined
  } catch {
    return 'cannot be read'
  }
}

/**
 * Writes the secrets that came as values into files that only this user can read (0600 in a 0700 folder). Whoever
 * calls this removes `directory`.
 * @param directory a folder of this build alone
 */
export async function placeSecrets(
  secrets: readonly BuildSecret[],
  { workspace, directory }: { readonly workspace: string; readonly directory: string }
): Promise<readonly SecretSource[]> {
  const folder = path.join(directory, 'secrets')
  await mkdir(folder, { mode: 0o700 })
  return await Promise.all(
    secrets.map(async (secret, index): Promise<SecretSource> => {
      const { id } = secret
      if (secret.kind === 'variable') return { kind: 'variable', id, variable: secret.variable }
      if (secret.kind === 'file') return { kind: 'file', id, path: path.resolve(workspace, secret.path) }
      // The id may be anything; the name of the file must not.
      const file = path.join(folder, String(index))
      await writeFile(file, secret.value, { mode: 0o600, flag: 'wx' })
      return { kind: 'file', id, path: file }
    })
  )
}
