import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

import type { BareRepository } from '../../testbed/git-repository.ts'
import type { GitServer } from '../../testbed/git-server.ts'
import { type Claim, judge, type Verdict } from '../branch-history.ts'
import { requestsIn } from './message.ts'
import { type Result, type Way, write, type WriterOptions } from './writer.ts'

export interface TrialOptions {
  readonly server: GitServer
  readonly env: Readonly<Record<string, string>>
  readonly createDirectory: (name: string) => Promise<string>
  readonly way: Way
  readonly writers: number
  readonly waiting: number
  readonly workers: boolean
  readonly spreadMs: number
}

export interface Trial extends Verdict {
  readonly results: readonly Result[]
  readonly wallMs: number
  readonly cpuMs: number
  readonly nodeMs: number
  readonly requests: number
  readonly pushes: number
  readonly fetches: number
}

const file = 'apps/prod/kustomization.yaml'
const before = '0'.repeat(40)
let trials = 0

/** Runs all writers at once and holds what they say against the branch. */
export async function runTrial(options: TrialOptions): Promise<Trial> {
  const { server, env, writers, way, workers } = options
  trials += 1
  const images = Array.from(
    { length: writers },
    (_, index) => `registry.example/app-${String(index).padStart(3, '0')}`
  )
  const tags = images.map((_, index) => (index + 1).toString(16).padStart(40, 'a'))
  const repository = await server.createRepository(`acme/deploy-${trials}`, { files: filesOf(images) })
  const each: WriterOptions[] = []
  for (const [index, image] of images.entries()) {
    const directory = await options.createDirectory('gitops')
    const { waiting } = options
    const fixed = {
      secret: 'shared by the group',
      leaseMs: 60_000,
      timeoutMs: 600_000,
      url: repository.url,
      file
    }
    each.push({ ...fixed, way, waiting, image, tag: tags[index] ?? '', directory })
  }
  const writersReady = workers
    ? await startWorkers(each)
    : each.map(one => () => write(one, new AbortController().signal))

  const requests = server.requests.length
  const [cpu, node, started] = [childrenCpuMs(), process.cpuUsage(), performance.now()]
  const results = await Promise.all(
    writersReady.map(async (run, index) => {
      await new Promise(resolve => setTimeout(resolve, (options.spreadMs * index) / writers))
      return await run()
    })
  )
  const wallMs = performance.now() - started
  const { user, system } = process.cpuUsage(node)
  const sent = server.requests.slice(requests)
  const count = (text: string) => sent.filter(({ path }) => path.includes(text)).length
  const measured = {
    ...{
      results,
      wallMs,
      cpuMs: childrenCpuMs() - cpu,
      nodeMs: (user + system) / 1_000,
      requests: sent.length
    },
    ...{
      pushes: count('info/refs?service=git-receive-pack'),
      fetches: count('info/refs?service=git-upload-pack')
    }
  }

  const claims = results.map(({ isGreen }, index): Claim => {
    return { image: images[index] ?? '', tag: tags[index] ?? '', isGreen }
  })
  const verdict = await judge(repository, file, claims, env)
  await check(repository, results, images, tags)
  return { ...measured, ...verdict }
}

/** A repository like that of the other benches: a hundred other files, and one kustomization with all entries. */
function filesOf(images: readonly string[]): Record<string, string> {
  const others = Array.from(
    { length: 100 },
    (_, index) => [`apps/other-${index}/values.yaml`, `${index}\n`] as const
  )
  return { ...Object.fromEntries(others), [file]: kustomization(images, () => before) }
}

function kustomization(images: readonly string[], tagOf: (index: number) => string): string {
  const entries = images.map((image, index) => `- name: ${image}\n  newTag: "${tagOf(index)}"\n`)
  const top = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- ../base\n'
  return `${top}images:\n${entries.join('')}`
}

/** What judge() does not look at: bytes, the shape of the history, each request once, nothing left behind. */
async function check(
  repository: BareRepository,
  results: readonly Result[],
  images: readonly string[],
  tags: readonly string[]
): Promise<void> {
  const must = (is: boolean, what: string) => {
    if (!is) throw new Error(`The branch is not as it must be: ${what}`)
  }
  const log = await repository.log('main')
  must(
    log.slice(0, -1).every(({ parents }) => parents.length === 1),
    'the history is not linear'
  )
  const ids = log.flatMap(({ message }) => requestsIn(message))
  must(new Set(ids).size === ids.length, 'a request was folded twice')
  const named = log.flatMap(({ message }) => message.match(/^Image: \S+/gm) ?? [])
  must(new Set(named).size === named.length, 'an image was deployed twice')
  const commits = new Set(log.map(({ sha }) => sha))
  must(
    results.every(({ isGreen, commit }) => !isGreen || commits.has(commit)),
    'a commit is not on it'
  )
  must((await repository.git('for-each-ref', 'refs/newtag')) === '', 'requests are left')
  if (!results.every(({ isGreen }) => isGreen)) return
  const text = (await repository.read('main', file)).toString()
  must(text === kustomization(images, index => tags[index] ?? ''), 'other bytes differ')
}

/** Processor time of all Git processes that have ended, the server's and the clients' (proc(5), cutime and cstime). */
function childrenCpuMs(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[13]) + Number(fields[14])) * 10
}

type WorkerProcess = ChildProcessByStdio<Writable, Readable, null>

async function startWorkers(all: readonly WriterOptions[]): Promise<(() => Promise<Result>)[]> {
  const script = fileURLToPath(new URL('worker.ts', import.meta.url))
  const start = async (options: WriterOptions) => {
    const child: WorkerProcess = spawn(process.execPath, [script, JSON.stringify(options)], {
      stdio: ['pipe', 'pipe', 'inherit']
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    await once(child.stdout, 'data')
    return async () => {
      child.stdin.write('go\n')
      await once(child, 'close')
      return JSON.parse(output.split('\n')[1] ?? '') as Result
    }
  }
  const ready: (() => Promise<Result>)[] = []
  for (const options of all) ready.push(await start(options))
  return ready
}
