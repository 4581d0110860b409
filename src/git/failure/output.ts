import { stripVTControlCharacters } from 'node:util'

/** What a failed Git command printed, sorted by where it comes from. */
export interface GitOutput {
  /** The verdict on the pushed ref, as `git push --porcelain` gives it; nothing when it did not come to one. */
  readonly verdict: Verdict | undefined
  /** The lines of the server, or of a hook on it: those that Git marks with `remote:`, without the mark. */
  readonly remoteLines: readonly string[]
  /** All other lines: those of Git, of the transport it uses, and of an SSH server that refuses before Git begins. */
  readonly localLines: readonly string[]
}

export interface Verdict {
  /** `git`: Git sent nothing; `server`: the server refused; `none`: the server did not say what became of it. */
  readonly by: 'git' | 'server' | 'none'
  /** The words in parentheses. */
  readonly reason: string
  /** As Git prints it: `[remote rejected] (fetch first)`. */
  readonly text: string
}

/** So much of a text's start and of its end is read: hooks may print megabytes. */
const keptLength = 64 * 1024
const longestLine = 1_000
const longestDescription = 600

const verdictBy = { rejected: 'git', 'remote rejected': 'server', 'remote failure': 'none' } as const
/** `!<TAB>from:to<TAB>[summary] (reason)` (git-push(1), OUTPUT), and the same for people, on standard error. */
const verdictLine =
  /^(?:!\t[^\t]*\t| ! )\[(rejected|remote rejected|remote failure)\](?: .* -> \S+)? *(?:\((.*)\))?$/

/** Sorts the output of a failed command; it is foreign text of any length. */
export function readOutput(stdout: string, stderr: string): GitOutput {
  const remoteLines: string[] = []
  const localLines: string[] = []
  let verdict = linesOf(stdout, '\n').map(parseVerdict).find(isFound)
  for (const line of linesOf(stderr, /\r\n|\n|\r/)) {
    const words = /^remote: ?(.*)$/.exec(line)?.[1]
    const forPeople = words === undefined ? parseVerdict(line) : undefined
    if (words !== undefined) remoteLines.push(words.trim())
    else if (forPeople !== undefined) verdict ??= forPeople
    else localLines.push(line.trim())
  }
  return { verdict, remoteLines, localLines }
}

function parseVerdict(line: string): Verdict | undefined {
  const [, summary, reason = ''] = verdictLine.exec(line) ?? []
  if (summary !== 'rejected' && summary !== 'remote rejected' && summary !== 'remote failure')
    return undefined
  return { by: verdictBy[summary], reason, text: `[${summary}]${reason === '' ? '' : ` (${reason})`}` }
}

function isFound(verdict: Verdict | undefined): boolean {
  return verdict !== undefined
}

/** On standard error Git marks what follows a line feed and what follows a carriage return, and nothing else. */
function linesOf(text: string, ends: string | RegExp): readonly string[] {
  return shorten(text)
    .split(ends)
    .map(line => clean(line.slice(0, longestLine)).trimEnd())
}

/** Keeps the start and the end. The end begins with a whole line: one without its start would have lost its mark. */
function shorten(text: string): string {
  if (text.length <= 2 * keptLength) return text
  const end = text.slice(-keptLength)
  const firstBreak = end.indexOf('\n')
  return `${text.slice(0, keptLength)}\n${firstBreak < 0 ? '' : end.slice(firstBreak + 1)}`
}

/** Takes out colours, control characters except the tab, and what changes the direction of text or hides it. */
function clean(line: string): string {
  return stripVTControlCharacters(line).replace(/(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
}

/** Puts what was said on one line of bounded length, without advice, progress and repetitions. */
export function describeOutput(
  { verdict, remoteLines, localLines }: GitOutput,
  hide: (text: string) => string
): string {
  const lines = [
    ...(verdict === undefined ? [] : [verdict.text]),
    ...localLines.filter(line => ownWords.test(line) && !/^error: failed to push some refs/.test(line)),
    ...remoteLines.filter(line => !noise.test(line))
  ].map(line => line.replace(/\s+/g, ' ').trim())
  const words = hide([...new Set(lines)].filter(line => line !== '').join('; '))
  if (words === '') return 'Git gave no reason'
  if (words.length <= longestDescription) return words
  const half = longestDescription / 2 - 2
  return `${words.slice(0, half)} … ${words.slice(-half)}`.replace(/\p{Cs}/gu, '')
}

const ownWords =
  /^(?:fatal|error|ssh|FATAL|ERROR|GitLab|Gitea|Forgejo|Gogs|conq):|Permission denied|Host key verification|HOST IDENTIFICATION|(?:closed|reset) by|not responding|access denied/
const noise =
  /^(?:[=\-_*—\s]*$|(?:Enumerating|Counting|Compressing|Finding sources|Resolving|Processing|Total|Checking connectivity|Receiving|Unpacking|Updating references)\b.*(?:\d|done))/
