import { createServer } from 'node:http'

import { type BareRepository, gitEnvironment, runGit } from '../../../testbed/git-repository.ts'
import { close, listen } from '../../../testbed/ports.ts'
import { createTemporary } from '../../../testbed/temporary.ts'

interface ApiRequest {
  readonly path: string
  readonly authorization: string | undefined
  readonly accept: string | undefined
}

export interface CompareServer {
  /** As GitHub Enterprise Server has it: `http://127.0.0.1:1234/api/v3`. */
  readonly apiUrl: string
  readonly requests: readonly ApiRequest[]
  close(): Promise<void>
}

export interface CompareServerOptions {
  /** `owner/name` */
  readonly repository: string
  readonly token?: string
}

interface Answer {
  readonly status: number
  readonly body: unknown
}

/** Answers GitHub's requests for a commit and for a comparison from a real repository. */
export async function startCompareServer(
  bare: Pick<BareRepository, 'directory'>,
  { repository, token }: CompareServerOptions
): Promise<CompareServer> {
  const home = await createTemporary('newtag-compare-server')
  const environment = await gitEnvironment(home.path)
  const git = async (...args: string[]) =>
    (await runGit(['--git-dir', bare.directory, ...args], environment)).toString().trim()
  // Names of branches come first, as in Git.
  const resolve = (name: string) =>
    git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`).catch(() => undefined)
  const requests: ApiRequest[] = []

  const answer = async (path: string, accept: string): Promise<Answer> => {
    const url = new URL(path, 'http://localhost')
    const route = new RegExp(`^/api/v3/repos/${repository}/(commits|compare)/([^/]+)$`).exec(url.pathname)
    const [, kind, names = ''] = route ?? []
    if (kind === 'commits') {
      const commit = await resolve(decodeURIComponent(names))
      if (commit === undefined) return { status: 422, body: { message: `No commit found for SHA: ${names}` } }
      return { status: 200, body: accept === 'application/vnd.github.sha' ? commit : { sha: commit } }
    }
    const [base, head] = await Promise.all(names.split('...').map(name => resolve(decodeURIComponent(name))))
    if (kind !== 'compare' || base === undefined || head === undefined)
      return { status: 404, body: { message: 'Not Found' } }
    return await compare(base, head, Number(url.searchParams.get('page') ?? '1'))
  }

  const compare = async (base: string, head: string, page: number): Promise<Answer> => {
    const mergeBase = await git('merge-base', base, head).catch(() => undefined)
    if (mergeBase === undefined)
      return { status: 404, body: { message: `No common ancestor between ${base} and ${head}.` } }
    const [behind = 0, ahead = 0] = (await git('rev-list', '--left-right', '--count', `${base}...${head}`))
      .split('\t')
      .map(Number)
    const status = ahead > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical'
    const body = {
      base_commit: { sha: base },
      merge_base_commit: { sha: mergeBase },
      status,
      ahead_by: ahead,
      behind_by: behind,
      total_commits: ahead,
      commits: []
    }
    const patch = '+x\n'.repeat(100_000)
    const files = Array.from({ length: 300 }, (_, index) => ({ filename: `file-${index}`, patch }))
    return { status: 200, body: page === 1 ? { ...body, files } : body }
  }

  const server = createServer((request, response) => {
    const { url = '', headers } = request
    requests.push({ path: url, authorization: headers.authorization, accept: headers.accept })
    const isAllowed = token === undefined || headers.authorization === `Bearer ${token}`
    const given = isAllowed
      ? answer(url, headers.accept ?? '')
      : Promise.resolve({ status: 401, body: { message: 'Bad credentials' } })
    void given.then(({ status, body }) => {
      response.writeHead(status)
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    })
  })
  const port = await listen(server)
  return {
    apiUrl: `http://127.0.0.1:${port}/api/v3`,
    requests,
    close: async () => {
      await close(server)
      await home.remove()
    }
  }
}
