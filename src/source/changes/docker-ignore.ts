import path from 'node:path'

import { type DockerPattern, readDockerPattern } from './docker-pattern.ts'

/** The rules of a .dockerignore file. */
export interface DockerIgnore {
  /**
   * Whether a file, or a folder with all that is in it, is surely excluded from the build context; false when in doubt.
   * @param name relative to the root of the context, a folder with `/` at the end
   */
  readonly excludes: (name: string) => boolean
}

interface IgnoreRule extends DockerPattern {
  /** `!`: what matches is not excluded. */
  readonly isException: boolean
  /** The pattern without what stands for everything in a folder, in `folder/**`. */
  readonly folder: DockerPattern | undefined
}

/**
 * Reads the rules as github.com/moby/patternmatcher/ignorefile does. When one of them cannot be understood, the file
 * excludes nothing.
 * @param text decoded from UTF-8
 */
export function readDockerIgnore(text: string): DockerIgnore {
  const patterns = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .filter(line => !line.startsWith('#'))
    .filter(line => line.trim() !== '')
  const rules = patterns.flatMap(line => readRule(line) ?? [])
  const isUnderstood = rules.length === patterns.length
  return { excludes: name => isUnderstood && excludes(rules, name) }
}

function readRule(line: string): IgnoreRule | undefined {
  // Go reads these in its own way, or they are what was left of bytes that are not UTF-8.
  if (/[\0\u0085\uFEFF\uFFFD]/.test(line)) return undefined
  const text = line.trim()
  const isException = text.startsWith('!')
  const bare = isException ? text.slice(1).trim() : text
  if (bare === '') return undefined
  const cleaned = path.posix.normalize(bare).replace(/(?<=.)\/$/, '')
  const pattern = cleaned.replace(/^\/(?=.)/, '')
  // Where the pattern is cleaned a second time, the `!` is a part of it.
  if (pattern.trim() !== pattern || pattern.startsWith('!')) return undefined
  const read = readDockerPattern(pattern)
  const folder = /^(.+)\/\*\*?$/s.exec(pattern)?.[1]
  return (
    read && { ...read, isException, folder: folder === undefined ? undefined : readDockerPattern(folder) }
  )
}

function excludes(rules: readonly IgnoreRule[], name: string): boolean {
  const isFolder = name.endsWith('/')
  const bare = isFolder ? name.slice(0, -1) : name
  if (bare === '' || bare.includes('\uFFFD')) return false
  const steps = bare.split('/')
  const levels = steps.map((_, index) => steps.slice(0, index + 1).join('/'))
  const mayBringBack = ({ isException, matches, mayMatchBelow }: IgnoreRule) =>
    isException && (levels.some(matches) || (isFolder && mayMatchBelow(bare)))
  const last = lastMatch(rules, levels)
  if (last !== -1 && rules[last]?.isException === false)
    if (!rules.slice(last + 1).some(mayBringBack)) return true
  // `folder/**` leaves a folder with nothing in it, unless an exception comes in between.
  const isEmptied = rules.some(({ isException, folder }) => !isException && folder?.matches(bare) === true)
  return isFolder && isEmptied && !rules.some(mayBringBack)
}

/**
 * Gives the index of the last rule that has a say. BuildKit goes down the folders: what a rule says of a folder holds
 * for what is in it, and a rule that would change nothing is not asked (moby/patternmatcher, MatchesUsingParentResults).
 */
function lastMatch(rules: readonly IgnoreRule[], levels: readonly string[]): number {
  let matched: readonly boolean[] = rules.map(() => false)
  for (const level of levels) {
    let isOut = false
    matched = rules.map(({ isException, matches }, index) => {
      const isMatch = matched[index] === true || (isException === isOut && matches(level))
      if (isMatch) isOut = !isException
      return isMatch
    })
  }
  return matched.lastIndexOf(true)
}
