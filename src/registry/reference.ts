import type { Result } from '../errors/result.ts'
import { isLoopback } from '../system/loopback.ts'

/** A reference to an image, `name:tag@digest`: its repository, with a tag or a digest or both. */
export interface ImageReference {
  /** Where the image lives, as written: `ghcr.io/acme/shop` or `nginx`. */
  readonly name: string
  readonly tag?: string | undefined
  readonly digest?: string | undefined
}

/** Writes a reference: `ghcr.io/acme/shop:v1@sha256:…`, without the parts that are undefined or empty. */
export function formatReference({ name, tag = '', digest = '' }: ImageReference): string {
  return `${name}${tag === '' ? '' : `:${tag}`}${digest === '' ? '' : `@${digest}`}`
}

/** Splits `name[:tag][@digest]` into its parts, and judges none of them. A colon before a slash is that of a port. */
export function parseReference(text: string): ImageReference {
  const [, name = '', tag, digest] = /^([^@]*?)(?::([^:/@]*))?(?:@(.*))?$/s.exec(text) ?? []
  return { name, tag, digest }
}

/** The repository of an image: where it lives, without tag and digest. */
export interface ImageRepository {
  /** As written, for example `ghcr.io/acme/shop` or `nginx`. */
  readonly name: string
  /** The host, with its port, that serves the API: `registry-1.docker.io` for Docker Hub. */
  readonly registry: string
  /** The key of its credentials in Docker's config.json: `https://index.docker.io/v1/` for Docker Hub, else the host. */
  readonly configKey: string
  /** The name inside the registry: `acme/shop`, or `library/nginx` for `nginx`. */
  readonly path: string
  /** Whether it is spoken to by plain http: only on this machine itself, as Docker does. */
  readonly insecure: boolean
}

/** The host names that all mean Docker Hub; the first is the one that people write. */
export const dockerHubHosts = ['docker.io', 'index.docker.io'] as const

/** The key in config.json under which Docker keeps the login of Docker Hub. */
export const dockerHubKey = 'https://index.docker.io/v1/'

// The grammar is https://github.com/distribution/reference (reference.go, regexp.go, normalize.go).
const component = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/
const hostLabel = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?'
const host = new RegExp(`^(?:${hostLabel}(?:\\.${hostLabel})*|\\[[0-9a-f:]+\\])(?::[0-9]{1,5})?$`)
const tagGrammar = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/
const digestLengths: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128]
])
/** Distribution allows 255 for the path alone; the OCI specification warns that many clients count the host too. */
const nameLimit = 255
const tagLimit = 128

/** Parses the repository of an image, like `ghcr.io/acme/shop`; the problem says what is wrong and what to write. */
export function parseRepository(text: string): Result<ImageRepository> {
  const problem = shapeProblem(text) ?? versionProblem(text) ?? nameProblem(text)
  if (problem !== undefined) return { ok: false, problem }
  const { domain, path } = split(text)
  if (domain === undefined || isDockerHub(domain)) {
    return {
      ok: true,
      value: {
        name: text,
        registry: 'registry-1.docker.io',
        configKey: dockerHubKey,
        path: path.includes('/') ? path : `library/${path}`,
        insecure: false
      }
    }
  }
  const insecure = isLoopback(new URL(`http://${domain}`).hostname)
  return { ok: true, value: { name: text, registry: domain, configKey: domain, path, insecure } }
}

/** Says why a text cannot be a tag, or nothing when it can. */
export function tagProblem(tag: string): string | undefined {
  if (tagGrammar.test(tag)) return undefined
  if (tag === '') return 'the tag is empty'
  if (tag.length > tagLimit)
    return `the tag is ${tag.length} characters long; a registry takes ${tagLimit} at most`
  const bad = /[^A-Za-z0-9_.-]/u.exec(tag)?.[0]
  if (bad === undefined)
    return `the tag ${quote(tag)} begins with "${tag.charAt(0)}"; it must begin with a letter, a digit or "_"`
  return `the tag ${quote(tag)} contains ${quote(bad)}; a tag takes letters, digits, "_", "." and "-" only`
}

/** Says why a text cannot be the digest of an image, or nothing when it can. */
export function digestProblem(digest: string): string | undefined {
  const [algorithm = '', hex, ...rest] = digest.split(':')
  const length = digestLengths.get(algorithm)
  if (hex === undefined || rest.length > 0 || length === undefined) {
    return `${quote(digest)} is not a digest; one looks like "sha256:" followed by 64 hexadecimal digits`
  }
  if (hex.length === length && /^[0-9a-f]+$/.test(hex)) return undefined
  return `the digest ${quote(digest)} must have exactly ${length} lower-case hexadecimal digits after "${algorithm}:"`
}

function isDockerHub(domain: string): boolean {
  return dockerHubHosts.some(hub => hub === domain)
}

/** What is wrong with the text before it can be taken apart. */
function shapeProblem(text: string): string | undefined {
  if (text.trim() === '') return 'the repository is empty; write it like "ghcr.io/acme/shop"'
  if (/[\r\n]/.test(text.trim())) return `${quote(text)} has several lines; give one repository`
  if (/[\s\p{Cc}]/u.test(text))
    return `${quote(text)} contains white space; write it like "ghcr.io/acme/shop"`
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0]
  if (scheme !== undefined) {
    return `${quote(text)} is a URL; write the repository without "${scheme}": ${quote(text.slice(scheme.length))}`
  }
  return undefined
}

/** Says when the text carries a tag or a digest, which have inputs of their own. */
function versionProblem(text: string): string | undefined {
  const { name, tag, digest } = parseReference(text)
  if (digest !== undefined) {
    return `${quote(text)} has a digest; write the repository alone, ${quote(name)}, and ${quote(digest)} in \`digest\``
  }
  if (tag === undefined) return undefined
  if (/^[0-9]+$/.test(tag) && isBareHost(name)) return bareHostProblem(text)
  return `${quote(text)} has a tag; write the repository alone, ${quote(name)}, and ${quote(tag)} in \`tag\``
}

/** A host without a path: read literally, it is an official image of Docker Hub, which is never what was meant. */
function isBareHost(text: string): boolean {
  return !text.includes('/') && (text.includes('.') || text === 'localhost')
}

function bareHostProblem(text: string): string {
  return `${quote(text)} names a registry but no repository; write it like ${quote(`${text}/acme/shop`)}`
}

/** What is wrong with a name that has neither tag nor digest. */
function nameProblem(text: string): string | undefined {
  if (isBareHost(text)) return bareHostProblem(text)
  if (text.split('/').includes('')) {
    return `${quote(text)} has an empty part between its slashes; is an expression in it empty?`
  }
  if (/[A-Z]/.test(text)) {
    const parts = text.split('/').filter(part => /[A-Z]/.test(part))
    const lower = quote(text.toLowerCase())
    return `${quote(text)} has upper case in ${parts.map(quote).join(' and ')}; registries take lower case only: write ${lower}`
  }
  if (text.length > nameLimit) {
    return `the repository is ${text.length} characters long; registries take ${nameLimit} at most`
  }
  const { domain, path } = split(text)
  if (domain !== undefined && !isHost(domain)) {
    return `${quote(domain)} in ${quote(text)} is not a host name, or its port is not a number from 1 to 65535`
  }
  const bad = path.split('/').find(part => !component.test(part))
  if (bad !== undefined) {
    return `${quote(bad)} in ${quote(text)} is not a valid part of a name: lower-case letters and digits, with single ".", "_", "__" or "-" between them`
  }
  // Docker reads such a name as the ID of an image, so distribution/reference refuses it.
  return /^[0-9a-f]{64}$/.test(text) ? `${quote(text)} is the ID of an image, not a repository` : undefined
}

function isHost(domain: string): boolean {
  const url = `http://${domain}`
  return host.test(domain) && URL.canParse(url) && !/:0*$/.test(domain)
}

/** The first part is a host only if it cannot be a name: it has a dot or a port, or is localhost. */
function split(name: string): { domain: string | undefined; path: string } {
  const slash = name.indexOf('/')
  const first = name.slice(0, Math.max(slash, 0))
  const isDomain = first === 'localhost' || /[.:]/.test(first)
  return isDomain ? { domain: first, path: name.slice(slash + 1) } : { domain: undefined, path: name }
}

/** Shows a text of unknown size and content on one line. */
function quote(text: string): string {
  return JSON.stringify(text.length > 300 ? `${text.slice(0, 300)}…` : text)
}
