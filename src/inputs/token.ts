import type { RunContext } from '../context/context.ts'
import type { Remote, TokenOrigin } from '../git/index.ts'
import type { RawInputs } from './table.ts'

type Tokens = Pick<RawInputs, 'token' | 'github-token'>

/** Tokens that a person has made, or that stand for one. The job's own is never one of them. */
const personal = /^(?:gh[opu]_|github_pat_)/

/** Says where `token` comes from. For the workflow's own repository it is as good as given. */
export function tokenOriginOf(
  raw: Tokens,
  { repository }: Pick<RunContext, 'repository'>,
  isOwn: boolean
): TokenOrigin {
  if (raw.token === '') return { kind: 'none' }
  return isShared(raw) && !personal.test(raw.token) && !isOwn
    ? { kind: 'job', repository }
    : { kind: 'given' }
}

/** The token of the workflow's server is of no use on another one, and never sent there, whatever it looks like. */
export function strayTokenProblem(
  raw: Tokens,
  { origin }: Pick<Remote, 'origin'>,
  { serverUrl }: Pick<RunContext, 'serverUrl'>
): string | undefined {
  if (!isShared(raw) || origin === undefined || origin === serverUrl) return undefined
  const isSameHost = new URL(origin).hostname === new URL(serverUrl).hostname
  const advice = isSameHost ? `write \`repository\` with ${serverUrl}` : 'set `token` to one of that server'
  return `is not set, or the same as \`github-token\`, which belongs to ${serverUrl}; \`repository\` is on ${origin}: ${advice}`
}

/** Where `token` is left out, action.yml fills in the job's own, as it does for `github-token`; or one was given for both. */
function isShared(raw: Tokens): boolean {
  return raw.token !== '' && raw.token === raw['github-token']
}
