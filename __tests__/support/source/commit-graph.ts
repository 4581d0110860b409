import { createTemporary } from '../../../testbed/temporary.ts'
import {
  type BareRepository,
  type FileContent,
  gitEnvironment,
  runGit
} from '../../../testbed/git-repository.ts'

export interface CommitPlan {
  readonly name: string
  /** Names of commits before it in the list. */
  readonly parents?: readonly string[]
  /** Seconds since the epoch; a minute after the one before. */
  readonly time?: number
  /** What it changes in the files of its first parent; null deletes. Without it, each commit writes some file. */
  readonly files?: Readonly<Record<string, FileContent | null>>
}

/** Makes a line of commits: `line('a', 3)` is a1, a2, a3; the first one stands on `from`. */
export function line(name: string, length: number, from?: string): CommitPlan[] {
  return Array.from({ length }, (_, index) => {
    const parent = index === 0 ? from : `${name}${index}`
    return { name: `${name}${index + 1}`, parents: parent === undefined ? [] : [parent] }
  })
}

/**
 * Writes commits into a repository in one go, and sets its branches, `main` for the last commit where none are given.
 * What no branch leads to stays, as on a host after a push by force. Returns the names of the commits.
 */
export async function writeGraph(
  repository: Pick<BareRepository, 'directory'>,
  plans: readonly CommitPlan[],
  branches: Readonly<Record<string, string>> = { main: plans.at(-1)?.name ?? '' }
): Promise<(name: string) => string> {
  const home = await createTemporary('newtag-graph')
  try {
    const environment = await gitEnvironment(home.path)
    const run = (args: readonly string[], input: string) =>
      runGit(['--git-dir', repository.directory, ...args], environment, input)
    const stream = ['fast-import', '--quiet', '--date-format=raw', '--cat-blob-fd=1']
    const ids = (await run(stream, renderGraph(plans))).toString().trim().split('\n')
    const commits = new Map(plans.map(({ name }, index) => [name, ids[index] ?? '']))
    const commit = (name: string) => {
      const id = commits.get(name)
      if (id === undefined) throw new Error(`there is no commit ${name}`)
      return id
    }
    const updates = Object.entries(branches).map(
      ([branch, name]) => `update refs/heads/${branch} ${commit(name)}\n`
    )
    await run(['update-ref', '--stdin'], `${updates.join('')}delete refs/graph\n`)
    return commit
  } finally {
    await home.remove()
  }
}

function renderGraph(plans: readonly CommitPlan[]): string {
  const marks = new Map(plans.map(({ name }, index) => [name, index + 1]))
  const mark = (name: string) => `:${marks.get(name) ?? 0}`
  return plans
    .flatMap(({ name, parents = [], time, files }, index) => {
      const [first, ...others] = parents
      return [
        'reset refs/graph',
        'commit refs/graph',
        `mark ${mark(name)}`,
        `committer A <a@example.com> ${time ?? 1_700_000_000 + 60 * index} +0000`,
        `data ${Buffer.byteLength(name)}\n${name}`,
        ...(first === undefined ? [] : [`from ${mark(first)}`]),
        ...others.map(other => `merge ${mark(other)}`),
        ...Object.entries(files ?? { [`files/${index % 50}/text`]: `${name}\n` }).map(renderFile),
        `get-mark ${mark(name)}`
      ]
    })
    .map(text => `${text}\n`)
    .join('')
}

function renderFile([name, file]: readonly [string, FileContent | null]): string {
  const quoted = `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
  if (file === null) return `D ${quoted}`
  if (typeof file === 'object' && 'commit' in file) return `M 160000 ${file.commit} ${quoted}`
  const { mode, content } =
    typeof file === 'object' && 'mode' in file ? file : { mode: '100644', content: file }
  return `M ${mode} inline ${quoted}\ndata ${Buffer.byteLength(content)}\n${content.toString()}`
}
