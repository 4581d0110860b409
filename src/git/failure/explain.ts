import { certainties, interruption, kindOfStatus } from './connection.ts'
import type { GitFailureKind, Words } from './kinds.ts'
import { describeOutput, type GitOutput, readOutput, type Verdict } from './output.ts'
import {
  busyWords,
  closedDoors,
  hookRefusals,
  hookTrouble,
  reasons,
  refusals,
  unpackProblems
} from './refusals.ts'

export interface GitFailure {
  readonly kind: GitFailureKind
  /** Git's or the server's own words: one line of at most 600 characters, without control characters. */
  readonly detail: string
  /** The answer came from the server; otherwise Git itself refused to send anything. */
  readonly remote: boolean
  /** The server turned the request away for a while (429, 503, a rate limit): it may have said for how long. */
  readonly busy: boolean
}

/**
 * Explains a failed `git fetch`, `ls-remote` or `push`. What counts, in this order: the porcelain verdict on the ref;
 * what Git, curl and ssh say; the HTTP status; and the words of the server only where one of these says that it
 * refused. What a hook chats about is no verdict.
 */
export function explainGitFailure(stdout: string, stderr: string): GitFailure {
  const output = readOutput(stdout, stderr)
  const { kind, busy = false } =
    output.verdict === undefined ? explainSilence(output) : explainVerdict(output.verdict, output)
  return { kind, busy, detail: describeOutput(output), remote: output.verdict?.by !== 'git' }
}

/** Whether the same push would meet this failure again, until somebody changes something. */
export function isFinal({ kind }: Pick<GitFailure, 'kind'>): boolean {
  return kind !== 'race' && kind !== 'transient' && kind !== 'other'
}

interface Finding {
  readonly kind: GitFailureKind
  readonly busy?: boolean
}

function explainVerdict({ by, reason }: Verdict, output: GitOutput): Finding {
  if (by === 'none') return { kind: 'transient' }
  const known = look(reasons, reason)
  if (by === 'git') return { kind: known === 'race' ? 'race' : 'other' }
  if (isUnpackFailure(reason, output)) {
    return { kind: look(unpackProblems, ...output.said, ...output.own) ?? 'transient' }
  }
  if (known === 'race') return { kind: refUpdateProblem([reason, ...output.said]) ?? 'race' }
  if (known !== undefined) return { kind: known }
  if (!/hook|push declined/i.test(reason)) return { kind: look(refusals, reason) ?? 'rejected' }
  if (output.said.some(line => hookTrouble.test(line))) return { kind: 'transient' }
  return { kind: look(hookRefusals, ...output.said, reason) ?? 'rejected' }
}

function isUnpackFailure(reason: string, { own }: GitOutput): boolean {
  return (
    /unpacker error|^failed$/.test(reason) ||
    own.some(line => /^error: (?:remote )?unpack failed:/.test(line))
  )
}

/**
 * Git reports every failure to move a ref like a lost race. Only its own line, in its whole form, can say that it was
 * none: a hook may well have talked about a full disk before somebody was faster.
 */
function refUpdateProblem(said: readonly string[]): GitFailureKind | undefined {
  const own =
    said.find(line => /^(?:(?:error|fatal): )?(?:cannot lock ref|unable to write) .*: /.test(line)) ?? ''
  if (/: (?:No space left on device|Disk quota exceeded|File too large)\.?$/.test(own)) return 'server-full'
  return /: (?:Read-only file system|Permission denied)\.?$/.test(own) ? 'read-only' : undefined
}

/** There was no verdict: the command ended before the server could give one. */
function explainSilence({ own, said }: GitOutput): Finding {
  const lines = own.filter(line => !/^(?:To|From|hint:|warning:) /.test(line))
  const unquoted = lines.map(withoutQuotes)
  const status = httpStatus(unquoted)
  // 401 and 404 have texts of their own in Git; the others it reports by their number.
  if (status !== undefined && status !== 401 && status !== 404) return explainStatus(status, said)
  const certain = look(certainties, ...unquoted)
  if (certain !== undefined) {
    return { kind: certain, busy: unquoted.some(line => /rate limited by/.test(line)) }
  }
  if (status !== undefined) return { kind: kindOfStatus(status) }
  if (lines.some(line => sshRefusal.test(line))) return explainWords(lines)
  if (unquoted.some(line => interruption.test(line))) return { kind: 'transient' }
  return lines.some(line => /Could not read from remote/.test(line)) ? explainWords(said) : { kind: 'other' }
}

/** An SSH server that refuses says so without the mark of `remote:`, or in a packet of Git's protocol. */
const sshRefusal =
  /^(?:ERROR|FATAL|GitLab|Gitea|Forgejo|Gogs|conq): |^fatal: remote error: |^repository access denied/

/** The status of an HTTP answer; one of success says nothing about why the command failed. */
function httpStatus(lines: readonly string[]): number | undefined {
  const pattern = /(?:returned error: |failed; HTTP |HTTP code = )([3-5]\d\d)\b/
  const found = lines.map(line => pattern.exec(line)?.[1]).find(status => status !== undefined)
  return found === undefined ? undefined : Number(found)
}

function explainStatus(status: number, said: readonly string[]): Finding {
  if (status === 407) return { kind: 'proxy' }
  if (status < 400) return { kind: 'moved' }
  if (status === 507) return { kind: 'server-full' }
  if (status >= 500 || status === 408 || status === 425 || status === 429) {
    return { kind: 'transient', busy: status === 429 || status === 503 }
  }
  const { kind, busy = false } = explainWords(said)
  return { kind: kind === 'other' ? kindOfStatus(status) : kind, busy }
}

function explainWords(lines: readonly string[]): Finding {
  const kind = look(closedDoors, ...lines) ?? 'other'
  return { kind, busy: kind === 'transient' && lines.some(line => busyWords.test(line)) }
}

function look(words: Words, ...lines: readonly string[]): GitFailureKind | undefined {
  return words.find(([, pattern]) => lines.some(line => pattern.test(line)))?.[0]
}

/** A repository, a file or a host can be called anything; an apostrophe inside a word is no quote. */
function withoutQuotes(line: string): string {
  return line.replace(/(^|[\s(:])'[^']*'/g, "$1''")
}
