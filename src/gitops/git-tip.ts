import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'

import { ActionError } from '../errors.ts'
import { initializeDirectory } from '../git/git-directory.ts'
import type { GitRemote, RemoteAnswer } from '../git/git-remote.ts'
import type { Remote } from '../git/remote.ts'
import type { Logger } from '../log.ts'
import type { FetchOptions } from './repository.ts'

/** Reads where the branch of a remote is, and brings the trees of that commit. */
export interface TipReader {
  /** The name of the branch, as far as it is known. */
  branch(): string | undefined
  fetch(options: FetchOptions): Promise<{ readonly branch: string; readonly commit: string }>
}

export interface TipReaderOptions {
  readonly gitRemote: GitRemote
  readonly remote: Remote
  /** Undefined means the default branch. */
  readonly branch: string | undefined
  /** Where the bare repository is, or will be. */
  readonly directory: string
  readonly log: Logger
}

const tipOptions = ['--no-tags', '--recurse-submodules=no'] as const
/** For every other fetch: FETCH_HEAD belongs to that of the tip, which others may run beside. */
export const fetchOptions = [...tipOptions, '--no-write-fetch-head'] as const

/** How many commits come along where one will be looked for; their trees do too, or a later fetch would leave them out. */
const historyDepth = 50

/** What the newest tip is kept by, so that a fetch tells the server what is here. */
const tipRef = 'refs/newtag/tip'

/**
 * Files are left out of the first fetch and asked for by name: its cost is that of the trees. Later the server sends
 * only what is new, and what another writer has just changed is what will be read: small files come along then.
 */
const firstFilter = '--filter=blob:none'
const laterFilter = '--filter=blob:limit=256k'

export function createTipReader(options: TipReaderOptions): TipReader {
  const { gitRemote, remote, directory, log } = options
  let { branch } = options
  let opened: Promise<void> | undefined
  let fetched = false
  let saidFull = false

  const fetchRef = async (ref: string, { until, withHistory }: FetchOptions) => {
    const filter = fetched ? laterFilter : firstFilter
    const depth = `--depth=${withHistory === true ? historyDepth : 1}`
    const command = ['fetch', depth, ...tipOptions, filter, 'origin', `+${ref}:${tipRef}`]
    return await gitRemote.ask(command, until === undefined ? {} : { until })
  }

  const read = (answer: RemoteAnswer) => {
    if (!answer.ok) throw gitRemote.failure(answer.failure, 'read')
    fetched = true
    if (answer.result.stderr.includes('filtering not recognized by server') && !saidFull) {
      saidFull = true
      log.info(`${remote.name}: the server has no partial clone, so all files of the tip were fetched.`)
    }
    return readFetchHead(directory)
  }

  /** The name and the tip of the default branch are asked for at once. */
  const fetchDefault = async (command: FetchOptions) => {
    const { until } = command
    const [head, answer] = await Promise.all([
      gitRemote.ask(['ls-remote', '--symref', 'origin', 'HEAD'], until === undefined ? {} : { until }),
      fetchRef('HEAD', command)
    ])
    if (!answer.ok && isOtherFormat(answer)) return answer
    if (!head.ok) throw gitRemote.failure(head.failure, 'read')
    const listed = head.result.stdout.toString()
    const [, name] = /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(listed) ?? []
    const [, commit] = /^([0-9a-f]+)\tHEAD$/m.exec(listed) ?? []
    if (name === undefined || commit === undefined) throw noDefaultBranch(remote)
    branch = name
    // Between the two answers HEAD may have been given to another branch.
    const isSame = answer.ok && (await read(answer)) === commit
    return isSame ? answer : await fetchRef(`refs/heads/${name}`, command)
  }

  const fetch = async (command: FetchOptions) =>
    branch === undefined ? await fetchDefault(command) : await fetchRef(`refs/heads/${branch}`, command)

  return {
    branch: () => branch,
    fetch: async command => {
      await (opened ??= initializeDirectory(directory, remote.url))
      let answer = await fetch(command)
      if (isOtherFormat(answer)) {
        await rm(directory, { recursive: true })
        await initializeDirectory(directory, remote.url, 'sha256')
        answer = await fetch(command)
      }
      const commit = await read(answer)
      return { branch: branch ?? 'HEAD', commit }
    }
  }
}

/** Git's words when the server has SHA-256 objects and the repository here has not (connect.c). */
function isOtherFormat(answer: RemoteAnswer): boolean {
  return !answer.ok && answer.failure.detail.includes('mismatched algorithms: client sha1; server sha256')
}

/** The first word of the file that `git fetch` leaves behind is what it fetched (git-fetch(1)). */
async function readFetchHead(directory: string): Promise<string> {
  const text = await readFile(path.join(directory, 'FETCH_HEAD'), 'latin1')
  const [, commit] = /^([0-9a-f]{40,64})\t/.exec(text) ?? []
  if (commit === undefined) throw new Error('Git fetched nothing')
  return commit
}

function noDefaultBranch(remote: Remote): ActionError {
  return new ActionError(
    'BRANCH_NOT_FOUND',
    `${remote.name} has no default branch: it is empty, or its HEAD names a branch that does not ` +
      'exist. Push a first commit, or set `branch`.'
  )
}
