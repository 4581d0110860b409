/** Variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>

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
