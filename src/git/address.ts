/** Where a GitOps repository is. */
export interface Remote {
  /** What Git is given; it never holds a credential. */
  readonly url: string
  /** For people: `acme/deploy`, or the URL. */
  readonly name: string
  /** `https://github.com` for http(s) remotes: the only place a token is sent to. */
  readonly origin: string | undefined
  /** The repository's page, where commits can be linked; undefined when the host is not known to have one. */
  readonly webUrl: string | undefined
  readonly protocol: 'http' | 'https' | 'ssh' | 'file' | 'git'
}

export type RemoteResult =
  { readonly ok: true; readonly remote: Remote } | { readonly ok: false; readonly problem: string }

/**
 * Parses the `repository` input: `owner/name` on the workflow's own server, or a clone URL.
 * Transports that start a program of the URL's choice (`ext::`, gitremote-helpers(7)) are not taken.
 */
export function parseRemote(text: string, serverUrl: string): RemoteResult {
  if (hasControlOrSpace(text)) return { ok: false, problem: 'has white space or control characters in it' }
  if (/^\w[\w.-]*\/\w[\w.-]*$/.test(text)) {
    const url = `${serverUrl}/${text.replace(/\.git$/, '')}`
    return urlRemote(new URL(url), text)
  }
  const scp = /^([A-Za-z0-9_][\w.-]*)@([A-Za-z0-9][\w.-]*):(?!\/\/)(.+)$/.exec(text)
  if (scp !== null) {
    const [, , host = '', path = ''] = scp
    return {
      ok: true,
      remote: { url: text, name: text, origin: undefined, webUrl: webUrl(host, path), protocol: 'ssh' }
    }
  }
  if (!/^[a-z]+:\/\//.test(text) || !URL.canParse(text)) {
    return {
      ok: false,
      problem: 'is neither owner/name nor a clone URL (https://…, ssh://…, git@host:…, git://…, file:///…)'
    }
  }
  return urlRemote(new URL(text), text)
}

function urlRemote(url: URL, text: string): RemoteResult {
  const path = url.pathname
  switch (url.protocol) {
    case 'https:':
    case 'http:': {
      if (url.username !== '' || url.password !== '') {
        return {
          ok: false,
          problem: 'holds a credential; remove it from the URL and give it as the input `token`'
        }
      }
      if (url.search !== '' || url.hash !== '') return { ok: false, problem: 'has a query or a fragment' }
      const link = `${url.origin}${path.replace(/\.git\/?$/, '')}`
      return ok(url.href, text, url.origin, link, url.protocol === 'https:' ? 'https' : 'http')
    }
    case 'ssh:':
      if (url.password !== '') return { ok: false, problem: 'holds a password; use a key instead' }
      if (url.hostname.startsWith('-')) return { ok: false, problem: 'has a host that starts with a dash' }
      return ok(url.href, text, undefined, webUrl(url.hostname, path), 'ssh')
    case 'git:':
      return ok(url.href, text, undefined, undefined, 'git')
    case 'file:':
      return ok(text, text, undefined, undefined, 'file')
    default:
      return {
        ok: false,
        problem: `uses ${url.protocol}//, which is not one of https, http, ssh, git and file`
      }
  }
}

function ok(
  url: string,
  name: string,
  origin: string | undefined,
  link: string | undefined,
  protocol: Remote['protocol']
): RemoteResult {
  return { ok: true, remote: { url, name, origin, webUrl: link, protocol } }
}

/** Over SSH only the big hosts' pages are known: elsewhere the web server need not be on the SSH host. */
function webUrl(host: string, path: string): string | undefined {
  const known = ['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org']
  return known.includes(host) ? `https://${host}/${path.replace(/^\//, '').replace(/\.git$/, '')}` : undefined
}

/** The page of a commit, in the form of the host; empty when the host has no pages we know of. */
export function commitUrl(remote: Remote, commit: string): string {
  if (remote.webUrl === undefined) return ''
  const host = new URL(remote.webUrl).hostname
  if (host === 'bitbucket.org') return `${remote.webUrl}/commits/${commit}`
  if (/(^|\.)gitlab\./.test(host)) return `${remote.webUrl}/-/commit/${commit}`
  return `${remote.webUrl}/commit/${commit}`
}

function hasControlOrSpace(text: string): boolean {
  return /[\s\p{Cc}]/u.test(text)
}
