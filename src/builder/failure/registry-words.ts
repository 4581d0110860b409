import { isBusyStatus } from '../../system/busy-status.ts'

/** What a registry, or the way to it, has said of a request. */
export type RegistryAnswer =
  /** Docker could not ask the user's credential helper. */
  | 'helper'
  /** Busy, or broken for now: 408, 425, 429, 5xx. */
  | 'busy'
  /** A limit on pulls that lasts for hours. */
  | 'rate-limit'
  | 'unreachable'
  | 'no-host'
  | 'not-https'
  | 'certificate'
  | 'no-repository'
  | 'no-manifest'
  | 'immutable'
  | 'full'
  /** No login was sent. */
  | 'no-login'
  /** The login is not known, or no longer. */
  | 'wrong-login'
  /** A login is asked for; whether one was sent is not known. */
  | 'login'
  /** The login may not do this; without a login some registries say the same. */
  | 'denied'
  | 'too-large'
  /** It refused in other words. */
  | 'refused'
  | 'unknown'

export interface RegistryWords {
  readonly answer: RegistryAnswer
  /** The HTTP status, where it was told. */
  readonly status: number | undefined
}

/**
 * Reads what a builder passes on of a registry's answer: its words with the classic image store, with buildah and with
 * a BuildKit of 2026, else only the status (moby/buildkit and containerd, remotes/docker). The codes of the words
 * are those of the OCI distribution specification; containerd writes some of them as `unknown`.
 * @param names what the user named, to be left out: a repository may be called `denied`
 */
export function readRegistryWords(words: string, names: readonly string[]): RegistryWords {
  const text = names.reduce(
    (rest, name) => rest.replaceAll(name, 'NAME'),
    words.replace(/https?:\/\/[^\s"]*[^\s":,]/g, 'URL')
  )
  const status = readStatus(text)
  const answer = table.find(([, pattern]) => pattern.test(text))?.[0]
  return { answer: weigh(answer, status), status }
}

function readStatus(text: string): number | undefined {
  const match =
    /unexpected (?:HTTP )?status(?: code)?[^\n]*?: (\d{3})\b/.exec(text) ??
    /(?:error parsing HTTP|StatusCode:|invalid status code from registry|failed with status:) (\d{3})\b/.exec(
      text
    )
  return match === null ? undefined : Number(match[1])
}

/** A status that says to come back later is sure; other words are clearer than any other status. */
function weigh(answer: RegistryAnswer | undefined, status: number | undefined): RegistryAnswer {
  if (answer === 'helper' || answer === 'rate-limit') return answer
  if (status === 507) return 'full'
  if (status !== undefined && isBusyStatus(status)) return 'busy'
  if (answer !== undefined) return answer
  if (status === undefined) return 'unknown'
  return meanings[status] ?? (status >= 400 && status < 500 ? 'refused' : 'unknown')
}

const meanings: Readonly<Record<number, RegistryAnswer>> = {
  401: 'login',
  403: 'denied',
  404: 'no-repository',
  413: 'too-large'
}

/** First match wins. */
const table: readonly (readonly [RegistryAnswer, RegExp])[] = [
  ['helper', /error getting credentials|docker-credential-[^\s"]+"?: executable file not found/],
  ['rate-limit', /pull rate limit/i],
  ['busy', /toomanyrequests|too many requests/i],
  ['no-manifest', /manifest unknown|NAME: not found/i],
  [
    'no-repository',
    /name unknown|repository with name .* does not exist|repository .* not found|unknown repository/i
  ],
  ['immutable', /immutab|already exists|cannot be overwritten|cannot update tag/i],
  ['full', /quota|exceed the configured upper limit|no space left on device/i],
  ['too-large', /HTTP 413|>413\b|Entity Too Large|Payload Too Large|Content Too Large/i],
  [
    'wrong-login',
    /incorrect username or password|invalid username\/password|fetch oauth token[^\n]*: 401\b|token has expired|HTTP Basic: Access denied|bad credentials/i
  ],
  ['no-login', /no basic auth credentials|fetch anonymous token[^\n]*: 40[13]\b/],
  ['denied', /denied|insufficient[_ ]scope|forbidden|not authorized|permission|\b403\b/i],
  ['login', /unauthorized|authentication required|authorization failed/i],
  ['not-https', /server gave HTTP response to HTTPS client/],
  ['certificate', /x509: |certificate|first record does not look like a TLS handshake|remote error: tls/],
  [
    'unreachable',
    /connection (?:reset|refused|timed out)|connection lost|broken pipe|i\/o timeout|timeout (?:exceeded|awaiting)|TLS handshake timeout|\bEOF\b|deadline ?exceeded|goaway|no route to host|network is (?:unreachable|down)|temporary failure in name resolution|server misbehaving/i
  ],
  ['no-host', /no such host/],
  [
    'refused',
    /^(?:[\s\S]*: )?(?:unknown: |unsupported\b|tag invalid|manifest invalid|manifest blob unknown|blob unknown)/
  ]
]
