// Recognises what a failed Git command means: standard error and porcelain → a kind of failure.

import { connectionRules, interruption, kindOfStatus } from './connection.ts'
import type { GitFailure, GitFailureKind, Rules } from './kinds.ts'
import { describeOutput, type GitOutput, readOutput, type Verdict } from './output.ts'
import {
  busyWords,
  accessRules,
  hookRules,
  hookFailure,
  refRules,
  refusalRules,
  unpackRules
} from './refusals.ts'

/**
 * Explains a failed `git fetch`, `ls-remote` or `push`. What counts, in this order: the porcelain verdict on the ref;
 * what Git, curl and ssh say; the HTTP status; and the words of the server only where one of these says that it
 * refused. What a hook chats about is not a verdict.
 * @param hide takes secrets out of what is shown; what is recognised is not changed by it
 */
export function explainGitFailure(
  stdout: string,
  stderr: string,
  hide: (text: string) => string = text => text
): GitFailure {
  const output = readOutput(stdout, stderr)
  const { kind, busy = false } =
    output.verdict === undefined ? explainSilence(output) : explainVerdict(output.verdict, output)
  const raw = describeOutput(output, text => text)
  return { kind, busy, raw, detail: describeOutput(output, hide), remote: output.verdict?.by !== 'git' }
}

interface FailureCause {
  readonly kind: GitFailureKind
  readonly busy?: boolean
}

function explainVerdict({ by, reason }: Verdict, output: GitOutput): FailureCause {
  if (by === 'none') return { kind: 'transient' }
  const byRef = firstMatch(refRules, reason)
  if (by === 'git') return { kind: byRef === 'race' ? 'race' : 'other' }
  if (isUnpackFailure(reason, output)) {
    return { kind: firstMatch(unpackRules, ...output.remoteLines, ...output.localLines) ?? 'transient' }
  }
  if (byRef === 'race') return { kind: refUpdateProblem([reason, ...output.remoteLines]) ?? 'race' }
  if (byRef !== undefined) return { kind: byRef }
  if (!/hook|push declined/i.test(reason)) return { kind: firstMatch(refusalRules, reason) ?? 'rejected' }
  if (output.remoteLines.some(line => hookFailure.test(line))) return { kind: 'transient' }
  return { kind: firstMatch(hookRules, ...output.remoteLines, reason) ?? 'rejected' }
}

function isUnpackFailure(reason: string, { localLines }: GitOutput): boolean {
  return (
    /unpacker error|^failed$/.test(reason) ||
    localLines.some(line => /^error: (?:remote )?unpack failed:/.test(line))
  )
}

/**
 * Git reports every failure to move a ref like a lost race. Only its own line, in its whole form, can say that it was
 * none: a hook may well have talked about a full disk before somebody was faster.
 */
function refUpdateProblem(remoteLines: readonly string[]): GitFailureKind | undefined {
  const line =
    remoteLines.find(line => /^(?:(?:error|fatal): )?(?:cannot lock ref|unable to write) .*: /.test(line)) ??
    ''
  if (/: (?:No space left on device|Disk quota exceeded|File too large)\.?$/.test(line)) return 'server-full'
  return /: (?:Read-only file system|Permission denied)\.?$/.test(line) ? 'read-only' : undefined
}

/** There was no verdict: the command ended before the server could give one. */
function explainSilence({ localLines, remoteLines }: GitOutput): FailureCause {
  const lines = localLines.filter(line => !/^(?:To|From|hint:|warning:) /.test(line))
  const unquoted = lines.map(withoutQuotes)
  const status = httpStatus(unquoted)
  // 401 and 404 have texts of their own in Git; the others it reports by their number.
  if (status !== undefined && status !== 401 && status !== 404) return explainStatus(status, remoteLines)
  const certain = firstMatch(connectionRules, ...unquoted)
  if (certain !== undefined) {
    return { kind: certain, busy: unquoted.some(line => /rate limited by/.test(line)) }
  }
  if (status !== undefined) return { kind: kindOfStatus(status) }
  if (lines.some(line => sshRefusal.test(line))) return explainWords(lines)
  if (unquoted.some(line => interruption.test(line))) return { kind: 'transient' }
  return lines.some(line => /Could not read from remote/.test(line))
    ? explainWords(remoteLines)
    : { kind: 'other' }
}

/** An SSH server that refuses says so without the mark of `remote:`, or in a packet of Git's protocol. */
const sshRefusal =
  /^(?:ERROR|FATAL|GitLab|Gitea|Forgejo|Gogs|conq): |^fatal: remote error: |^repository access denied/

/** The status of an HTTP answer; one of success says nothing about why the command failed. */
function httpStatus(lines: readonly string[]): number | undefined {
  const pattern = /(?:returned error: |failed; HTTP |HTTP code = )([3-5]\d\d)\b/
  const status = lines.map(line => pattern.exec(line)?.[1]).find(digits => digits !== undefined)
  return status === undefined ? undefined : Number(status)
}

function explainStatus(status: number, remoteLines: readonly string[]): FailureCause {
  if (status === 407) return { kind: 'proxy' }
  if (status < 400) return { kind: 'moved' }
  if (status === 507) return { kind: 'server-full' }
  if (status >= 500 || status === 408 || status === 425 || status === 429) {
    return { kind: 'transient', busy: status === 429 || status === 503 }
  }
  const { kind, busy = false } = explainWords(remoteLines)
  return { kind: kind === 'other' ? kindOfStatus(status) : kind, busy }
}

function explainWords(lines: readonly string[]): FailureCause {
  const kind = firstMatch(accessRules, ...lines) ?? 'other'
  return { kind, busy: kind === 'transient' && lines.some(line => busyWords.test(line)) }
}

function firstMatch(words: Rules, ...lines: readonly string[]): GitFailureKind | undefined {
  return words.find(([, pattern]) => lines.some(line => pattern.test(line)))?.[0]
}

/** A repository, a file or a host can be called anything; an apostrophe inside a word is no quote. */
function withoutQuotes(line: string): string {
  return line.replace(/(^|[\s(:])'[^']*'/g, "$1''")
}
