import { createClock } from '../../src/clock.ts'
import { gitEnvironment } from '../../src/environment.ts'
import { createGitRepository } from '../../src/gitops/git-repository.ts'
import { createProcesses } from '../../src/process.ts'
import type { BareRepository } from '../../testbed/git-repository.ts'
import type { Hosts } from '../hosts.ts'
import { Parking } from './parking.ts'
import { createGroup, newId } from './request.ts'
import { type Result, write } from './writer.ts'

export const file = 'apps/prod/kustomization.yaml'
export const secret = 'shared by the group'
export const [old, ours, theirs] = ['old', 'ours', 'theirs'] as const

const silent = {
  ...{ debug: () => undefined, info: () => undefined, warning: () => undefined, foreign: () => undefined },
  group: <T>(_title: string, work: () => Promise<T>) => work()
}

/** A repository with the entries `mine`, which a live run deploys, and `other`, for which a request is parked. */
export class Scene {
  readonly #hosts: Hosts
  readonly repository: BareRepository
  readonly started = performance.now()

  constructor(hosts: Hosts, repository: BareRepository) {
    this.#hosts = hosts
    this.repository = repository
  }

  text(mine: string, other: string): string {
    return `resources:\n- ../base\nimages:\n- name: mine\n  newTag: ${mine}\n- name: other\n  newTag: ${other}\n`
  }

  async tags(): Promise<string> {
    const text = (await this.repository.read('main', file)).toString()
    return [...text.matchAll(/newTag: (\S+)/g)].map(([, tag]) => tag).join(' ')
  }

  async left(): Promise<number> {
    return (await this.repository.git('for-each-ref', 'refs/newtag')).split('\n').filter(line => line !== '')
      .length
  }

  /** Runs a writer that loses its first race, because `meanwhile` happens before its first push. */
  async runLoser(meanwhile: () => Promise<void>, signal = new AbortController().signal): Promise<Result> {
    let happened = false
    const stop = this.#hosts.server.onRequest(async ({ service, phase }) => {
      if (happened || service !== 'git-receive-pack' || phase !== 'advertise') return undefined
      happened = true
      await meanwhile()
      await this.repository.commit('main', { 'other.txt': String(Math.random()) }, 'Somebody else')
      return undefined
    })
    const directory = await this.#hosts.createDirectory('gitops')
    const common = {
      way: 'group' as const,
      url: this.repository.url,
      directory,
      file,
      image: 'mine',
      tag: ours
    }
    const result = await write({ ...common, waiting: 1, secret, leaseMs: 60_000, timeoutMs: 20_000 }, signal)
    stop()
    return result
  }

  /** Parks a request for the entry `other`, of an owner that is no more; returns its ref and object. */
  async park(key: string, expiresMs = 60_000, base?: string): Promise<readonly [string, string]> {
    const { url } = this.repository
    const signal = new AbortController().signal
    const options = {
      remote: { url, name: 'deploy', origin: undefined, webUrl: undefined, protocol: 'http' as const },
      ...{
        branch: 'main',
        authentication: { args: [], env: {}, secrets: [] },
        processes: createProcesses(signal)
      },
      ...{ env: gitEnvironment(process.env), directory: await this.#hosts.createDirectory('dead') },
      ...{ timeoutMs: 20_000, clock: createClock(signal), log: silent }
    }
    const tip = await createGitRepository(options).fetchTip()
    const right = createGroup(secret, url, 'main')
    const id = newId(Date.now())
    const values = (newTag: string) => ({ newName: undefined, newTag, digest: undefined })
    const entry = { path: file, entry: 'other', from: values(old), to: values(theirs) }
    const expires = Math.floor((Date.now() + expiresMs) / 1_000)
    const request = {
      id,
      base: base ?? tip.commit,
      expires,
      entries: [entry],
      lines: ['Deploy other'],
      trailers: []
    }
    const text = createGroup(key, url, 'main').seal(request)
    const { parked, failure } = await new Parking(options, 'main', right.namespace).park(
      id,
      text,
      undefined,
      Date.now() + 20_000
    )
    if (failure !== undefined) throw new Error(failure.detail)
    return [`${right.namespace}/${id}`, parked.oid]
  }
}
