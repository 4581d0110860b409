import { type Processes, ProgramNotFound } from '../system/process.ts'
import type { RunContext } from '../context/context.ts'

/** What is known of the commit that is deployed. */
export interface SourceCommit {
  readonly sha: string
  /** RFC 3339; undefined when the commit cannot be read. */
  readonly committedAt: string | undefined
  readonly authoredAt: string | undefined
  /** `Name <mail>` */
  readonly author: string | undefined
  readonly subject: string | undefined
}

/**
 * Reads the source commit from the checkout, else from the event's payload. It only adds detail (labels, trailers),
 * so a checkout that is not there is no failure.
 * @param env the environment for Git: see gitEnvironment()
 */
export async function readSourceCommit(
  context: RunContext,
  processes: Processes,
  env: Readonly<Record<string, string>>
): Promise<SourceCommit> {
  const { sourceCommit: sha, workspace } = context
  // The checkout is not ours: nothing in its configuration may be executed, and its owner does not matter for reading.
  const safe = [
    '-c',
    `safe.directory=${workspace}`,
    '-c',
    'core.fsmonitor=false',
    '-c',
    'core.hooksPath=/dev/null'
  ]
  try {
    const { exitCode, stdout } = await processes.run('git', [...safe, 'cat-file', 'commit', sha], {
      cwd: workspace,
      // A partial clone would otherwise fetch the commit, with the transport of its configuration. The first of these
      // is for Git 2.45 and newer.
      env: { ...env, GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' }
    })
    if (exitCode === 0) return parseCommit(sha, stdout.toString('utf8'))
  } catch (error) {
    // Without Git, or without the workspace, the event still says something.
    if (!(error instanceof ProgramNotFound) && !isMissingFolder(error)) throw error
  }
  return fromEvent(context)
}

function isMissingFolder(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function fromEvent({ sourceCommit: sha, headCommit }: RunContext): SourceCommit {
  if (headCommit?.id !== sha) {
    return { sha, committedAt: undefined, authoredAt: undefined, author: undefined, subject: undefined }
  }
  const { timestamp, message, authorName, authorEmail } = headCommit
  const author = authorName !== '' && authorEmail !== '' ? `${authorName} <${authorEmail}>` : undefined
  return {
    sha,
    committedAt: timestamp,
    authoredAt: timestamp,
    author: clean(author),
    subject: clean(message.split('\n')[0])
  }
}

/** Parses a commit object: header lines, an empty line, the message. */
export function parseCommit(sha: string, text: string): SourceCommit {
  const end = text.indexOf('\n\n')
  const headers = end === -1 ? text : text.slice(0, end)
  const person = (role: string) => new RegExp(`^${role} (.*) (\\d+) ([+-]\\d{4})$`, 'm').exec(headers)
  const author = person('author')
  const committer = person('committer')
  return {
    sha,
    committedAt: committer === null ? undefined : rfc3339(Number(committer[2]), committer[3] ?? ''),
    authoredAt: author === null ? undefined : rfc3339(Number(author[2]), author[3] ?? ''),
    author: clean(author?.[1]),
    subject: end === -1 ? undefined : clean(text.slice(end + 2).split('\n')[0])
  }
}

/** Renders Git's seconds and zone (`+0130`) as RFC 3339 in that zone, as `git show --format=%cI` does. */
function rfc3339(seconds: number, zone: string): string | undefined {
  const offset = (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3)))
  const date = new Date((seconds + offset * 60) * 1_000)
  if (Number.isNaN(date.getTime())) return undefined
  return `${date.toISOString().slice(0, 19)}${zone.slice(0, 3)}:${zone.slice(3)}`
}

/** One line, without control characters: it goes into trailers, where a line break would start another one. */
function clean(text: string | undefined): string | undefined {
  const cleaned = text
    ?.replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 300)
  return cleaned === '' ? undefined : cleaned
}
