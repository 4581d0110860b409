import { ActionError } from '../errors/errors.ts'
import { type ProcessResult, ProgramNotFound } from '../system/process.ts'
import type { System } from '../system/system.ts'
import { gitEnvironment } from './environment.ts'
import { runnerFull } from './storage-full.ts'

interface GitOptions {
  /** Options that stand before the command. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string | Buffer
  readonly timeoutMs?: number
}

/** Runs Git in one place with one environment. */
export interface Git {
  /** Runs a command whatever its exit code. */
  try(command: readonly string[], options?: GitOptions): Promise<ProcessResult>
  /**
   * Runs a command that has no reason to fail.
   * @throws {ActionError} STORAGE_FULL, GIT_FAILED with Git's words
   */
  run(command: readonly string[], options?: GitOptions): Promise<Buffer>
}

/**
 * Creates the runner for one repository. It is named by `--git-dir`, never discovered, so that the settings
 * `safe.bareRepository` and `safe.directory` of the machine do not matter.
 * @param directory the repository itself: a bare one, or the `.git` of a checkout
 */
export function createGit({ processes, env }: Pick<System, 'processes' | 'env'>, directory: string): Git {
  const ownEnvironment = gitEnvironment(env)
  const git: Git = {
    try: async (command, options = {}) => {
      try {
        const { args = [], ...rest } = options
        return await processes.run('git', [`--git-dir=${directory}`, ...args, ...command], {
          ...rest,
          env: { ...ownEnvironment, ...rest.env }
        })
      } catch (error) {
        if (!(error instanceof ProgramNotFound)) throw error
        throw new ActionError(
          'GIT_MISSING',
          'Git was not found on PATH. Install Git 2.31 or newer on the runner; GitHub-hosted runners have it.',
          { cause: error }
        )
      }
    },
    run: async (command, options) => {
      const { exitCode, stdout, stderr } = await git.try(command, options)
      if (exitCode !== 0) {
        if (await isDiskFull(stderr)) throw runnerFull(stderr.trim())
        throw new ActionError(
          'GIT_FAILED',
          `\`git ${command[0] ?? ''}\` failed with exit code ${exitCode}: ${stderr.trim() || 'no message'}. ` +
            'If the reason is not clear from this, please report it.'
        )
      }
      return stdout
    }
  }
  return git
}

/** Without a server in the command, the disk that is full is the runner's. */
async function isDiskFull(stderr: string): Promise<boolean> {
  const { explainGitFailure } = await import('./failure/recognise.ts')
  return explainGitFailure('', stderr).kind === 'runner-full'
}
