import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'

import { once } from '../async/once.ts'
import { ActionError } from '../errors/errors.ts'
import {
  fetchCommand,
  type GitRemote,
  initializeDirectory,
  type Remote,
  type RemoteAnswer
} from '../git/index.ts'
import type { Logger } from '../log/log.ts'
import type { TipOptions, Tip } from './repository.ts'

/** Reads where the branch of a remote is, and brings the trees of that commit. */
export interface TipReader {
  /** The name of the branch, as far as it is known. */
  branch(): string | undefined
  /** Fetches the tip of the branch as it is now. */
  fetch(options?: TipOptions): Promise<Pick<Tip, 'branch' | 'commit'>>
  /** Brings all files of the tip, now and with every later fetch: the server does not give them by name. */
  fetchAllFiles(): Promise<void>
}

export interface TipReaderOptions {
  readonly server: GitRemote
  readonly remote: Remote
  /** Undefined means the default branch. */
  readonly branch: string | undefined
  /** Where the bare repository is, or will be. */
  readonly directory: string
}

/** How many commits come along where one will be looked for; their trees do too, or a later fetch would leave them out. */
const historyDepth = 50

/** What the newest tip is kept by, so that a fetch tells the server what is here. */
const tipRef = 'refs/newtag/tip'

/**
 * Files are left out of the first fetch and asked for by name: its cost is that of the trees. Later the server sends
 * only what is new, and what another writer has just changed is what will be read: small files come along then.
 */
const firstFilter = 'blob:none'
const laterFilter = 'blob:limit=256k'

/** Creates the reader; the repository is made with the first fetch, because the server says which objects it has. */
export function createTipReader(log: Logger, options: TipReaderOptions): TipReader {
  const { server, remote, directory } = options
  let { branch } = options
  let isFirst = true
  let withoutFilter = false
  const initialize = once(() => initializeDirectory(directory, remote.url))
  const tellAllFiles = once(() => {
    log.info(`${remote.name}: the server has no partial clone, so all files of the tip were fetched.`)
  })

  const commitOf = async (answer: RemoteAnswer): Promise<string> => {
    if (!answer.ok) throw await server.failure(answer.failure, 'read')
    isFirst = false
    if (answer.result.stderr.includes('filtering not recognized by server')) tellAllFiles()
    return await readFetchHead(directory)
  }

  const fetchRef = async (ref: string, { until, withHistory = false }: TipOptions) => {
    const command = fetchCommand({
      refspecs: [`+${ref}:${tipRef}`],
      depth: withHistory ? historyDepth : 1,
      filter: withoutFilter ? undefined : isFirst ? firstFilter : laterFilter,
      // The server would leave out the files of what is here, which are not here.
      tellsHaves: !withoutFilter,
      writesFetchHead: true
    })
    return await server.ask(command, { withoutFilter, until })
  }

  /** The name and the tip of the default branch are asked for at once. */
  const fetchDefault = async (fetchOptions: TipOptions): Promise<RemoteAnswer> => {
    const { until } = fetchOptions
    const [head, answer] = await Promise.all([
      server.ask(['ls-remote', '--symref', 'origin', 'HEAD'], { until }),
      fetchRef('HEAD', fetchOptions)
    ])
    if (isOtherFormat(answer)) return answer
    if (!head.ok) throw await server.failure(head.failure, 'read')
    const tip = parseHead(head.result.stdout.toString())
    if (tip === undefined) throw noDefaultBranch(remote)
    branch = tip.branch
    // Between the two answers HEAD may have been given to another branch.
    const isSame = answer.ok && (await commitOf(answer)) === tip.commit
    return isSame ? answer : await fetchRef(`refs/heads/${branch}`, fetchOptions)
  }

  const fetchBranch = (fetchOptions: TipOptions) =>
    branch === undefined ? fetchDefault(fetchOptions) : fetchRef(`refs/heads/${branch}`, fetchOptions)

  return {
    branch: () => branch,
    fetch: async (fetchOptions = {}) => {
      await initialize()
      let answer = await fetchBranch(fetchOptions)
      if (isOtherFormat(answer)) {
        await rm(directory, { recursive: true })
        await initializeDirectory(directory, remote.url, 'sha256')
        answer = await fetchBranch(fetchOptions)
      }
      return { commit: await commitOf(answer), branch: branch ?? 'HEAD' }
    },
    fetchAllFiles: async () => {
      withoutFilter = true
      tellAllFiles()
      await commitOf(await fetchBranch({}))
    }
  }
}

/** Parses what `git ls-remote --symref origin HEAD` prints: the branch that HEAD names, and where it is. */
function parseHead(listed: string): Pick<Tip, 'branch' | 'commit'> | undefined {
  const [, branch] = /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(listed) ?? []
  const [, commit] = /^([0-9a-f]+)\tHEAD$/m.exec(listed) ?? []
  return branch === undefined || commit === undefined ? undefined : { branch, commit }
}

/**
 * Git's words when the server has SHA-256 objects and the repository here has not (connect.c, fetch-pack.c); the second
 * are those of the protocol before version 2.
 */
const otherFormat =
  /mismatched algorithms: client sha1; server sha256|does not support this repository's object format/

function isOtherFormat(answer: RemoteAnswer): boolean {
  return !answer.ok && otherFormat.test(answer.failure.raw)
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
