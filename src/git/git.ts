import { ActionError } from '../errors/errors.ts'
import { type Processes, type ProcessResult, ProgramNotFound } from '../system/process.ts'
import { explainGitFailure } from './failure/explain.ts'
import { runnerFull } from './storage-full.ts'

export interface GitOptions {
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
 * Creates the runner for one bare repository. It is named by `--git-dir`, never discovered, so that a
 * `safe.bareRepository` setting of the machine does not matter.
 */
export function createGit(
  processes: Processes,
  env: Readonly<Record<string, string>>,
  gitDirectory: string
): Git {
  const git: Git = {
    try: async (command, options = {}) => {
      try {
        return await processes.run(
          'git',
          [`--git-dir=${gitDirectory}`, ...(options.args ?? []), ...command],
          {
            env: { ...env, ...options.env },
            ...(options.input === undefined ? {} : { input: options.input }),
            ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs })
          }
        )
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
        if (isDiskFull(stderr)) throw runnerFull(stderr.trim())
        throw new ActionError(
          'GIT_FAILED',
          `\`git ${command[0] ?? ''}\` failed with exit code ${exitCode}: ${stderr.trim() || 'no message'}. ` +
            'Nothing was changed in the GitOps repository.'
        )
      }
      return stdout
    }
  }
  return git
}

/** Without a server in the command, the disk that is full is the runner's. */
function isDiskFull(stderr: string): boolean {
  return explainGitFailure('', stderr).kind === 'runner-full'
}
