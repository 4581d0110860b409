import { failure, type Result, success } from '../errors/result.ts'

/** A Git repository that is reached by its address. */
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

/** `user@host:path`, the form of scp (git-clone(1), "GIT URLS"). */
const scpForm = /^(\w[\w.-]*@)?([A-Za-z0-9][\w.-]*):(?!\/\/)(\S+)$/

/**
 * Parses the `repository` input: `owner/name` on the workflow's own server, or a clone URL.
 * Transports that start a program of the URL's choice (`ext::`, gitremote-helpers(7)) are not taken.
 */
export function parseRemote(text: string, serverUrl: string): Result<Remote> {
  if (/[\s\p{Cc}]/u.test(text)) return failure('has white space or control characters in it')
  if (/^\w[\w.-]*\/\w[\w.-]*$/.test(text)) {
    return parseUrl(new URL(`${serverUrl}/${text.replace(/\.git$/, '')}`), text, serverUrl)
  }
  const [, user, host = '', path = ''] = scpForm.exec(text) ?? []
  if (user !== undefined) {
    return success({
      ...{ url: text, name: text, origin: undefined, protocol: 'ssh' },
      webUrl: webUrl(host, path, serverUrl)
    })
  }
  if (!/^[a-z]+:\/\//.test(text) || !URL.canParse(text)) {
    return failure(
      'is neither owner/name nor a clone URL (https://…, ssh://…, git@host:…, git://…, file:///…)'
    )
  }
  return parseUrl(new URL(text), text, serverUrl)
}

function parseUrl(url: URL, name: string, serverUrl: string): Result<Remote> {
  const ok = (remote: Pick<Remote, 'protocol'> & Partial<Remote>) =>
    success({ url: url.href, name, origin: undefined, webUrl: undefined, ...remote })
  switch (url.protocol) {
    case 'https:':
    case 'http:': {
      if (url.username !== '' || url.password !== '')
        return failure('holds a credential; remove it from the URL and give it as the input `token`')
      if (url.search !== '' || url.hash !== '') return failure('has a query or a fragment')
      const page = `${url.origin}/${pathOf(url.pathname)}`
      const protocol = url.protocol === 'https:' ? 'https' : 'http'
      return ok({ origin: url.origin, webUrl: page, protocol })
    }
    case 'ssh:':
      if (url.password !== '') return failure('holds a password; use a key instead')
      if (url.hostname.startsWith('-')) return failure('has a host that starts with a dash')
      return ok({ webUrl: webUrl(url.hostname, url.pathname, serverUrl), protocol: 'ssh' })
    case 'git:':
      return ok({ protocol: 'git' })
    case 'file:':
      return ok({ url: name, protocol: 'file' })
    default:
      return failure(`uses ${url.protocol}//, which is not one of https, http, ssh, git and file`)
  }
}

/** What serves the pages of a host that is reached over SSH, where it is known: the web server need not be on that host. */
function webUrl(host: string, path: string, serverUrl: string): string | undefined {
  const hostname = webHost(host.toLowerCase())
  if (hostname === new URL(serverUrl).hostname) return `${serverUrl}/${pathOf(path)}`
  const hosts = ['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org']
  return hosts.includes(hostname) ? `https://${hostname}/${pathOf(path)}` : undefined
}

/** The host for SSH where a firewall lets only port 443 through has another name. */
function webHost(host: string): string {
  return /^(?:ssh\.github\.com|altssh\.gitlab\.com|altssh\.bitbucket\.org)$/.test(host)
    ? host.replace(/^\w+\./, '')
    : host
}

/** Without slashes around it, and without `.git`. */
function pathOf(pathname: string): string {
  return pathname.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '')
}

/** The page of a commit, in the form of the host; empty when the host has no pages we know of. */
export function commitUrl(remote: Remote, commit: string): string {
  if (remote.webUrl === undefined) return ''
  const host = new URL(remote.webUrl).hostname
  if (host === 'bitbucket.org') return `${remote.webUrl}/commits/${commit}`
  if (/(^|\.)gitlab\./.test(host)) return `${remote.webUrl}/-/commit/${commit}`
  return `${remote.webUrl}/commit/${commit}`
}

/**
 * Whether an address leads to a repository: as a clone URL, in the form of scp, or as that of a page in the repository.
 * Hosts read names in any case of letters. Protocol, port and user say how the repository is reached, not which it is:
 * SSH has another port than the web server. It says nothing of where a token may go: that is asked of the origin.
 * Undefined when one of the two is not the address of anything on a host, or when the host may be an alias of somebody's
 * SSH configuration (`git@github-work:acme/shop`), which may stand for any host.
 * @param repository the URL of a repository that has no other repositories below it: `https://github.com/acme/shop`
 */
export function sameRepository(address: string, repository: string): boolean | undefined {
  const [one, other] = [address, repository].map(splitAddress)
  if (!one?.path || !other?.path) return undefined
  if (one.host !== other.host) return one.isAlias ? undefined : false
  return `${one.path}/`.startsWith(`${other.path}/`)
}

/** The host that an address names, in lower case; empty when it names none. */
export function hostOf(address: string): string {
  return splitAddress(address)?.host ?? ''
}

interface Address {
  readonly host: string
  readonly path: string
  /** The host may be a name in a configuration of SSH: it does not end as the names in DNS do. */
  readonly isAlias: boolean
}

/** In lower case; the path without slashes around it and without `.git`. */
function splitAddress(text: string): Address | undefined {
  const [, user, scpHost = '', scpPath = ''] = scpForm.exec(text) ?? []
  // `urn:acme:shop` has the form of scp, too.
  const isScp = user !== undefined || scpHost.includes('.')
  const address = isScp ? `ssh://${scpHost}/${scpPath}` : text.replace(/^git\+/, '')
  if (!URL.canParse(address)) return undefined
  const { protocol, hostname, pathname } = new URL(address.toLowerCase())
  if (hostname === '') return undefined
  const isAlias = protocol === 'ssh:' && !/\.(?:[a-z]+|xn--[a-z0-9-]+|\d+)$/.test(hostname)
  const path = pathname.replace(/^\/+|\/+$/g, '').replace(/\.git(?=\/|$)/, '')
  return { host: webHost(hostname), path, isAlias }
}
