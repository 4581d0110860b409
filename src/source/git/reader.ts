import path from 'node:path'

import { createGit, type Git } from '../../git/index.ts'
import type { System } from '../../system/system.ts'
import { isWholeName } from '../tag-commits.ts'

interface ReadOptions {
  readonly input?: string
  /** `name=value` of configuration that goes above that of the repository. */
  readonly config?: readonly string[]
}

/** Runs a command that changes nothing, and gives what it prints; undefined when it fails. */
export type Read = (command: readonly string[], options?: ReadOptions) => Promise<Buffer | undefined>

/**
 * Whatever the configuration of the repository says, nothing is fetched on the way (partial clones do, and Git before
 * 2.45 knows no GIT_NO_LAZY_FETCH), and the parents of a commit are those that the commit names.
 */
const readingEnvironment = {
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: '/dev/null',
  GIT_OPTIONAL_LOCKS: '0'
} as const

const args = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null']

/** How long one question to a checkout may take, in milliseconds: a full history may have a million commits. */
const checkoutMs = 15_000

/**
 * Creates the reader of the checkout in a folder. The repository is named, not looked for: a folder without .git may
 * lie inside another repository. There may be none at all; then every command fails.
 */
export function readerOfCheckout(system: Pick<System, 'processes' | 'env'>, workTree: string): Read {
  return createReader(createGit(system, path.join(workTree, '.git')), checkoutMs, workTree)
}

/**
 * Creates the reader of a repository that may not be ours.
 * @param timeoutMs how long one command may take
 * @param workTree where its files are; without it paths mean those of the commits
 */
export function createReader(git: Git, timeoutMs: number, workTree?: string): Read {
  // Named, because the configuration can name another one; and from its root, where paths are what they say.
  const location = workTree === undefined ? [] : ['-C', workTree, `--work-tree=${workTree}`]
  return async (command, { input, config = [] } = {}) => {
    const { exitCode, stdout } = await git.try(command, {
      args: [...args, ...location, ...config.flatMap(setting => ['-c', setting])],
      env: readingEnvironment,
      timeoutMs,
      ...(input === undefined ? {} : { input })
    })
    return exitCode === 0 ? stdout : undefined
  }
}

/** The commit that is checked out; undefined when there is none. */
export async function headOf(read: Read): Promise<string | undefined> {
  const commit = (await read(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']))
    ?.toString('latin1')
    .trim()
  return commit !== undefined && isWholeName(commit) ? commit : undefined
}
