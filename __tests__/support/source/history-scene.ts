import { mkdir } from 'node:fs/promises'
import path from 'node:path'

import { createHistory, type History } from '../../../src/source/history.ts'
import { type BareRepository, gitEnvironment, runGit } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { createTemporary } from '../../../testbed/temporary.ts'
import { gitSystem } from '../git/git-system.ts'
import { silentLog } from '../log/silent-log.ts'
import { type CommitPlan, writeGraph } from './commit-graph.ts'
import { type CompareServer, startCompareServer } from './compare-server.ts'

/** A server that nobody listens at. */
export const dead = 'http://127.0.0.1:1'

/** A real server of Git and a double of GitHub's API, for as many repositories as a test wants. */
export interface HistoryBed {
  readonly server: GitServer
  createSource(
    plans: readonly CommitPlan[],
    branches?: Readonly<Record<string, string>>
  ): Promise<SourceScene>
  close(): Promise<void>
}

export interface RunOptions {
  readonly historyRef?: string | undefined
  /** The commit that the event says was replaced by force. */
  readonly takenBack?: string
  /** How the source is checked out; none at all without. */
  readonly clone?: readonly string[]
  readonly serverUrl?: string
  readonly token?: string
  /** The API is there; it is not without. */
  readonly hasApi?: boolean
  readonly apiUrl?: string
}

interface RunScene {
  readonly history: History
  readonly workspace: string
  readonly log: readonly string[]
  /** How often was fetched since the run began. */
  readonly fetches: () => number
  /** How many requests the API had since the run began. */
  readonly apiRequests: () => number
}

export interface SourceScene {
  readonly bare: BareRepository
  readonly commit: (name: string) => string
  /** Moves a ref by force, or deletes it without a commit. */
  readonly move: (ref: string, name?: string) => Promise<void>
  /** What a run has that begins now. */
  readonly run: (options?: RunOptions) => Promise<RunScene>
}

const token = 'source-t0ken'

export async function startHistoryBed(): Promise<HistoryBed> {
  const server = await startGitServer({ token })
  const temporary = await createTemporary('newtag-history')
  const environment = await gitEnvironment(path.join(temporary.path, 'home'))
  const apis: CompareServer[] = []
  let count = 0

  const run = async (
    { bare, repository, api }: { bare: BareRepository; repository: string; api: CompareServer },
    options: RunOptions
  ): Promise<RunScene> => {
    count += 1
    const directory = path.join(temporary.path, `run-${count}`)
    const workspace = path.join(directory, 'workspace')
    await mkdir(workspace, { recursive: true })
    if (options.clone !== undefined) {
      const from = `file://${bare.directory}`
      await runGit(['clone', '--quiet', ...options.clone, from, workspace], environment)
    }
    const log = silentLog()
    const context = {
      ...{ workspace, repository, serverUrl: options.serverUrl ?? server.url },
      apiUrl: options.apiUrl ?? (options.hasApi === true ? api.apiUrl : undefined),
      historyRef: 'historyRef' in options ? options.historyRef : 'refs/heads/main',
      ...{ defaultBranch: 'main', takenBack: options.takenBack, sourceCommit: '' }
    }
    const history = createHistory(gitSystem(directory, { log }), { context, token: options.token ?? token })
    const before = [server.requests.length, api.requests.length] as const
    return {
      ...{ history, workspace, log: log.lines },
      // With protocol version 2, one request for the refs and one for the commits.
      fetches: () => server.requests.slice(before[0]).filter(({ method }) => method === 'POST').length / 2,
      apiRequests: () => api.requests.length - before[1]
    }
  }

  return {
    server,
    createSource: async (plans, branches) => {
      count += 1
      const repository = `acme/shop-${count}`
      const bare = await server.createRepository(repository)
      const commit = await writeGraph(bare, plans, branches)
      const api = await startCompareServer(bare, { repository, token })
      apis.push(api)
      return {
        ...{ bare, commit },
        move: async (ref, name) => {
          await bare.git('update-ref', ...(name === undefined ? ['-d', ref] : [ref, commit(name)]))
        },
        run: (options = {}) => run({ bare, repository, api }, options)
      }
    },
    close: async () => {
      await Promise.all(apis.map(api => api.close()))
      await server.close()
      await temporary.remove()
    }
  }
}
