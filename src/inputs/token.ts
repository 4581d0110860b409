import type { RunContext } from '../context/context.ts'
import type { Remote, TokenOrigin } from '../git/index.ts'
import type { RawInputs } from './table.ts'

type Tokens = Pick<RawInputs, 'token' | 'github-token'>

/** Says where `token` comes from. The job's own is told to be given where it is good: for the workflow's own repository. */
export function tokenOriginOf(
  raw: Tokens,
  { repository }: Pick<RunContext, 'repository'>,
  isOwn: boolean
): TokenOrigin {
  if (raw.token === '') return { kind: 'none' }
  return isJobs(raw) && !isOwn ? { kind: 'job', repository } : { kind: 'given' }
}

/** The job's own token is of no use on another server, and never sent there, whatever it looks like. */
export function strayTokenProblem(
  raw: Tokens,
  { origin }: Pick<Remote, 'origin'>,
  { serverUrl, repository }: Pick<RunContext, 'serverUrl' | 'repository'>
): string | undefined {
  if (!isJobs(raw) || origin === undefined || origin === serverUrl) return undefined
  const isSameHost = new URL(origin).hostname === new URL(serverUrl).hostname
  const advice = isSameHost ? `write \`repository\` with ${serverUrl}` : 'set `token` to one of that server'
  return `is not set; the job's own reaches ${repository} only, and \`repository\` is on ${origin}: ${advice}`
}

/** Where `token` is left out, action.yml fills in the job's own, as it does for `github-token`. */
function isJobs(raw: Tokens): boolean {
  return raw.token !== '' && raw.token === raw['github-token']
}
