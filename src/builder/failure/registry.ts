import type { ErrorCode } from '../../errors/errors.ts'
import type { BuildFailure } from '../builder.ts'
import { parseReference } from '../../registry/index.ts'
import { type Explanation, shorten, type Subject } from './explanation.ts'
import { adviseLogin } from './push-refusal.ts'
import { type RegistryAnswer, readRegistryWords } from './registry-words.ts'

const later = 'Run the job again; if it persists, look at the state of the registry.'

/** What a failed push of a reference means. */
export function explainPush(subject: Subject, reference: string, words: string): Explanation {
  const { answer, status } = readRegistryWords(words, subject.names)
  const [code, reason] = pushReasons[answer](subject)
  const kind = pushKind(answer, status)
  return {
    code,
    kind,
    message: `${reference} was built, but not pushed: ${reason}`,
    words
  }
}

function pushKind(answer: RegistryAnswer, status: number | undefined): BuildFailure['kind'] {
  if (answer === 'busy' || answer === 'unreachable') return 'transient'
  // BuildKit before 2026 drops the words: by these statuses registries refuse to move a tag, among other things.
  const mayBeImmutable = answer === 'refused' && [400, 409, 412].includes(status ?? 0)
  if (answer === 'immutable' || mayBeImmutable) return 'tag-exists'
  const isRefusal = refusals.has(answer) || (status !== undefined && status >= 400 && status < 500)
  return isRefusal ? 'refused' : 'other'
}

const refusals: ReadonlySet<RegistryAnswer> = new Set([
  'no-login',
  'wrong-login',
  'login',
  'denied',
  'no-repository',
  'too-large',
  'refused'
])

type Reason = (subject: Subject) => readonly [ErrorCode, string]

const failed =
  (tell: (subject: Subject) => string): Reason =>
  subject => ['IMAGE_PUSH_FAILED', tell(subject)]

const pushReasons: Readonly<Record<RegistryAnswer, Reason>> = {
  helper: helperReason,
  busy: failed(({ host }) => `${host} is rate-limiting or overloaded. ${later}`),
  'rate-limit': failed(({ host }) => `${host} limits how often it may be asked. Run the job again later.`),
  unreachable: failed(({ host }) => `could not connect to ${host}, or the connection was lost. ${later}`),
  'no-host': failed(
    ({ host }) =>
      `the host ${host} has no address. Check the host in \`image\`, and the name server of the runner.`
  ),
  'not-https': failed(
    ({ host }) =>
      `${host} speaks http, not https. Give it a certificate, or make the builder take it for insecure ` +
      '(`insecure-registries` of the Docker daemon, `[registry]` in buildkitd.toml).'
  ),
  certificate: failed(
    ({ host }) =>
      `no trusted TLS connection to ${host} can be made. Install the certificate of its authority for the builder.`
  ),
  'no-repository': ({ host, path }) => [
    'IMAGE_REPOSITORY_MISSING',
    `${host} has no repository ${path}, or does not show it to this login. Create it first (Amazon ECR does not create ` +
      'one by itself), or correct `image`.'
  ],
  'no-manifest': failed(({ host }) => `${host} does not know what was just sent to it. ${later}`),
  immutable: () => [
    'IMAGE_TAG_IMMUTABLE',
    'the tag exists in the registry and cannot be moved. Make `tag` and `extra-tags` unique to the commit, or allow ' +
      'tags of this repository to be overwritten.'
  ],
  full: ({ host }) => [
    'STORAGE_FULL',
    `${host} has no room for it, or a quota is used up. Delete old images there or raise the quota, then run the job again.`
  ],
  'no-login': subject => denied(`no login for ${subject.host} was found.`, subject),
  'wrong-login': subject =>
    denied(
      `${subject.host} did not accept the user name or the password; a secret may be empty, wrong or expired.`,
      subject
    ),
  login: subject =>
    denied(`${subject.host} asks for a login, and none was sent or it was not accepted.`, subject),
  denied: subject =>
    denied(
      `the login is not allowed to write ${subject.path} on ${subject.host}, or there is no login.`,
      subject
    ),
  'too-large': ({ host }) => [
    'IMAGE_TOO_LARGE',
    `a layer is larger than ${host}, or a proxy in front of it, takes. Make the layers smaller, or raise the limit ` +
      '(`client_max_body_size` of nginx).'
  ],
  refused: failed(
    ({ host }) =>
      `${host} refused it. Frequent reasons: the tag exists and is immutable, the registry is read-only, or it does not take this type of manifest.`
  ),
  unknown: failed(() => later)
}

function helperReason(): readonly [ErrorCode, string] {
  return [
    'CREDENTIAL_HELPER_FAILED',
    "the credential helper named in Docker's config.json (`credsStore`, `credHelpers`) could not be run. Install it on " +
      'the runner, or take its entry out.'
  ]
}

function denied(what: string, subject: Subject): readonly [ErrorCode, string] {
  return ['IMAGE_PUSH_DENIED', `${what} ${adviseLogin(subject.image)}`]
}

const baseReasons: Partial<Readonly<Record<RegistryAnswer, string>>> = {
  busy: `its registry is rate-limiting or overloaded. ${later}`,
  'rate-limit':
    'its registry limits how often an address or account may pull. Log in with docker/login-action before newtag, pull ' +
    'through a mirror, or run the job again later.',
  unreachable: `could not connect to its registry, or the connection was lost. ${later}`,
  'no-host':
    'the host of its registry has no address. Correct its name in the Dockerfile, or the name server of the builder.',
  'no-manifest': 'its registry does not have it. Correct the name or the tag in the Dockerfile.',
  'not-https':
    'its registry speaks http, not https. Make the builder take it for insecure, or correct its name.',
  certificate:
    'no trusted TLS connection to its registry can be made. Install the certificate of its authority for the builder.'
}

/** What it means that an image named in the Dockerfile cannot be had. Nothing was pushed. */
export function explainBase(subject: Subject, image: string | undefined, words: string): Explanation {
  const names = image === undefined ? [] : [image]
  const { answer } = readRegistryWords(words, [...names, ...names.map(name => parseReference(name).name)])
  const base = `${image === undefined ? 'An image' : `The image ${shorten(subject.hide(image))}`} that ${subject.file} names`
  const kind = answer === 'busy' || answer === 'unreachable' ? 'transient' : 'other'
  if (answer === 'helper') {
    const [code, reason] = helperReason()
    return { code, kind, message: `${base} cannot be pulled: ${reason}`, words }
  }
  const reason =
    baseReasons[answer] ??
    'it does not exist, or its registry asks for a login that may read it. Correct FROM (or `COPY --from`) in the ' +
      'Dockerfile, or run docker/login-action for that registry before newtag.'
  return {
    code: 'BASE_IMAGE_UNAVAILABLE',
    kind,
    message: `${base} cannot be pulled: ${reason}`,
    words
  }
}

/** What it means that the cache was not exported: the image may have been pushed before that. */
export function explainCache(subject: Subject, words: string): Explanation {
  return {
    code: 'CACHE_EXPORT_FAILED',
    kind: 'other',
    message:
      `The build cache could not be exported; ${subject.image} itself may have been pushed. ` +
      (subject.exportsOwn
        ? 'Take `ignore-error=false` out of the entry of `cache-to`, correct where it is written, or remove the entry.'
        : 'Set `cache: none` or another mode of `cache`.'),
    words
  }
}
