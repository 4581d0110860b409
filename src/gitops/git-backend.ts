import path from 'node:path'

import {
  createGit,
  createGitRemote,
  createObjects,
  fetchCommand,
  findOnBranch,
  isFinal,
  readCommit,
  type Remote,
  type TokenOrigin
} from '../git/index.ts'
import type { System } from '../system/system.ts'
import { createTipReader } from './git-tip.ts'
import type { GitOpsRepository, Tip } from './repository.ts'

export interface GitRepositoryOptions {
  readonly remote: Remote
  /** The branch; undefined means the default branch of the remote. */
  readonly branch: string | undefined
  /** Goes to the origin of the remote alone; empty for none. */
  readonly token: string
  /** For messages. */
  readonly tokenOrigin?: TokenOrigin
  /** For how long the server may keep one command waiting, in milliseconds. */
  readonly timeoutMs: number
}

/**
 * Creates the Git backend of the GitOps repository: a bare repository of our own, without a work tree, hooks, filters
 * or anything else of the repository's choice. It is kept between attempts.
 */
export function createGitRepository(system: System, options: GitRepositoryOptions): GitOpsRepository {
  const directory = path.join(system.temporary, 'gitops.git')
  const git = createGit(system, directory)
  const server = createGitRemote(system, { ...options, git, branch: () => tips.branch() })
  const tips = createTipReader(system.log, { ...options, directory, server })
  const objects = createObjects({
    git,
    fetch: async oids => {
      const answer = await server.ask(fetchCommand({ filter: 'blob:none' }), {
        input: `${oids.join('\n')}\n`
      })
      if (answer.ok) return
      // Before version 2 of the protocol a server gives objects by their ids only if it is told to.
      if (!answer.failure.raw.includes('unadvertised object'))
        throw await server.failure(answer.failure, 'read')
      await tips.fetchAllFiles()
    }
  })

  return {
    fetchTip: async fetchOptions => {
      const { branch, commit } = await tips.fetch(fetchOptions)
      return {
        branch,
        commit,
        list: prefixes => objects.list(commit, prefixes),
        read: paths => objects.read(commit, paths)
      }
    },
    describe: async ({ commit }) => {
      const { author, message } = await readCommit(git, commit)
      return `${author.name}: ${message.split('\n', 1)[0] ?? ''}`
    },
    checkPush: async tip => {
      const failure = await server.send(pushCommand(tip.commit, tip, ['--dry-run']))
      // Only what would stop the real push as well; that the branch has moved on meanwhile does not.
      if (failure !== undefined && isFinal(failure)) throw await server.failure(failure, 'push')
    },
    commit: async (tip, files, text) =>
      await objects.commit(tip.commit, files, text, Math.floor(system.clock.now() / 1_000)),
    push: async (commit, tip, until) => {
      // The lease makes it a compare-and-swap: a branch that was moved back to an ancestor of the tip would otherwise
      // be moved forward again over what was taken out of it. The parent of the commit is the tip, so nothing is forced.
      const lease = `--force-with-lease=${refOf(tip)}:${tip.commit}`
      const command = pushCommand(commit, tip, ['--porcelain', lease])
      const failure = await server.send(command, { until })
      if (failure === undefined) return { kind: 'landed' }
      const { detail } = failure
      if (failure.kind === 'race') return { kind: 'race', mayHaveArrived: failure.remote, detail }
      if (failure.kind !== 'transient') throw await server.failure(failure, 'push')
      const retryAfterMs = await server.retryAfterMs(failure, 'git-receive-pack')
      return { kind: 'unknown', detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
    },
    findLanded: async (tip, commits, until) => await findOnBranch(git, server, tip.commit, commits, until)
  }
}

/** `git push` of one commit to the branch; no hook of this machine runs. */
function pushCommand(commit: string, tip: Tip, options: readonly string[]): readonly string[] {
  return ['push', '--no-verify', ...options, 'origin', `${commit}:${refOf(tip)}`]
}

function refOf(tip: Tip): string {
  return `refs/heads/${tip.branch}`
}
