/**
 * Building and pushing, side by side: newtag beside plain commands, with a registry that asks for a login and a GitOps
 * repository of 1,000 kustomizations over HTTP, for the classic and the containerd image store of dockerd.
 * `node bench/build.ts` prints the tables that are kept in docs/benchmarks.md.
 * Options: --rounds 5 --only present,tiny,four,workflow,rerun --stores classic,containerd --buildx debian (or new).
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'

import type { TestDocker } from '../testbed/docker.ts'
import { type BuildHosts, dockerEnvironment, type Store, traceDocker, withBuildHosts } from './build-hosts.ts'
import { createProject, type Project, type ProjectOptions } from './build-project.ts'
import { type Scenario, scenarios } from './build-scenarios.ts'
import { type BuildWay, type Job, plain } from './build-ways.ts'
import { head, median, ratio, row } from './figures.ts'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: 'present,tiny,four,workflow,rerun' },
    stores: { type: 'string', default: 'classic,containerd' },
    buildx: { type: 'string', default: 'debian' }
  }
})
const rounds = Number(options.rounds)

interface Measured {
  readonly ms: number
  /** Requests to the registry, as `HEAD 200`. */
  readonly requests: readonly string[]
}

await withBuildHosts(options.stores.split(',').map(asStore), asBuildx(options.buildx), async hosts => {
  const versions = [...hosts.dockers.values()].map(({ version }) => version)
  print(
    `Node ${process.version}, Docker ${[...new Set(versions)].join(', ')}, median of ${rounds} rounds in turn; in brackets, as a part of the first.\n`
  )
  const projects = new Map<ProjectOptions, Project>()
  for (const name of options.only.split(',')) {
    const scenario = scenarios[name]
    if (scenario === undefined) throw new Error(`no part of this bench: ${name}`)
    const project = projects.get(scenario.project) ?? (await createProject(hosts, scenario.project))
    projects.set(scenario.project, project)
    await showScenario(hosts, scenario, project)
  }
})

function asStore(name: string): Store {
  if (name !== 'classic' && name !== 'containerd') throw new Error(`no image store: ${name}`)
  return name
}

function asBuildx(name: string): 'debian' | 'new' {
  if (name !== 'debian' && name !== 'new') throw new Error(`no buildx: ${name}`)
  return name
}

async function showScenario(hosts: BuildHosts, scenario: Scenario, project: Project): Promise<void> {
  const [ours, peer, ...others] = scenario.ways
  print(
    `\n### ${scenario.title}\n\n`,
    head(
      ...['image store', ...[peer, ...others, ours].map(({ title }) => title)],
      ...['requests to the registry', 'Docker commands']
    )
  )
  const notes: string[] = []
  for (const [store, docker] of hosts.dockers) {
    const bench = { hosts, docker, project, isRerun: scenario.isRerun }
    const commands = new Map<BuildWay, readonly string[]>()
    // Not timed: the first of each also fills what a warm cache has.
    for (const way of scenario.ways) commands.set(way, await watch(bench, way))
    const all = new Map<BuildWay, Measured[]>(scenario.ways.map(way => [way, []]))
    for (let round = 0; round < rounds; round += 1) {
      // In turn, so that all meet the same noise.
      for (const way of scenario.ways) all.get(way)?.push(await measure(bench, way))
    }
    const middle = (way: BuildWay, of: (measured: Measured) => number) => median((all.get(way) ?? []).map(of))
    const time = (way: BuildWay) => middle(way, ({ ms }) => ms)
    const beside = (way: BuildWay) => (way === peer ? '' : ` (${ratio(time(way), time(peer))})`)
    const order = [peer, ...others, ours]
    print(
      row(
        store,
        ...order.map(way => `${time(way).toFixed(0)} ms${beside(way)}`),
        order.map(way => middle(way, ({ requests }) => requests.length)).join(', '),
        order.map(way => commands.get(way)?.length ?? 0).join(', ')
      )
    )
    notes.push(describe(store, all.get(ours)?.at(-1)?.requests ?? [], commands.get(ours) ?? []))
  }
  print('\n', ...notes)
}

/** What newtag and its builder have asked of the registry, and what newtag has started. */
function describe(store: Store, requests: readonly string[], commands: readonly string[]): string {
  const asked = `requests of newtag and its builder: ${count(requests)}`
  return `- ${store}: ${asked}; Docker commands of newtag: ${count(commands)}.\n`
}

/** `2 x HEAD 401, 1 x GET 200`, in the order of their first. */
function count(texts: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].map(([text, times]) => `${times} x ${text}`).join(', ') || 'none'
}

interface Bench {
  readonly hosts: BuildHosts
  readonly docker: TestDocker
  readonly project: Project
  readonly isRerun: boolean
}

/** One deploy more, which is not timed with the others, because noting takes time; returns its Docker commands. */
async function watch(bench: Bench, way: BuildWay): Promise<readonly string[]> {
  const job = await prepare(bench)
  const traced = await traceDocker(job.directory)
  await way.run({ ...job, env: { ...job.env, PATH: traced.path } })
  await prove(job, way)
  const notes = await readFile(traced.notes, 'utf8')
  await rm(job.directory, { recursive: true })
  return notes.split('\n').filter(Boolean)
}

async function measure(bench: Bench, way: BuildWay): Promise<Measured> {
  const job = await prepare(bench)
  // What the file system still has to write belongs to the step before.
  await once(spawn('sync'), 'close')
  const before = bench.hosts.registry.requests().length
  const start = performance.now()
  await way.run(job)
  const ms = performance.now() - start
  const requests = bench.hosts.registry
    .requests()
    .slice(before)
    .map(({ method, status }) => `${method} ${status}`)
  await prove(job, way)
  await rm(job.directory, { recursive: true })
  return { ms, requests }
}

async function prepare({ hosts, docker, project, isRerun }: Bench): Promise<Job> {
  const directory = await hosts.createDirectory('job')
  const commit = await project.commit(path.join(directory, 'workspace'))
  const job = { hosts, project, commit, directory, isRerun }
  if (isRerun) {
    const other = path.join(directory, 'run-before')
    await mkdir(other)
    await plain.run({ ...job, env: await dockerEnvironment(docker, other) })
  }
  return { ...job, env: await dockerEnvironment(docker, directory) }
}

/** A way that did not do its work has no time. */
async function prove({ hosts, project, commit }: Job, way: BuildWay): Promise<void> {
  for (const { image } of project.services) {
    const repository = image.slice(image.indexOf('/') + 1)
    const authorization = hosts.registry.pushAuthorization(repository) ?? ''
    const accept =
      'application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json'
    const url = `${hosts.registry.url}/v2/${repository}/manifests/${commit.sha}`
    const { status } = await fetch(url, { method: 'HEAD', headers: { authorization, accept } })
    if (status !== 200) throw new Error(`${way.title} did not push ${image}: ${status}`)
  }
  if (way.writes === 'nothing') return
  const text =
    way.writes === 'gitops'
      ? (await project.gitops.read('main', project.file)).toString()
      : await readFile(path.join(commit.workspace, project.workspaceFile), 'utf8')
  if (text !== project.kustomization(commit.sha)) throw new Error(`${way.title} did not bump:\n${text}`)
}

function print(...texts: readonly string[]): void {
  process.stdout.write(texts.join(''))
}
