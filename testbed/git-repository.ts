import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { requireTool, toolPath } from './tools.ts'

/** A file's text or bytes; with a mode for a script or a symbolic link, or a commit id for a submodule. */
export type FileContent =
  | string
  | Buffer
  | { readonly mode: '100755' | '120000'; readonly content: string | Buffer }
  | { readonly mode: '160000'; readonly commit: string }

export type Files = Readonly<Record<string, FileContent>>

export interface RepositoryOptions {
  /** The files of the first commit. Without files the repository is empty. */
  readonly files?: Files
  /** The first commit's branch, which is the default branch. Default: `main`. */
  readonly branch?: string
  /** Whether a client may leave out blobs and trees. Default: yes, as GitHub allows. */
  readonly partialClone?: boolean
  /** The hash that names objects. Default: SHA-1. */
  readonly objectFormat?: 'sha1' | 'sha256'
  /** More configuration: `receive.denyDeletes` and the like. */
  readonly config?: Readonly<Record<string, string>>
}

interface LogEntry {
  readonly sha: string
  readonly parents: readonly string[]
  /** `Name <address>` */
  readonly author: string
  readonly committer: string
  readonly message: string
}

/** A repository on the server's side. */
export interface BareRepository {
  readonly directory: string
  readonly url: string
  /** The commit a branch points to. */
  tip(branch: string): Promise<string>
  /** The bytes of a file in a commit. */
  read(revision: string, file: string): Promise<Buffer>
  /** All commits of a branch, newest first. */
  log(branch: string): Promise<LogEntry[]>
  /** Runs Git in the repository and returns what it prints, without the last line end. */
  git(...args: string[]): Promise<string>
  /** The same, byte for byte. */
  gitBytes(...args: string[]): Promise<Buffer>
  /** Writes an object without a look at what is in it, as an old or foreign client may have; returns its id. */
  writeObject(type: 'blob' | 'tree' | 'commit', content: Buffer): Promise<string>
  /**
   * Commits as another writer would; null deletes a file. The branch is created from nothing when it does not exist,
   * or from `from`. Returns the commit's id.
   */
  commit(
    branch: string,
    files: Readonly<Record<string, FileContent | null>>,
    message: string,
    options?: { readonly from?: string }
  ): Promise<string>
  /** Makes many commits on a branch that exists, the oldest first, in one go. */
  commitEach(
    branch: string,
    commits: readonly { readonly files: Files; readonly message: string }[]
  ): Promise<void>
  /** Installs a hook, a shell script without its first line. */
  setHook(name: string, script: string): Promise<void>
}

/** Who the commits of the test bed are by. */
const person = 'Another Writer <writer@example.com>'

/** Commit times are fixed, and a second apart. */
const firstCommitTime = 1_700_000_000

/**
 * The whole environment of a Git process that knows neither this machine's configuration nor its user. `home` is
 * created, and stays empty.
 */
export async function gitEnvironment(home: string): Promise<Record<string, string>> {
  await mkdir(home, { recursive: true })
  return {
    PATH: toolPath(),
    HOME: home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Another Writer',
    GIT_AUTHOR_EMAIL: 'writer@example.com',
    GIT_AUTHOR_DATE: `${firstCommitTime} +0000`,
    GIT_COMMITTER_NAME: 'Another Writer',
    GIT_COMMITTER_EMAIL: 'writer@example.com',
    GIT_COMMITTER_DATE: `${firstCommitTime} +0000`
  }
}

/** Creates a bare repository that a server can offer at `url`. */
export async function createBareRepository(
  directory: string,
  url: string,
  environment: Readonly<Record<string, string>>,
  options: RepositoryOptions = {}
): Promise<BareRepository> {
  const branch = options.branch ?? 'main'
  const git = (args: readonly string[], input?: string | Buffer) =>
    runGit(['--git-dir', directory, ...args], environment, input)
  await mkdir(directory, { recursive: true })
  const format = `--object-format=${options.objectFormat ?? 'sha1'}`
  // Without a template it has no hooks to copy, and no folder for them.
  await git(['init', '--quiet', '--bare', '--template=', `--initial-branch=${branch}`, format])
  await mkdir(path.join(directory, 'hooks'))
  const config = {
    'http.receivepack': 'true',
    'uploadpack.allowFilter': String(options.partialClone ?? true),
    // A client of a partial clone asks for blobs by their id.
    'uploadpack.allowAnySHA1InWant': String(options.partialClone ?? true),
    'gc.auto': '0',
    'receive.autogc': 'false',
    'maintenance.auto': 'false',
    ...options.config
  }
  // All at once: a process for each of them would take longer than all the rest.
  await appendFile(path.join(directory, 'config'), Object.entries(config).map(configLine).join(''))

  let time = firstCommitTime
  const tipOrNone = async (name: string) =>
    (await git(['for-each-ref', '--format=%(objectname)', `refs/heads/${name}`])).toString().trim() ||
    undefined
  const commit: BareRepository['commit'] = async (name, files, message, commitOptions = {}) => {
    time += 1
    while (true) {
      const parent = await parentOf(name, commitOptions.from)
      const stream = renderImport({ branch: name, parent, files, message, time })
      try {
        return await importCommit(stream)
      } catch (error) {
        // A push came first: commit on top of it.
        if ((await parentOf(name, commitOptions.from)) === parent) throw error
      }
    }
  }
  const importCommit = async (stream: Buffer) => {
    // The import tells the commit's id on its standard output.
    const output = await git(['fast-import', '--quiet', '--date-format=raw', '--cat-blob-fd=1'], stream)
    return output.toString().trim()
  }
  const parentOf = async (name: string, from: string | undefined) => {
    const tip = await tipOrNone(name)
    if (tip !== undefined || from === undefined) return tip
    return (await git(['rev-parse', '--verify', `${from}^{commit}`])).toString().trim()
  }
  if (options.files !== undefined) await commit(branch, options.files, 'First commit')

  return {
    directory,
    url,
    tip: async name => (await git(['rev-parse', '--verify', `refs/heads/${name}`])).toString().trim(),
    read: (revision, file) => git(['cat-file', 'blob', `${revision}:${file}`]),
    log: async name =>
      parseLog((await git(['log', '-z', `--format=${logFormat}`, `refs/heads/${name}`])).toString()),
    git: async (...args) => (await git(args)).toString().replace(/\n$/, ''),
    gitBytes: (...args) => git(args),
    writeObject: async (type, content) => {
      const command = ['hash-object', '-t', type, '-w', '--literally', '--stdin']
      return (await git(command, content)).toString().trim()
    },
    commit,
    commitEach: async (name, commits) => {
      const parent = await tipOrNone(name)
      const streams = commits.map((each, index) => {
        time += 1
        // Without a parent it stands on the one before.
        return renderImport({ ...each, branch: name, parent: index === 0 ? parent : undefined, time })
      })
      await importCommit(Buffer.concat(streams))
    },
    setHook: (name, script) =>
      writeFile(path.join(directory, 'hooks', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  }
}

/** A line of a Git configuration file, for a variable without a subsection. What comes last counts. */
function configLine([name, value]: readonly [string, string]): string {
  const dot = name.indexOf('.')
  return `[${name.slice(0, dot)}] ${name.slice(dot + 1)} = ${JSON.stringify(value)}\n`
}

const logFormat = ['%H', '%P', '%an <%ae>', '%cn <%ce>', '%B'].join('%x1f')

function parseLog(output: string): LogEntry[] {
  return output
    .split('\0')
    .filter(entry => entry !== '')
    .map(entry => {
      const [sha = '', parents = '', author = '', committer = '', message = ''] = entry.split('\x1f')
      return {
        sha,
        parents: parents.split(' ').filter(Boolean),
        author,
        committer,
        message: message.trimEnd()
      }
    })
}

interface Import {
  readonly branch: string
  readonly parent: string | undefined
  readonly files: Readonly<Record<string, FileContent | null>>
  readonly message: string
  readonly time: number
}

/** A stream for `git fast-import`, which takes tens of thousands of files in a second and needs no work tree. */
function renderImport(commit: Import): Buffer {
  const parts: Buffer[] = []
  const line = (text: string) => parts.push(Buffer.from(`${text}\n`))
  const data = (content: string | Buffer) => {
    const bytes = Buffer.from(content as string)
    line(`data ${bytes.length}`)
    parts.push(bytes)
    line('')
  }
  line(`commit refs/heads/${commit.branch}`)
  line('mark :1')
  line(`committer ${person} ${commit.time} +0000`)
  data(commit.message)
  if (commit.parent !== undefined) line(`from ${commit.parent}`)
  for (const [file, content] of Object.entries(commit.files)) {
    if (content === null) {
      line(`D ${quotePath(file)}`)
    } else if (typeof content === 'string' || Buffer.isBuffer(content)) {
      line(`M 100644 inline ${quotePath(file)}`)
      data(content)
    } else if (content.mode === '160000') {
      line(`M 160000 ${content.commit} ${quotePath(file)}`)
    } else {
      line(`M ${content.mode} inline ${quotePath(file)}`)
      data(content.content)
    }
  }
  line('')
  line('get-mark :1')
  return Buffer.concat(parts)
}

function quotePath(file: string): string {
  return `"${file.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
}

/** Runs Git to its end and returns its output; throws with Git's own words when it fails. */
export async function runGit(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  input?: string | Buffer
): Promise<Buffer> {
  const child = spawn(requireTool('git'), args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const [exitCode] = (await once(child, 'close')) as [number | null]
  if (exitCode === 0) return Buffer.concat(stdout)
  throw new Error(`git ${args.join(' ')} ended with ${String(exitCode)}: ${Buffer.concat(stderr).toString()}`)
}
