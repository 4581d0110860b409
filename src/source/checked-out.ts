import { existsSync } from 'node:fs'
import path from 'node:path'

import { memoize } from '../async/once.ts'
import { createReader } from './git/reader.ts'
import type { Processes } from '../system/process.ts'
import type { RunContext } from '../context/context.ts'
import { createGit } from '../git/index.ts'

const readMs = 10_000

type SourceContext = Pick<RunContext, 'workspace' | 'serverUrl' | 'repository' | 'sourceCommit'>

/**
 * Creates what finds which commit of the source repository is checked out where a folder of the workspace lies. Undefined
 * when there is no checkout, or when it is one of another repository. Each checkout is read once, for all folders in it.
 * @param env the environment for Git: see gitEnvironment()
 */
export function createCheckoutReader(
  context: SourceContext,
  processes: Processes,
  env: Readonly<Record<string, string>>
): (folder: string) => Promise<string | undefined> {
  const readOnce = memoize((directory: string) => readCheckout(directory, context, processes, env))
  return async folder => {
    const directory = findGitDirectory(context.workspace, folder)
    return directory === undefined ? undefined : await readOnce(directory)
  }
}

async function readCheckout(
  directory: string,
  context: SourceContext,
  processes: Processes,
  env: Readonly<Record<string, string>>
): Promise<string | undefined> {
  const read = createReader(createGit(processes, env, directory), readMs)
  const [head, origin, source] = await Promise.all([
    read(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']),
    read(['config', '--get', 'remote.origin.url']),
    read(['cat-file', '-e', `${context.sourceCommit}^{commit}`])
  ])
  const commit = head?.toString('utf8').trim() ?? ''
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return undefined
  const isSource = source !== undefined || isOrigin(origin?.toString('utf8') ?? '', context)
  return isSource ? commit : undefined
}

/** The nearest one upward, as Git itself looks for it, but not above the workspace. */
function findGitDirectory(workspace: string, folder: string): string | undefined {
  const inner = path.relative(workspace, path.resolve(workspace, folder)).split(path.sep)
  const isInside = inner[0] !== '..' && !path.isAbsolute(inner[0] ?? '')
  for (let count = isInside ? inner.length : 0; count >= 0; count -= 1) {
    const directory = path.join(workspace, ...inner.slice(0, count), '.git')
    if (existsSync(directory)) return directory
  }
  return undefined
}

function isOrigin(
  url: string,
  { serverUrl, repository }: Pick<RunContext, 'serverUrl' | 'repository'>
): boolean {
  const plain = (text: string) =>
    text
      .trim()
      .toLowerCase()
      .replace(/^(https?:\/\/)[^@/]*@/, '$1')
      .replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, 'https://$1/')
      .replace(/(?:\.git)?\/?$/, '')
  return plain(url) === plain(`${serverUrl}/${repository}`)
}
