import { newToken, recognizeHost } from '../host.ts'
import type { FailureSubject, GitFailure, GitFailureKind } from './kinds.ts'

/** The refusals that may come from a token that nobody has set. A host tells who it does not know what it likes. */
const kinds: ReadonlySet<GitFailureKind> = new Set(['auth', 'denied', 'restricted', 'no-repository'])

/** Says of a refusal that nobody has set `token`, or may not have, and what to do; undefined where that is not why. */
export function explainMissingToken(
  { token, during, repository, url }: FailureSubject,
  words: string,
  { kind, detail }: GitFailure
): string | undefined {
  if (!kinds.has(kind)) return undefined
  // Whether it exists is not told to who may not see it.
  const isUnseen = kind === 'no-repository'
  if (token.kind === 'job') {
    const reach = isUnseen
      ? `reaches ${token.repository} only, and does not see ${repository}, if that exists`
      : `reaches ${token.repository} only, and not ${repository}`
    return (
      `\`token\` is not set, or the same as \`github-token\`: the job's own token ${reach} ${words}. ` +
      `Create a token with write access to the contents of ${repository} (${newToken(recognizeHost(url, detail))}), store it as a secret and set \`token\`.`
    )
  }
  if (token.kind !== 'none') return undefined
  const access =
    during === 'push' ? 'takes no push' : isUnseen ? 'is not seen, if it exists,' : 'cannot be read'
  return (
    `\`token\` is empty: ${repository} ${access} without one ${words}. If it comes from a secret, check the secret's ` +
    'name; a secret is not given to a run for a pull request of a fork or of Dependabot, nor to a reusable workflow ' +
    'without `secrets: inherit`.'
  )
}
