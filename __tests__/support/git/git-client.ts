import path from 'node:path'

import { createGit } from '../../../src/git/git.ts'
import { initializeDirectory } from '../../../src/git/directory.ts'
import type { GitFailure } from '../../../src/git/failure/kinds.ts'
import { createGitRemote } from '../../../src/git/transport.ts'
import { parseRemote } from '../../../src/git/address.ts'
import { gitSystem } from './git-system.ts'

export interface GitClientOptions {
  readonly url: string
  /** A folder of this client alone. */
  readonly directory: string
  readonly token?: string
  /** More variables for Git, as a job may have set them. */
  readonly env?: Readonly<Record<string, string>>
  /** For how long a command may be kept waiting, in milliseconds. */
  readonly timeoutMs?: number
}

/** The commands of a run, once each, with what they mean when they fail. */
export interface GitClient {
  readonly directory: string
  /** Lists the branches of the remote. */
  list(): Promise<GitFailure | undefined>
  /** Brings the tip of `main`, with nothing before it. */
  fetch(): Promise<GitFailure | undefined>
  /** Makes a commit on the tip that was fetched, with a file of such bytes if given, and pushes it to a branch. */
  push(options?: PushOptions): Promise<GitFailure | undefined>
}

interface PushOptions {
  /** Default: `refs/heads/main`. */
  readonly ref?: string
  /** The content of a new file. */
  readonly content?: Buffer
  /** More options of `git push`. */
  readonly more?: readonly string[]
  /** Leaves out the lease, which lets Git itself refuse. */
  readonly withoutLease?: boolean
}

const tipRef = 'refs/newtag/tip'
const person = ['-c', 'user.name=newtag', '-c', 'user.email=newtag@example.com']

/** Opens a repository of our own as a run does, with its environment and its configuration. */
export async function openGitClient(options: GitClientOptions): Promise<GitClient> {
  const parsed = parseRemote(options.url, 'https://github.com')
  if (!parsed.ok) throw new Error(parsed.problem)
  const remote = parsed.value
  const directory = path.join(options.directory, 'gitops.git')
  await initializeDirectory(directory, remote.url)
  const system = gitSystem(options.directory, { env: options.env ?? {} })
  const git = createGit(system, directory)
  const gitRemote = createGitRemote(system, {
    git,
    remote,
    token: options.token ?? '',
    timeoutMs: options.timeoutMs ?? 60_000,
    branch: () => 'main'
  })
  const run = async (command: readonly string[], input?: Buffer) =>
    (await git.run(command, input === undefined ? {} : { input })).toString().trim()
  const commit = async (content: Buffer | undefined) => {
    const tip = await run(['rev-parse', '--verify', tipRef])
    const blob = content === undefined ? undefined : await run(['hash-object', '-w', '--stdin'], content)
    const entry = Buffer.from(`100644 blob ${blob ?? ''}\tlarge\n`)
    const tree = blob === undefined ? `${tip}^{tree}` : await run(['mktree'], entry)
    return { tip, ours: await run([...person, 'commit-tree', '-p', tip, '-m', 'Deploy', tree]) }
  }
  let plain: ReturnType<typeof commit> | undefined

  return {
    directory: options.directory,
    list: () => gitRemote.send(['ls-remote', 'origin']),
    fetch: () => {
      plain = undefined
      return gitRemote.send(['fetch', '--depth=1', '--no-tags', 'origin', `+refs/heads/main:${tipRef}`])
    },
    push: async ({ ref = 'refs/heads/main', content, more = [], withoutLease = false } = {}) => {
      const made = content === undefined ? (plain ??= commit(undefined)) : commit(content)
      const { tip, ours } = await made
      const lease = withoutLease ? [] : [`--force-with-lease=${ref}:${tip}`]
      return await gitRemote.send([
        ...['push', '--porcelain', '--no-verify', ...lease, ...more],
        ...['origin', `${ours}:${ref}`]
      ])
    }
  }
}
