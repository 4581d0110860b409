import { type Http, type HttpAnswer, HttpFailure } from '../system/http.ts'
import { isLoopback } from '../system/loopback.ts'
import { isRecord, parseObject, textField, type JsonObject } from '../text/json.ts'
import { branchOf } from '../text/branch-name.ts'
import type { CommitPair, Lookup } from './question.ts'
import {
  type Answer,
  type Cause,
  type Comparison,
  known,
  type Relation,
  short,
  type Unknown,
  unknown
} from './relation.ts'
import type { Reach } from './taken-back.ts'

export interface CompareApiOptions {
  /** GITHUB_API_URL: `https://api.github.com`, `https://ghe.example.com/api/v3`. */
  readonly apiUrl: string
  /** `owner/name` */
  readonly repository: string
  /** Empty for none. */
  readonly token: string
  /** The ref that the run is for: `refs/heads/main`. */
  readonly historyRef: string | undefined
  readonly defaultBranch: string | undefined
}

/** What the API says of the commits of a repository. */
export interface CompareApi {
  readonly compare: Lookup<Comparison>
  readonly reach: Lookup<Reach>
}

const bodyLimit = 1024 * 1024

/** What the API says of the second commit, seen from the first one, ours. */
const relations: ReadonlyMap<string, Relation> = new Map([
  ['ahead', 'descendant'],
  ['behind', 'ancestor'],
  ['identical', 'same'],
  ['diverged', 'diverged']
] as const)

/**
 * Creates the lookups in the comparison of commits that GitHub's API gives:
 * https://docs.github.com/rest/commits/commits#compare-two-commits
 */
export function createCompareApi(http: Http, options: CompareApiOptions): CompareApi {
  const base = baseOf(options)
  let silence = base === undefined ? unknown('other', 'its address cannot be used') : undefined
  const ask: Ask = async (path, accept) => {
    try {
      return await send(http, options, new URL(`${base ?? ''}${path}`), accept)
    } catch (error) {
      // What does not answer once costs its limit once.
      if (error instanceof HttpFailure) silence = unknown('other', error.message)
      throw error
    }
  }
  const lookup = <T>(look: (pair: CommitPair) => Promise<Answer<T>>): Lookup<T> => ({
    name: 'api',
    ask: async pair => silence ?? (await look(pair))
  })
  return {
    compare: lookup(pair => compareAny(pair, ask)),
    reach: lookup(({ candidates: [commit = ''] }) => findReach(commit, branchesOf(options), ask))
  }
}

type Ask = (path: string, accept: string) => Promise<HttpAnswer>

async function compareAny(pair: CommitPair, ask: Ask): Promise<Answer<Comparison>> {
  let last = unknown('absent', 'there is no commit to compare with')
  for (const candidate of pair.candidates) {
    const commit = await resolve(candidate, pair, ask)
    if (typeof commit !== 'string') return commit
    const answer =
      commit === ''
        ? unknown('absent', `it has no commit ${short(candidate)}`)
        : await compare(pair.ours, commit, ask)
    if (answer.kind === 'known') return answer
    last = answer
  }
  return last
}

/** The branch that the run is for, and the default branch; none where the run is for something else. */
function branchesOf({ historyRef, defaultBranch }: CompareApiOptions): readonly string[] {
  const branch = branchOf(historyRef)
  return branch === undefined ? [] : [...new Set([branch, defaultBranch ?? 'HEAD'])]
}

async function findReach(commit: string, branches: readonly string[], ask: Ask): Promise<Answer<Reach>> {
  if (branches.length === 0) return unknown('partial', 'it compares with branches only')
  let open: Unknown | undefined
  for (const branch of branches) {
    const answer = await compare(commit, encodeURIComponent(branch), ask)
    if (answer.kind === 'known') {
      const { relation } = answer.value
      if (relation === 'same' || relation === 'descendant') return known(commit, 'there')
    } else {
      open ??= { ...answer, commit }
      // The branch may be gone, and another one lead to the commit.
      if (answer.cause !== 'absent') break
    }
  }
  return open ?? known(commit, 'taken back')
}

/** The address of the repository in the API; undefined where the token would be seen or the path is another. */
function baseOf({ apiUrl, repository }: CompareApiOptions): string | undefined {
  if (!URL.canParse(apiUrl) || !/^[\w.-]+\/[\w.-]+$/.test(repository)) return undefined
  if (repository.split('/').some(part => /^\.+$/.test(part))) return undefined
  const url = new URL(apiUrl)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return undefined
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}/repos/${repository}`
}

async function send(http: Http, { token }: CompareApiOptions, url: URL, accept: string): Promise<HttpAnswer> {
  return await http.send({
    method: 'GET',
    url,
    headers: { accept, 'x-github-api-version': '2022-11-28' },
    authorization: token === '' ? undefined : `Bearer ${token}`,
    bodyLimit
  })
}

/** Finds the whole name; empty when there is no such commit. The API takes the names of branches too. */
async function resolve(candidate: string, { ours }: CommitPair, ask: Ask): Promise<string | Answer<never>> {
  if (candidate.length === ours.length) return candidate
  const answer = await ask(`/commits/${candidate}`, 'application/vnd.github.sha')
  if (answer.status === 404 || answer.status === 422) return ''
  if (answer.status !== 200) return refused(answer)
  const commit = answer.body.toString('latin1').trim()
  return commit.length === ours.length && /^[0-9a-f]+$/.test(commit) && commit.startsWith(candidate)
    ? commit
    : ''
}

async function compare(ours: string, commit: string, ask: Ask): Promise<Answer<Comparison>> {
  // The first page has the differences of up to 300 files; the numbers are on every page.
  const answer = await ask(`/compare/${ours}...${commit}?per_page=1&page=2`, 'application/vnd.github+json')
  const body = answer.truncated ? undefined : parseObject(answer.body.toString('utf8'))
  if (answer.status === 404) {
    const isUnrelated =
      body !== undefined && textField(body, 'message')?.includes('No common ancestor') === true
    return isUnrelated
      ? known(commit, { relation: 'diverged', ahead: undefined })
      : unknown('absent', `it has no commits ${short(ours)} and ${short(commit)}`)
  }
  if (answer.status !== 200) return refused(answer)
  const comparison = body === undefined ? undefined : readComparison(body, ours)
  return comparison === undefined ? unknown('other', 'GitHub gave no comparison') : known(commit, comparison)
}

function readComparison(body: JsonObject, ours: string): Comparison | undefined {
  const base = body['base_commit']
  if (!isRecord(base) || textField(base, 'sha') !== ours) return undefined
  const relation = relations.get(textField(body, 'status') ?? '')
  if (relation === undefined) return undefined
  const ahead = relation === 'descendant' ? body['ahead_by'] : undefined
  return { relation, ahead: typeof ahead === 'number' ? ahead : undefined }
}

function refused({ status, headers }: HttpAnswer): Unknown {
  // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
  const isLimit = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined
  const cause: Cause = status === 401 || (status === 403 && !isLimit) ? 'access' : 'other'
  return unknown(cause, `GitHub's API answered with status ${status}`)
}
