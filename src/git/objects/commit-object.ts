import type { Git } from '../git.ts'

/** What is in a commit object. */
export interface CommitObject {
  readonly tree: string
  /** As the commit names them, also where the history ends here because it is shallow. */
  readonly parents: readonly string[]
  readonly author: Signature
  readonly committer: Signature
  readonly message: string
}

/** Who made a commit, and when; empty where the commit does not say. */
interface Signature {
  readonly name: string
  /** `Name <mail>` */
  readonly person: string
  /** RFC 3339, in the zone of the commit. */
  readonly time: string
}

/** Reads a commit object, and nothing else: what it points to need not be here. */
export async function readCommit(git: Git, commit: string): Promise<CommitObject> {
  return parseCommit((await git.run(['cat-file', 'commit', commit])).toString())
}

/** Parses a commit object: header lines, an empty line, the message (git-cat-file(1), git-commit-tree(1)). */
export function parseCommit(text: string): CommitObject {
  const end = text.indexOf('\n\n')
  const headers = end === -1 ? text : text.slice(0, end)
  return {
    tree: /^tree ([0-9a-f]+)$/m.exec(headers)?.[1] ?? '',
    parents: [...headers.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = '']) => parent),
    author: parseSignature(headers, 'author'),
    committer: parseSignature(headers, 'committer'),
    message: end === -1 ? '' : text.slice(end + 2)
  }
}

function parseSignature(headers: string, role: 'author' | 'committer'): Signature {
  const [, name = ''] = new RegExp(`^${role} (.*) <.*$`, 'm').exec(headers) ?? []
  const [, person = '', seconds, zone = ''] =
    new RegExp(`^${role} (.*) (\\d+) ([+-]\\d{4})$`, 'm').exec(headers) ?? []
  return { name, person, time: seconds === undefined ? '' : rfc3339(Number(seconds), zone) }
}

/** Renders Git's seconds and zone (`+0130`) as `git show --format=%cI` does; empty for what no calendar has. */
function rfc3339(seconds: number, zone: string): string {
  const offset = (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3)))
  const date = new Date((seconds + offset * 60) * 1_000)
  if (Number.isNaN(date.getTime())) return ''
  return `${date.toISOString().slice(0, 19)}${zone.slice(0, 3)}:${zone.slice(3)}`
}
