/** What a failed Git command means for us. */
export type GitFailureKind =
  | 'race'
  | 'transient'
  | 'moved'
  | 'auth'
  | 'denied'
  | 'protected'
  | 'rejected'
  | 'no-repository'
  | 'no-branch'
  | 'other'

export interface GitFailure {
  readonly kind: GitFailureKind
  /** Git's or the server's own words, on one line. */
  readonly detail: string
  /** The answer came from the server; otherwise Git itself refused to send anything. */
  readonly remote: boolean
}

/** Reasons in brackets behind a rejected ref of `git push --porcelain` that mean: somebody was faster. */
const raceReasons =
  /non-fast-forward|fetch first|stale info|shallow update not allowed|cannot lock ref|failed to update ref|incorrect old value|reference already exists|is at [0-9a-f]+ but expected/i

/** Text patterns, first match wins. Sources: Git's own messages with LC_ALL=C, and the hosts' answers. */
const patterns: readonly (readonly [GitFailureKind, RegExp])[] = [
  [
    'protected',
    /GH006|GH013|protected branch|not allowed to push code to protected|branch is protected|rule violations/i
  ],
  ['rejected', /hook declined|pre-receive|denied by (?:a )?hook|remote rejected.*\(.*hook/i],
  ['race', raceReasons],
  ['no-branch', /couldn't find remote ref|Remote branch .* not found/i],
  [
    'auth',
    /could not read Username|could not read Password|Authentication failed|invalid credentials|HTTP Basic: Access denied|error: 401|Permission denied \(publickey/i
  ],
  ['moved', /error: 30[12378]|unable to update url base from redirection/],
  [
    'denied',
    /error: 403|denied to |Write access to repository not granted|access denied|not permitted|insufficient permission/i
  ],
  [
    'no-repository',
    /repository .*not found|Repository not found|does not appear to be a git repository|error: 404|no such repository|not exported/i
  ],
  [
    'transient',
    /error: (?:408|429|5\d\d)|early EOF|unexpected disconnect|hung up unexpectedly|Connection (?:reset|refused|timed out|was reset|closed)|Could not resolve host|Failed to connect|Operation (?:timed out|too slow)|transfer closed|Empty reply|RPC failed|SSL_ERROR|SSL_read|gnutls_handshake|the remote end hung up|timed out|temporarily unavailable|Could not resolve hostname|GnuTLS recv error|not closed cleanly|unexpected eof|HTTP code 5\d\d from proxy|CONNECT tunnel failed, response 5\d\d|No route to host|Network is unreachable|closed by remote host|Broken pipe/i
  ]
]

/** Explains a failed `git fetch`, `ls-remote` or `push`; the porcelain status of a push goes before any text. */
export function explainGitFailure(stdout: string, stderr: string): GitFailure {
  const rejected = stdout.split('\n').find(line => line.startsWith('!\t'))
  const status = rejected?.split('\t')[2] ?? ''
  const detail = describe(status, stderr)
  const remote = !status.startsWith('[rejected]')
  if (raceReasons.test(status)) return { kind: 'race', detail, remote }
  const text = `${status}\n${stderr}`
  // Without a status there was no verdict: what a hook chatted about before the connection broke is none.
  if (status === '' && wasCutOff(stderr)) return { kind: 'transient', detail, remote }
  const found = patterns.find(([, pattern]) => pattern.test(text))
  return { kind: found?.[0] ?? 'other', detail, remote }
}

/** The connection broke, as Git itself says; an HTTP answer that refuses is no broken connection. */
function wasCutOff(stderr: string): boolean {
  const own = stderr
    .split('\n')
    .filter(line => !line.startsWith('remote:'))
    .join('\n')
  if (/(?:error:|HTTP) (?:30\d|401|403|404)\b/.test(own)) return false
  return patterns.some(([kind, pattern]) => kind === 'transient' && pattern.test(own))
}

/** The lines that say something, without Git's advice and without what only repeats them. */
function describe(status: string, stderr: string): string {
  const lines = stderr
    .split(/\r\n|\n|\r/)
    .map(line => line.replace(/\p{Cc}/gu, ' ').trim())
    .filter(
      line =>
        /^(?:fatal|error|remote|ssh):/.test(line) ||
        /Permission denied|Host key verification failed|closed by remote host/.test(line)
    )
    .filter(line => !/^error: failed to push some refs/.test(line) && !/^remote:\s*$/.test(line))
    .map(line => line.replace(/^remote:\s*/, '').replace(/\s+/g, ' '))
  const words = [status, ...lines].filter(line => line !== '').join('; ')
  return words === '' ? 'Git gave no reason' : words.slice(0, 600)
}
