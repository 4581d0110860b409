import type { Random } from '../../../testbed/random.ts'

/** A commit of the simulated source repository. */
interface Node {
  readonly id: string
  /** Places of its parents in the list. */
  readonly parents: readonly number[]
}

/** What is wrong with a place that is asked. */
type Fault = 'access' | 'other' | undefined

/** What an image was made from, and what it says of that. */
export interface WorldImage {
  /** The commit that it was really made from; undefined for an image of somebody else. */
  readonly madeFrom: string | undefined
  readonly revision: string | undefined
  readonly source: string | undefined
}

/** A source repository with everything that is true of it, and what each place can see. */
export interface OrderWorld {
  readonly nodes: readonly Node[]
  /** Where the branches are on the server. */
  readonly branches: Readonly<Record<string, string>>
  readonly historyRef: string | undefined
  /** The commit of the run. */
  readonly runCommit: string
  /** The checkout: none, the commit of the run alone, or everything that branches lead to. */
  readonly checkout: 'none' | 'one commit' | 'whole'
  /** A whole checkout knows where the branches are on the server. */
  readonly knowsBranches: boolean
  readonly fetchFault: Fault
  /** The server gives commits by their names that no branch leads to. */
  readonly givesUnreachable: boolean
  readonly api: 'none' | 'there' | Exclude<Fault, undefined>
  /** By `tag` or `sha256:…`. */
  readonly images: ReadonlyMap<string, WorldImage>
  readonly labelsFault: boolean
  /** What the push event says was replaced by force; the truth. */
  readonly takenBack: string | undefined
}

export const ourSource = 'https://github.com/acme/shop'

/** Everything that leads to a commit, itself too. */
export function upTo({ nodes }: Pick<OrderWorld, 'nodes'>, id: string): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = [id]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const node = nodes.find(each => each.id === next)
    if (node === undefined || seen.has(next)) continue
    seen.add(next)
    open.push(...node.parents.flatMap(parent => nodes[parent]?.id ?? []))
  }
  return seen
}

/** All commits that branches lead to. */
export function reachable(world: Pick<OrderWorld, 'nodes' | 'branches'>): ReadonlySet<string> {
  return new Set(Object.values(world.branches).flatMap(tip => [...upTo(world, tip)]))
}

/** How another commit is related to ours, as all of the history has it. */
export function relationOf(
  world: Pick<OrderWorld, 'nodes'>,
  ours: string,
  other: string
): 'same' | 'ancestor' | 'descendant' | 'diverged' {
  if (ours === other) return 'same'
  if (upTo(world, ours).has(other)) return 'ancestor'
  return upTo(world, other).has(ours) ? 'descendant' : 'diverged'
}

/** Whether the branch of the run, or the default branch, leads to a commit; on a tag nothing is taken back. */
export function isStillThere(world: OrderWorld, commit: string): boolean {
  if (world.historyRef === undefined) return true
  return ['main', world.historyRef.replace('refs/heads/', '')].some(name => {
    const tip = world.branches[name]
    return tip !== undefined && upTo(world, tip).has(commit)
  })
}

/** Makes a repository of a few commits: lines, forks and merges; some of them taken back, two of which may begin alike. */
export function makeHistory(
  random: Random
): Pick<OrderWorld, 'nodes' | 'branches' | 'historyRef' | 'runCommit'> {
  const count = 3 + random.below(6)
  const hex = (length: number) => Array.from({ length }, () => random.below(16).toString(16)).join('')
  const nodes: Node[] = []
  for (let index = 0; index < count; index += 1) {
    const parent = random.chance(0.75) ? index - 1 : random.below(Math.max(index, 1))
    const other = random.chance(0.15) ? random.below(Math.max(index, 1)) : parent
    const parents = index === 0 ? [] : [...new Set([parent, other])]
    nodes.push({ id: `${random.pick(['a', 'b', 'c', 'd', 'e', 'f'])}${hex(39)}`, parents })
  }
  const tip = () => nodes[count - 1 - random.below(Math.min(3, count))]?.id ?? ''
  const branches: Record<string, string> = { main: tip() }
  if (random.chance(0.4)) branches['release'] = tip()
  const onBranches = [...reachable({ nodes, branches })]
  if (random.chance(0.3) && onBranches.length > 1) alike(nodes, branches, random.shuffle(onBranches))
  const release = branches['release'] === undefined && random.chance(0.8) ? 'main' : 'release'
  const historyRef = random.chance(0.15) ? undefined : `refs/heads/${random.chance(0.7) ? 'main' : release}`
  const runCommit = random.pick(
    random.chance(0.85) ? [...reachable({ nodes, branches })] : nodes.map(({ id }) => id)
  )
  return { nodes, branches, historyRef, runCommit }
}

/** Gives one commit the beginning of another one. */
function alike(
  nodes: Node[],
  branches: Record<string, string>,
  [one = '', other = '']: readonly string[]
): void {
  const id = `${one.slice(0, 9)}${other.slice(9)}`
  const index = nodes.findIndex(node => node.id === other)
  const node = nodes[index]
  if (node === undefined || id === one) return
  nodes[index] = { ...node, id }
  for (const [name, tip] of Object.entries(branches)) if (tip === other) branches[name] = id
}
