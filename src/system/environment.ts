/** Variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>

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

/** Secrets that the runner hands to the action itself and that no child of ours needs. */
const runnerSecrets = new Set(['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_URL'])

/**
 * The environment for a child process: the runner's, without the action's inputs (they hold the token) and without
 * the runner's own secrets.
 */
export function childEnvironment(
  env: Environment,
  extra: Readonly<Record<string, string>> = {}
): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || name.startsWith('INPUT_') || runnerSecrets.has(name)) continue
    result[name] = value
  }
  return { ...result, ...extra }
}

/**
 * The environment for Git: as above, and nothing that could make it ask a person, write a trace, use another
 * repository, or speak another language than the one its answers are read in. How it reaches a server (SSH command,
 * proxy, certificates) stays as the job has set it. Paths are paths: `:x` and `[a]` have no magic (gitglossary(7)).
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
