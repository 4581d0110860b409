import { ActionError } from '../errors/errors.ts'
import { describeEnd, type ProcessResult } from '../system/process.ts'
import { orMissing } from '../system/program-errors.ts'
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
  const start = async (command: readonly string[], { args = [], ...rest }: GitOptions) =>
    await processes
      .run('git', [`--git-dir=${directory}`, ...args, ...command], {
        ...rest,
        env: { ...ownEnvironment, ...rest.env }
      })
      .catch(missing)
  return {
    try: async (command, options = {}) => {
      const result = await start(command, options)
      const { ending, stderr } = result
      // Whoever reads what Git says reads this too.
      return ending === undefined ? result : { ...result, stderr: `${stderr}\nfatal: git ${ending}\n` }
    },
    run: async (command, options = {}) => {
      const result = await start(command, options)
      const { stdout, stderr } = result
      if (result.exitCode !== 0) {
        if (await isDiskFull(stderr)) throw runnerFull(stderr.trim())
        throw new ActionError(
          'GIT_FAILED',
          `\`git ${command[0] ?? ''}\` ${describeEnd(result)}: ${stderr.trim() || 'no message'}. ` +
            'If the reason is not clear from this, please report it.'
        )
      }
      return stdout
    }
  }
}

const missing = orMissing('GIT_MISSING', {
  instead: 'Install Git 2.31 or newer on the runner; GitHub-hosted runners have it.'
})

/** Without a server in the command, the disk that is full is the runner's. */
async function isDiskFull(stderr: string): Promise<boolean> {
  const { explainGitFailure } = await import('./failure/recognise.ts')
  return explainGitFailure('', stderr).kind === 'runner-full'
}
