import { existsSync } from 'node:fs'
import path from 'node:path'

import { memoize } from '../async/once.ts'
import type { RunContext } from '../context/context.ts'
import { sameRepository } from '../git/index.ts'
import type { System } from '../system/system.ts'
import { headOf, readerOfCheckout } from './git/reader.ts'

type SourceContext = Pick<RunContext, 'workspace' | 'serverUrl' | 'repository' | 'sourceCommit'>

/**
 * Creates what finds which commit of the source repository is checked out where a folder of the workspace lies. Undefined
 * when there is no checkout, or when it is one of another repository. Each checkout is read once, for all folders in it.
 */
export function createCheckedOut(
  system: Pick<System, 'processes' | 'env'>,
  context: SourceContext
): (folder: string) => Promise<string | undefined> {
  const readOnce = memoize((workTree: string) => readHead(system, workTree, context))
  return async folder => {
    const workTree = findWorkTree(context.workspace, folder)
    return workTree === undefined ? undefined : await readOnce(workTree)
  }
}

async function readHead(
  system: Pick<System, 'processes' | 'env'>,
  workTree: string,
  { serverUrl, repository, sourceCommit }: SourceContext
): Promise<string | undefined> {
  const read = readerOfCheckout(system, workTree)
  const [commit, origin, source] = await Promise.all([
    headOf(read),
    read(['config', '--get', 'remote.origin.url']),
    read(['cat-file', '-e', `${sourceCommit}^{commit}`])
  ])
  const url = origin?.toString('utf8').trim() ?? ''
  const isSource = source !== undefined || sameRepository(url, `${serverUrl}/${repository}`) === true
  return isSource ? commit : undefined
}

/** The nearest one upward, as Git itself looks for it, but not above the workspace. */
function findWorkTree(workspace: string, folder: string): string | undefined {
  const inner = path.relative(workspace, path.resolve(workspace, folder)).split(path.sep)
  const isInside = inner[0] !== '..' && !path.isAbsolute(inner[0] ?? '')
  for (let count = isInside ? inner.length : 0; count >= 0; count -= 1) {
    const workTree = path.join(workspace, ...inner.slice(0, count))
    if (existsSync(path.join(workTree, '.git'))) return workTree
  }
  return undefined
}
