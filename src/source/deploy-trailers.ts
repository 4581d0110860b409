import { isWholeName } from './tag-commits.ts'

/**
 * The trailers (git-interpret-trailers(1)) that newtag gives its commits, by which people, other runs and newtag itself find
 * the code behind a deploy.
 */
export const deployTrailers = {
  repository: 'Source-Repository',
  commit: 'Source-Commit',
  run: 'Source-Run',
  image: 'Image'
} as const

/** What a commit of newtag says that it deploys. */
export interface Deploy {
  /** The address of the source repository. */
  readonly repository: string
  /** The whole name of the source commit; undefined where it was not known. */
  readonly commit: string | undefined
  /** `name:tag@digest`, as far as each was known. */
  readonly images: readonly string[]
}

/**
 * Reads what a commit deploys from its message. It is a text that anybody can write, and that stays when the commit is
 * amended: what the commit changes is another question.
 * @returns undefined for a commit that newtag has not made
 */
export function readDeploy(message: string): Deploy | undefined {
  const last =
    message
      .trimEnd()
      .split(/\n[^\S\n]*\n/)
      .at(-1) ?? ''
  const values = (key: string) =>
    last.split('\n').flatMap(line => (line.startsWith(`${key}: `) ? [line.slice(key.length + 2).trim()] : []))
  // A message of one's own may end in trailers with the same keys; newtag's come last.
  const repository = values(deployTrailers.repository).at(-1)
  const run = values(deployTrailers.run).at(-1)
  const commit = values(deployTrailers.commit).at(-1)
  const images = values(deployTrailers.image)
  if (repository === undefined || run === undefined || images.length === 0) return undefined
  return { repository, images, commit: isWholeName(commit ?? '') ? commit : undefined }
}
