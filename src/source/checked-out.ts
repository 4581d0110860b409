import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'

import { memoize } from '../async/once.ts'
import { repositoryUrl, type RunContext } from '../context/context.ts'
import { oneLine } from '../log/log.ts'
import { sameRepository } from '../git/index.ts'
import type { System } from '../system/system.ts'
import { headOf, readerOfCheckout } from './git/reader.ts'

type SourceContext = Pick<RunContext, 'workspace' | 'serverUrl' | 'repository' | 'sourceCommit'>

/** What is checked out somewhere, and of which repository. */
export type CheckedOut =
  | { readonly kind: 'ours'; readonly commit: string }
  /** A fork, or a repository that the workflow has checked out beside its own. */
  | {
      readonly kind: 'another'
      readonly commit: string
      /** Where it is from, without a credential; undefined when it does not say. */
      readonly address: string | undefined
    }

/**
 * Creates what finds out whose files lie in a folder of the workspace: which commit is checked out there, and of which
 * repository; undefined when there is no checkout. Each checkout is read once, for all folders in it.
 */
export function createCheckedOut(
  system: Pick<System, 'processes' | 'env'>,
  context: SourceContext
): (folder: string) => Promise<CheckedOut | undefined> {
  const readOnce = memoize((workTree: string) => readHead(system, workTree, context))
  return async folder => {
    const workTree = findWorkTree(context.workspace, folder)
    return workTree === undefined ? undefined : await readOnce(workTree)
  }
}

async function readHead(
  system: Pick<System, 'processes' | 'env'>,
  workTree: string,
  context: SourceContext
): Promise<CheckedOut | undefined> {
  const { sourceCommit } = context
  const read = readerOfCheckout(system, workTree)
  const [commit, origin, source] = await Promise.all([
    headOf(read),
    read(['config', '--get', 'remote.origin.url']),
    read(['cat-file', '-e', `${sourceCommit}^{commit}`])
  ])
  if (commit === undefined) return undefined
  const url = origin?.toString('utf8').trim() ?? ''
  const isSame = sameRepository(url, repositoryUrl(context))
  // A fork has our commits, too; where a checkout does not say where it is from, they tell.
  const isOurs = isSame ?? source !== undefined
  if (isOurs || commit === sourceCommit) return { kind: 'ours', commit }
  return { kind: 'another', commit, address: url === '' ? undefined : withoutLogin(url) }
}

/** Checkouts often keep a token in the address: `https://x-access-token:…@github.com/acme/shop`. */
function withoutLogin(url: string): string {
  return oneLine(url)
    .replace(/^([a-z+]+:\/\/)[^/]*@/i, '$1')
    .slice(0, 300)
}

/** The nearest one upward, as Git itself looks for it, but not above the workspace. */
function findWorkTree(workspace: string, folder: string): string | undefined {
  const inner = path.relative(workspace, path.resolve(workspace, folder)).split(path.sep)
  const isInside = inner[0] !== '..' && !path.isAbsolute(inner[0] ?? '')
  for (let count = isInside ? inner.length : 0; count >= 0; count -= 1) {
    const workTree = path.join(workspace, ...inner.slice(0, count))
    if (isCheckout(workTree)) return workTree
  }
  return undefined
}

/** A submodule is no checkout of its own: the commit of the repository around it says which files it has. */
function isCheckout(workTree: string): boolean {
  const git = path.join(workTree, '.git')
  const found = statSync(git, { throwIfNoEntry: false })
  if (found === undefined || found.isDirectory()) return found !== undefined
  // gitrepository-layout(5), "gitfile": `gitdir: ../.git/modules/lib`
  return !/^gitdir: .*[/\\]modules[/\\]/.test(readFileSync(git, 'utf8'))
}
