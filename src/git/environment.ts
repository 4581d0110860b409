import { childEnvironment, type Environment } from '../system/environment.ts'

/** Variables of Git that a user may have set on purpose for this job; every other GIT_* is dropped. */
const keptGitVariables = new Set([
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_SSH_VARIANT',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'GIT_SSL_CERT',
  'GIT_SSL_KEY',
  'GIT_PROXY_COMMAND',
  'GIT_EXEC_PATH',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM'
])

/**
 * The environment for Git: that of a child process, without anything that could make Git ask a person, write a trace,
 * use another repository, or speak another language than the one its answers are read in. How it reaches a server (SSH
 * command, proxy, certificates) stays as the job has set it. Paths are paths: `:x` and `[a]` have no magic
 * (gitglossary(7)).
 */
export function gitEnvironment(env: Environment): Record<string, string> {
  const result = childEnvironment(env)
  for (const name of Object.keys(result)) {
    const foreign = name.startsWith('GIT_') && !keptGitVariables.has(name)
    if (foreign || name === 'SSH_ASKPASS' || name.startsWith('ACTIONS_') || name === 'LANGUAGE') {
      Reflect.deleteProperty(result, name)
    }
  }
  return {
    ...result,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GCM_INTERACTIVE: 'Never'
  }
}
