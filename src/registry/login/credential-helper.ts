import { ActionError } from '../../errors/errors.ts'
import { describeEnd, type ProcessResult } from '../../system/process.ts'
import { isNotStarted } from '../../system/program-errors.ts'
import type { System } from '../../system/system.ts'
import { type Credential, encodeBasic } from './credential.ts'
import { parseObject, textField } from '../../text/json.ts'

export interface Helper {
  /** `ecr-login` for the program `docker-credential-ecr-login`. */
  readonly name: string
  /** The file that names it, for messages. */
  readonly file: string
}

/** The answer of docker/docker-credential-helpers (credentials/error.go) for a registry it does not know. */
const notFound = 'credentials not found in native keychain'
const messageLimit = 300

/** How long a helper may take, in milliseconds; some ask a server. */
const limitMs = 30_000

/**
 * Asks a Docker credential helper for a registry's credential: the key goes in on standard input, JSON comes out.
 * @throws {ActionError} CREDENTIAL_HELPER_FAILED when it is missing, fails, does not end, or answers something else
 */
export async function askHelper(
  system: System,
  { name, file }: Helper,
  key: string
): Promise<Credential | undefined> {
  const { secrets } = system
  // The name becomes part of a program's name: a slash in it would run any file.
  if (!/^[A-Za-z0-9._-]+$/.test(name)) {
    throw failure(`${file} names the credential helper ${JSON.stringify(name)}, which is not a valid name.`)
  }
  const program = `docker-credential-${name}`
  const result = await run(system, program, { key, file })
  const text = result.stdout.toString('utf8').trim()
  if (result.exitCode !== 0) {
    if (text.includes(notFound)) return undefined
    // One that was ended may have begun to answer.
    const said = result.ending === undefined ? text : ''
    throw failure(
      `${program}, which ${file} names for ${key}, ${describeEnd(result)}. Repair it, or log in without it. It said: ` +
        words(secrets.hide(said), secrets.hide(result.stderr))
    )
  }
  const answer = parseObject(text)
  const username = answer === undefined ? undefined : textField(answer, 'Username')
  const secret = answer === undefined ? undefined : textField(answer, 'Secret')
  if (secret !== undefined) secrets.add(secret)
  // What it printed is not shown: it may be the secret in another shape.
  if (username === undefined || secret === undefined || username === '') {
    throw failure(`${program} did not answer with JSON that has a Username and a Secret for ${key}.`)
  }
  if (username === '<token>') return { kind: 'identity-token', token: secret }
  secrets.add(encodeBasic({ username, password: secret }))
  return { kind: 'basic', username, password: secret }
}

async function run(
  { processes, env }: System,
  program: string,
  { key, file }: { readonly key: string; readonly file: string }
): Promise<ProcessResult> {
  try {
    return await processes.run(program, ['get'], { env, input: key, timeoutMs: limitMs })
  } catch (error) {
    if (!isNotStarted(error)) throw error
    throw failure(
      `${file} says that ${program} has the credentials of ${key}, but ${error.message}. ` +
        'Install it, or log in without it.',
      error
    )
  }
}

/** What a failing helper said: by its protocol on standard output, by habit on standard error. */
function words(stdout: string, stderr: string): string {
  // A helper that fails after it printed its answer must not have the answer shown.
  const text = stdout !== '' && !stdout.includes('{') ? stdout : stderr
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line === '' ? 'nothing.' : line.slice(0, messageLimit)
}

function failure(message: string, cause?: unknown): ActionError {
  return new ActionError('CREDENTIAL_HELPER_FAILED', message, cause === undefined ? {} : { cause })
}
