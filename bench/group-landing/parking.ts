import path from 'node:path'

import { createGit, type Git } from '../../src/git/git.ts'
import type { GitFailure } from '../../src/git/git-failure.ts'
import { createGitRemote, type GitRemote } from '../../src/git/git-remote.ts'
import type { GitRepositoryOptions } from '../../src/gitops/git-repository.ts'
import { createObjects, type Objects } from '../../src/gitops/git-objects.ts'
import { fetchOptions, noHaves } from '../../src/git/fetch-options.ts'
import { parseBatch } from '../../src/gitops/git-trees.ts'
import { type GitObject, objectId, packObjects } from '../../src/gitops/pack.ts'
import type { PushResult, Tip } from '../../src/gitops/repository.ts'
import { requestsIn } from './message.ts'
import { isId } from './request.ts'

/** A request that lies on the server. */
export interface Parked {
  readonly id: string
  readonly oid: string
}

/** What one fetch has brought. */
export interface Seen {
  readonly tip: Tip
  /** The oldest first. */
  readonly parked: readonly Parked[]
}

export interface Landed {
  readonly commit: string
  readonly requests: readonly string[]
}

/** The server's side of a group: its requests, beside the branch. The repository of the run is shared with the loop. */
export class Parking {
  readonly #options: GitRepositoryOptions
  readonly #namespace: string
  readonly #branch: string
  readonly #git: Git
  readonly #remote: GitRemote
  readonly #objects: Objects

  constructor(options: GitRepositoryOptions, branch: string, namespace: string) {
    this.#options = options
    this.#namespace = namespace
    this.#branch = branch
    this.#git = createGit(options.processes, options.env, path.join(options.directory, 'gitops.git'))
    this.#remote = createGitRemote({ ...options, git: this.#git, branch: () => branch })
    this.#objects = createObjects({
      git: this.#git,
      fetch: async oids => {
        const command = [...noHaves, 'fetch', ...fetchOptions, '--filter=blob:none', '--stdin', 'origin']
        await this.#remote.read(command, { input: `${oids.join('\n')}\n` })
      }
    })
  }

  /**
   * Fetches the branch and all requests at once. Without a depth: the commits since the last look come along, in which
   * requests are looked for; where nothing is new the server is asked for its refs alone.
   */
  async look(until: number): Promise<Seen> {
    const refspecs = [`+refs/heads/${this.#branch}:${tipRef}`, `+${this.#namespace}/*:${parkedRefs}/*`]
    const command = ['fetch', ...fetchOptions, '--prune', '--filter=blob:limit=256k', 'origin', ...refspecs]
    await this.#remote.read(command, { until })
    const listed = await this.#git.run([
      'for-each-ref',
      '--format=%(objectname) %(refname)',
      tipRef,
      parkedRefs
    ])
    const refs = listed
      .toString()
      .trim()
      .split('\n')
      .map(line => line.split(' '))
    const commit = refs.find(([, name]) => name === tipRef)?.[0] ?? ''
    const parked = refs.flatMap(([oid = '', name = '']) =>
      name.startsWith(`${parkedRefs}/`) ? [{ oid, id: name.slice(parkedRefs.length + 1) }] : []
    )
    const tip: Tip = {
      branch: this.#branch,
      commit,
      list: prefixes => this.#objects.list(commit, prefixes),
      read: paths => this.#objects.read(commit, paths)
    }
    return { tip, parked: parked.sort((a, b) => (a.id < b.id ? -1 : 1)) }
  }

  /** The commits of the branch that are here: from the first tip that was fetched to this one. */
  async history(tip: string): Promise<readonly Landed[]> {
    const output = (await this.#git.run(['log', '-z', '--format=%H%n%B', tip])).toString()
    return output.split('\0').map(text => {
      const end = text.indexOf('\n')
      return { commit: text.slice(0, end), requests: requestsIn(text.slice(end + 1)) }
    })
  }

  async readFile(commit: string, file: string): Promise<string> {
    return (await this.#objects.read(commit, [file])).get(file)?.toString() ?? ''
  }

  /** Reads the texts of requests that were fetched. */
  async readTexts(parked: readonly Parked[]): Promise<readonly (string | undefined)[]> {
    const wanted = parked.map(({ oid }) => `${oid}\n`).join('')
    if (wanted === '') return []
    return parseBatch(await this.#git.run(['cat-file', '--batch'], { input: wanted })).map(object => {
      if (object?.type !== 'commit') return undefined
      const text = object.content.toString()
      return text.slice(text.indexOf('\n\n') + 2)
    })
  }

  /** Parks a request, in the place of an older one of the same owner. */
  async park(id: string, text: string, instead: Parked | undefined, until: number) {
    const oid = await this.#write(text)
    const parked = { id, oid }
    const ref = this.#ref(parked)
    const removal = instead === undefined ? [] : this.#removal([instead])
    const failure = await this.#send([`--force-with-lease=${ref}:`, ...removal], [`${oid}:${ref}`], until)
    return { parked, failure }
  }

  /** Removes requests; undefined means that they are gone by this push. */
  async remove(parked: readonly Parked[], until: number): Promise<GitFailure | undefined> {
    return await this.#send(this.#removal(parked), [], until)
  }

  /** Moves the branch and removes the requests that the commit holds: both, or neither. */
  async land(commit: string, tip: Tip, remove: readonly Parked[], until: number): Promise<PushResult> {
    const ref = `refs/heads/${tip.branch}`
    const lease = `--force-with-lease=${ref}:${tip.commit}`
    const failure = await this.#send([lease, ...this.#removal(remove)], [`${commit}:${ref}`], until)
    if (failure === undefined) return { kind: 'landed' }
    const { detail } = failure
    // Git's own word for the refs that fell with another one is not among the reasons in src/git/refusals.ts.
    if (failure.kind === 'race' || detail.includes('atomic push failed'))
      return { kind: 'race', mayHaveArrived: failure.remote, detail }
    if (failure.kind === 'transient') return { kind: 'unknown', detail }
    throw this.#remote.failure(failure, 'push')
  }

  #ref({ id }: Pick<Parked, 'id'>): string {
    return `${this.#namespace}/${id}`
  }

  /** Leases and refspecs mixed: `git push` takes options anywhere, but here the refspecs must come last. */
  #removal(parked: readonly Parked[]): readonly string[] {
    return parked.flatMap(each => [
      `--force-with-lease=${this.#ref(each)}:${each.oid}`,
      `:${this.#ref(each)}`
    ])
  }

  async #send(options: readonly string[], refspecs: readonly string[], until: number) {
    const all = [...options, ...refspecs]
    const isLease = (text: string) => text.startsWith('--')
    const command = ['push', '--porcelain', '--no-verify', '--atomic', ...all.filter(isLease), 'origin']
    return await this.#remote.send([...command, ...all.filter(text => !isLease(text))], { until })
  }

  /** A commit without parents and with an empty tree, whose message is the text. */
  async #write(text: string): Promise<string> {
    const tip = (await this.#git.run(['rev-parse', tipRef])).toString().trim()
    const format = tip.length === 64 ? 'sha256' : 'sha1'
    const tree: GitObject = { type: 'tree', content: Buffer.alloc(0) }
    const person = `newtag <newtag@localhost> ${Math.floor(this.#options.clock.now() / 1_000)} +0000`
    const head = `tree ${objectId(tree, format)}\nauthor ${person}\ncommitter ${person}\n\n`
    const commit: GitObject = { type: 'commit', content: Buffer.from(head + text) }
    await this.#git.run(['index-pack', '--stdin'], { input: packObjects([tree, commit], format) })
    return objectId(commit, format)
  }
}

/** The same ref as that of the loop (src/gitops/git-tip.ts). */
const tipRef = 'refs/newtag/tip'
const parkedRefs = 'refs/newtag/parked'

/** Refs of the group's namespace that are no requests by their name alone. */
export function isOdd({ id }: Parked): boolean {
  return !isId(id)
}
