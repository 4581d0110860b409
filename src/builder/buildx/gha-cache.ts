import { parseObject } from '../../text/json.ts'

/**
 * Whether the runner gave this job a cache service that BuildKit can use. The token is looked at as BuildKit does
 * (tonistiigi/go-actions-cache, New): one that it cannot read fails the whole build, `ignore-error` or not, and
 * runners other than GitHub's give such tokens (nektos/act: `token`).
 */
export function hasGhaCache(environment: Readonly<Record<string, string | undefined>>): boolean {
  const places = [environment['ACTIONS_RESULTS_URL'], environment['ACTIONS_CACHE_URL']]
  return places.some(Boolean) && isCacheToken(environment['ACTIONS_RUNTIME_TOKEN'] ?? '')
}

/** A JSON Web Token that says what may be read and written, from when, and until when. */
function isCacheToken(token: string): boolean {
  const [, payload = '', signature, ...rest] = token.split('.')
  if (signature === undefined || rest.length > 0) return false
  const { ac, exp, nbf } = parseObject(Buffer.from(payload, 'base64url').toString('utf8')) ?? {}
  return typeof ac === 'string' && typeof exp === 'number' && typeof nbf === 'number'
}
