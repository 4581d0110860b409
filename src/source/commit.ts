import type { RunContext } from '../context/context.ts'
import { ActionError } from '../errors/errors.ts'
import { parseCommit } from '../git/index.ts'
import type { System } from '../system/system.ts'
import { type Deploy, readDeploy } from './deploy-trailers.ts'
import { readerOfCheckout } from './git/reader.ts'

/** What is known of the commit that is deployed. */
export interface SourceCommit {
  readonly sha: string
  /** RFC 3339; undefined when the commit cannot be read. */
  readonly committedAt: string | undefined
  readonly authoredAt: string | undefined
  /** `Name <mail>` */
  readonly author: string | undefined
  readonly subject: string | undefined
  /** What it deploys, where newtag has made it: the GitOps repository may be the source repository. */
  readonly deploy: Deploy | undefined
}

/**
 * Reads the source commit from the checkout, else from the event's payload. It only adds detail (labels, trailers),
 * so a checkout that is not there is no failure.
 */
export async function readSourceCommit(
  system: Pick<System, 'processes' | 'env'>,
  context: RunContext
): Promise<SourceCommit> {
  const { sourceCommit: sha, workspace } = context
  try {
    const object = await readerOfCheckout(system, workspace)(['cat-file', 'commit', sha])
    if (object !== undefined) return fromObject(sha, object.toString('utf8'))
  } catch (error) {
    // Without Git the event still says something.
    if (!(error instanceof ActionError) || error.code !== 'GIT_MISSING') throw error
  }
  return fromEvent(context)
}

function fromObject(sha: string, object: string): SourceCommit {
  const { author, committer, message } = parseCommit(object)
  return {
    sha,
    committedAt: committer.time || undefined,
    authoredAt: author.time || undefined,
    author: clean(author.person),
    subject: clean(message.split('\n', 1)[0]),
    deploy: readDeploy(message)
  }
}

function fromEvent({ sourceCommit: sha, headCommit }: RunContext): SourceCommit {
  if (headCommit?.id !== sha) {
    return nothingBut(sha)
  }
  const { timestamp, message, authorName, authorEmail } = headCommit
  const author = authorName !== '' && authorEmail !== '' ? `${authorName} <${authorEmail}>` : undefined
  return {
    sha,
    committedAt: timestamp,
    authoredAt: timestamp,
    author: clean(author),
    subject: clean(message.split('\n', 1)[0]),
    deploy: readDeploy(message)
  }
}

/** A commit of which nothing but the name is known. */
export function nothingBut(sha: string): SourceCommit {
  const unknown = { committedAt: undefined, authoredAt: undefined, author: undefined, subject: undefined }
  return { sha, ...unknown, deploy: undefined }
}

/** One line, without control characters: it goes into trailers, where a line break would start another one. */
function clean(text: string | undefined): string | undefined {
  const cleaned = text
    ?.replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 300)
  return cleaned === '' ? undefined : cleaned
}
