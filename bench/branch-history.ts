import { type BareRepository, runGit } from '../testbed/git-repository.ts'

/** What a writer has asked for, and what its job says of it. */
export interface Claim {
  readonly image: string
  readonly tag: string
  readonly isGreen: boolean
}

/** What the branch says of the claims. */
export interface Verdict {
  /** The tag is on the branch, from some commit to the last. */
  readonly landed: number
  /** The job was green, and the tag was at no commit, or at a later one it was gone again. */
  readonly lost: number
  readonly red: number
  /** The job was red, and the tag is on the branch all the same. */
  readonly redButLanded: number
  /** Without the first one, which the writers found. */
  readonly commits: number
}

/**
 * Reads the kustomization at every commit of the branch and holds the claims against it.
 * @throws when an entry has a value that nobody has asked for, or entries are missing
 */
export async function judge(
  repository: BareRepository,
  file: string,
  claims: readonly Claim[],
  env: Readonly<Record<string, string>>
): Promise<Verdict> {
  const commits = (await repository.git('rev-list', '--reverse', '--topo-order', 'main')).split('\n')
  const tags = await readTags(repository, file, commits, env)
  const before = tags[0] ?? new Map<string, string>()
  let [landed, lost, red, redButLanded] = [0, 0, 0, 0]
  for (const { image, tag, isGreen } of claims) {
    const values = tags.map(each => each.get(image))
    const odd = values.find(value => value !== tag && value !== before.get(image))
    if (odd !== undefined || values.includes(undefined))
      throw new Error(`The entry ${image} became ${odd ?? 'nothing'}, and ${tag} was asked for`)
    const first = values.indexOf(tag)
    const stays = first !== -1 && values.slice(first).every(value => value === tag)
    if (stays) landed += 1
    if (isGreen && !stays) lost += 1
    if (!isGreen) red += 1
    if (!isGreen && stays) redButLanded += 1
  }
  return { landed, lost, red, redButLanded, commits: commits.length - 1 }
}

/** Reads the tag of each entry at each commit. */
async function readTags(
  repository: BareRepository,
  file: string,
  commits: readonly string[],
  env: Readonly<Record<string, string>>
): Promise<Map<string, string>[]> {
  const input = commits.map(commit => `${commit}:${file}\n`).join('')
  const output = await runGit(['--git-dir', repository.directory, 'cat-file', '--batch'], env, input)
  const tags: Map<string, string>[] = []
  for (let start = 0; start < output.length;) {
    const end = output.indexOf('\n', start)
    const size = Number(output.toString('latin1', start, end).split(' ')[2])
    const text = output.toString('utf8', end + 1, end + 1 + size)
    const entries = text.matchAll(/^- name: (\S+)\n {2}newTag: "?([^"\s]+)"?$/gm)
    tags.push(new Map(Array.from(entries, ([, name = '', tag = '']) => [name, tag])))
    start = end + 1 + size + 1
  }
  return tags
}
