import { readFile } from 'node:fs/promises'

import type { Comparison } from '../relation.ts'
import type { Read } from './reader.ts'

/** Answers questions about the commits that a repository has here. */
export interface Ancestry {
  /** Finds commits by their names, whole or abbreviated. */
  find(names: readonly string[]): Promise<NamedCommits>
  /** Finds the commit that a ref names. */
  tip(ref: string): Promise<string | undefined>
  /** Says how the other commit is related to ours; undefined when the history that is here does not prove it. */
  compare(ours: string, other: string): Promise<Comparison | undefined>
  /**
   * Lists the commits that ours has and the other one has not, each before its parents; undefined when not all of them
   * are here for certain.
   */
  listSince(ours: string, other: string): Promise<readonly ListedCommit[] | undefined>
  /** Whether all commits that the refs have and ours has not are here. */
  holdsAllSince(ours: string, refs: string): Promise<boolean>
  /** Whether more than the commit itself is here of one of these. */
  holdsFiles(commits: readonly string[]): Promise<boolean>
  /** Whether the content of any file is here. */
  holdsContents(): Promise<boolean>
  /** Whether the history ends at some commits although it goes on elsewhere. */
  isShallow(): Promise<boolean>
}

/** What names of commits mean in a repository. */
export interface NamedCommits {
  /** The whole names of the commits that are here, by the names that were asked for. */
  readonly commits: ReadonlyMap<string, string>
  /** Names that several commits begin with. They mean none of them, here and elsewhere. */
  readonly ambiguous: ReadonlySet<string>
}

/** A commit with the parents that it names. */
export interface ListedCommit {
  readonly commit: string
  readonly parents: readonly string[]
}

const batchCheck = ['cat-file', '--batch-check=%(objectname) %(objecttype)']

/** Creates what answers by the commits of one repository. */
export function createAncestry(read: Read): Ancestry {
  const run: Run = async (command, input) =>
    (await read(command, input === undefined ? {} : { input }))?.toString('latin1')
  const boundary = async (): Promise<ReadonlySet<string> | undefined> => {
    const answer = await run(['rev-parse', '--is-shallow-repository', '--git-path', 'shallow'])
    const [isShallow, file] = answer?.split('\n') ?? []
    if (isShallow === 'false') return new Set()
    return isShallow === 'true' && file !== undefined ? await readShallow(file) : undefined
  }
  return {
    find: names => findCommits(run, names),
    tip: async ref => {
      const commit = (await run(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]))?.trim()
      return commit === undefined || commit === '' ? undefined : commit
    },
    compare: async (ours, other) => {
      if (ours === other) return { relation: 'same', ahead: undefined }
      const ends = await boundary()
      if (ends === undefined) return undefined
      const range = `${ours}...${other}`
      if (ends.size > 0) {
        const listed = await run(['rev-list', '--left-right', range, '--'])
        return listed === undefined ? undefined : compareShallow(listed, ends)
      }
      const counted = await run(['rev-list', '--left-right', '--count', range, '--'])
      const [, left, right] = /^(\d+)\t(\d+)$/m.exec(counted ?? '') ?? []
      return left === undefined ? undefined : comparisonOf(Number(left), Number(right))
    },
    listSince: async (ours, other) => {
      const [ends, listed] = await Promise.all([
        boundary(),
        run(['rev-list', '--topo-order', '--parents', ours, `^${other}`, '--'])
      ])
      if (ends === undefined || listed === undefined) return undefined
      const commits = parseListed(listed)
      // Behind an end there may be more of them.
      return commits.some(({ commit }) => ends.has(commit)) ? undefined : commits
    },
    holdsAllSince: async (ours, refs) => {
      const [ends, listed] = await Promise.all([
        boundary(),
        run(['rev-list', `--glob=${refs}`, `^${ours}`, '--'])
      ])
      if (ends === undefined || listed === undefined) return false
      return !listed.split('\n').some(commit => ends.has(commit))
    },
    holdsFiles: async commits => {
      const input = commits.map(commit => `${commit}^{tree}\n`).join('')
      const answer = await run(['cat-file', '--batch-check=%(objecttype)'], input)
      return /^tree$/m.test(answer ?? '')
    },
    holdsContents: async () => {
      const every = ['--batch-all-objects', '--unordered']
      const answer = await run(['cat-file', ...every, '--batch-check=%(objecttype)'])
      return /^blob$/m.test(answer ?? '')
    },
    isShallow: async () => (await boundary())?.size !== 0
  }
}

type Run = (command: readonly string[], input?: string) => Promise<string | undefined>

async function findCommits(run: Run, names: readonly string[]): Promise<NamedCommits> {
  // Only without its type does Git say of a name that it fits several objects.
  const input = names.map(name => `${name}^{commit}\n${name}\n`).join('')
  const lines = (await run(batchCheck, input))?.split('\n') ?? []
  const commits = parseFound(
    names,
    lines.filter((_, index) => index % 2 === 0)
  )
  const ambiguous = new Set<string>()
  for (const [index, name] of names.entries()) {
    if (commits.has(name) || lines[2 * index + 1] !== `${name} ambiguous`) continue
    const [commit, ...others] = await listCommits(run, name)
    if (others.length > 0) ambiguous.add(name)
    // With its type, Git takes the tag of a commit for another commit.
    else if (commit !== undefined) commits.set(name, commit)
  }
  return { commits, ambiguous }
}

async function listCommits(run: Run, beginning: string): Promise<readonly string[]> {
  const objects = await run(['rev-parse', `--disambiguate=${beginning}`])
  const types = await run(batchCheck, objects ?? '')
  return (types ?? '').split('\n').flatMap(line => /^(\S+) commit$/.exec(line)?.[1] ?? [])
}

function parseFound(names: readonly string[], lines: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const [index, line] of lines.entries()) {
    const [, commit] = /^([0-9a-f]{40,64}) commit$/.exec(line) ?? []
    const name = names[index]
    // A branch or a tag can be called like an abbreviation, and then comes first.
    if (name !== undefined && commit?.startsWith(name) === true) found.set(name, commit)
  }
  return found
}

function parseListed(listed: string): readonly ListedCommit[] {
  const lines = listed.split('\n').filter(line => line !== '')
  return lines.map(line => {
    const [commit = '', ...parents] = line.split(' ')
    return { commit, parents }
  })
}

/** @param left how many commits ours has and the other has not */
function comparisonOf(left: number, right: number): Comparison {
  if (left > 0) return { relation: right === 0 ? 'ancestor' : 'diverged', ahead: undefined }
  return right === 0 ? { relation: 'same', ahead: undefined } : { relation: 'descendant', ahead: right }
}

/**
 * Compares in a history that ends early, at `ends`. What it says of descent is true: the rest can only add to it. What it
 * does not say is proven where every end on the way from the one commit is an ancestor of the other one too: behind
 * such an end the other cannot come, as it would be its own ancestor.
 */
function compareShallow(listed: string, ends: ReadonlySet<string>): Comparison | undefined {
  const lines = listed.split('\n').filter(line => line !== '')
  const left = lines.filter(line => line.startsWith('<')).length
  const comparison = comparisonOf(left, lines.length - left)
  const isCut = lines.some(line => ends.has(line.slice(1)))
  if (!isCut) return comparison
  return comparison.relation === 'diverged' ? undefined : { ...comparison, ahead: undefined }
}

/** One commit a line (gitrepository-layout(5)). */
async function readShallow(file: string): Promise<ReadonlySet<string> | undefined> {
  try {
    return new Set((await readFile(file, 'latin1')).split('\n').filter(line => line !== ''))
  } catch {
    return undefined
  }
}
