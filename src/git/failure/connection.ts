import type { Rules } from './kinds.ts'

/** What Git, curl and ssh print that decides what a failure means, whatever else they print. */
export const connectionRules: Rules = [
  ['other', /mismatched algorithms: client|does not support this repository's object format/],
  ['other', /Server does not allow request for unadvertised object/],
  [
    'transient',
    /HTTP code (?:408|429|5\d\d) from proxy|CONNECT tunnel failed, response (?:408|429|5\d\d)|rate limited by/i
  ],
  ['proxy', /HTTP code \d{3} from proxy|CONNECT tunnel failed, response \d{3}|Proxy CONNECT aborted/i],
  ['no-branch', /couldn't find remote ref/i],
  [
    'host-key',
    /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED|No \S+ host key is known|no matching host key type/i
  ],
  [
    'certificate',
    /SSL certificate problem|server certificate|certificate (?:verif|has |is |subject |signer |chain |required|unknown|revo)|(?:issuer|signed|peer|client|alternative) certificate|verify locations|\bCA cert\b|UNTRUSTED_ROOT|trust error|wrong version number|SSL routines.*(?:unsupported protocol|alert)|unexpected TLS packet|TLS fatal alert/i
  ],
  ['rejected', /^fatal: (?:ref updates aborted by hook|in '[^']*' phase, update aborted by)/],
  ['ownership', /dubious ownership|unsafe repository/i],
  ['moved', /unable to update url base from redirection/i],
  [
    'auth',
    /could not read (?:Username|Password)|Authentication failed|terminal prompts disabled|Permission denied \(|Too many authentication failures/i
  ],
  [
    'no-repository',
    /^fatal: repository '[^']*' not found|does not appear to be a git repository|not valid: is this a git repository|dumb http transport/i
  ],
  [
    'runner-full',
    /No space left on device|Disk quota exceeded|File too large|unable to create temporary file|file write error/i
  ]
]

/** The connection could not be made, or broke. */
export const interruption =
  /early EOF|unexpected disconnect|hung up unexpectedly|Connection (?:reset|refused|timed out|was reset|closed|aborted)|Could not resolve|unable to look up|Temporary failure in name resolution|Failed to connect|Couldn't connect|Operation too slow|transfer closed|Empty reply|RPC failed|SSL_ERROR|SSL_read|gnutls_handshake|GnuTLS recv error|TLS connect error|timed out|temporarily unavailable|not closed cleanly|closed abruptly|unexpected eof|No route to host|Network is (?:unreachable|down)|(?:closed|reset) by (?:remote host|peer)|Broken pipe|server \S+ not responding|HTTP\/?2 framing layer|Recv failure|Send failure|bytes of body are still expected/i

/** What an HTTP status means by itself, before the words of the answer refine it. */
export function kindOfStatus(status: number): 'auth' | 'denied' | 'restricted' | 'no-repository' | 'other' {
  switch (status) {
    case 401:
      return 'auth'
    case 402:
    case 451:
      return 'restricted'
    case 403:
      return 'denied'
    case 404:
    case 410:
      return 'no-repository'
    default:
      return 'other'
  }
}
