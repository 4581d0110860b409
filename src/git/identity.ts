import type { Identity } from './types.ts'

/** The account that GitHub shows for commits of a workflow. Its number is known on github.com only. */
export function defaultIdentity(serverUrl: string): Identity {
  const { hostname } = new URL(serverUrl)
  const number = hostname === 'github.com' ? '41898282+' : ''
  return { name: 'github-actions[bot]', email: `${number}github-actions[bot]@users.noreply.${hostname}` }
}
