/**
 * One bump in GitOps repositories of several sizes and lengths of history, over HTTP, side by side: what most workflows
 * do (a checkout of depth 1, `kustomize edit set image`, a commit, a push), the floor (a bare blobless fetch and a push of
 * the same tree), and the action itself, which finds the tag of an older source commit and a shallow source checkout.
 * `node bench/bump.ts` prints the tables that are kept in docs/benchmarks.md.
 * Options: --files 1000,30000 --commits 1,10000 --latency 0,30 (ms, each request) --rounds 5 --behind 3 (source commits)
 * --before DIR (a checkout of an older commit: its bundle takes the place of the plain commands)
 * --checkout-seconds 25 (of each row) --breakdown (each Git process of one bump in the largest repository, with the
 * first latency). A checkout is as slow as the disk; with TMPDIR in a file system in memory it has none.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

import { renderBreakdown, type Watched } from './breakdown.ts'
import { cpuSeconds } from './cpu.ts'
import { head, median, numbers, ratio, row } from './figures.ts'
import { growHistory } from './history.ts'
import { type Hosts, withHosts } from './hosts.ts'
import { traceGit } from './processes.ts'
import { createSource, provideImage, type Source } from './source.ts'
import { action, actionOf, checkout, floor, type Target, type Way } from './ways.ts'

const { values: options } = parseArgs({
  options: {
    files: { type: 'string', default: '1000,10000,30000' },
    commits: { type: 'string', default: '1,10000' },
    latency: { type: 'string', default: '0,30' },
    rounds: { type: 'string', default: '5' },
    behind: { type: 'string', default: '3' },
    before: { type: 'string' },
    'checkout-seconds': { type: 'string', default: '25' },
    breakdown: { type: 'boolean', default: false }
  }
})
const sizes = numbers(options.files)
const histories = numbers(options.commits)
const latencies = numbers(options.latency)
const rounds = Number(options.rounds)
const file = 'apps/7/overlays/prod/kustomization.yaml'
const slow =
  options.before === undefined ? checkout : actionOf(path.resolve(options.before, 'dist', 'index.js'))
const ways = { checkout: slow, floor, action }
type WayName = keyof typeof ways
const wayNames = ['checkout', 'floor', 'action'] as const

interface Measured {
  /** Milliseconds since the epoch. */
  readonly started: number
  readonly ms: number
  readonly requests: number
  readonly cpu: number
}

await withHosts(async hosts => {
  const source = await createSource(hosts, Number(options.behind))
  const image = await provideImage(hosts, 'shop', source.head)
  print(
    `Node ${process.version}, folders ${await describeFileSystem()}, median of ${rounds} rounds in turn; of the checkout as many as fit into `,
    `${options['checkout-seconds']} s, at least one. Requests are those to the Git server, and processor time is that of `,
    'both sides, in the order of the columns.\n\n',
    head(
      ...[
        'files',
        'commits',
        'latency',
        options.before === undefined ? 'checkout of depth 1, kustomize, push' : 'newtag before',
        'bare fetch + push',
        'newtag'
      ],
      ...['× floor', '× checkout', 'requests', 'CPU s']
    )
  )
  const watched = {
    size: options.breakdown ? Math.max(...sizes) : Math.min(...sizes),
    commits: histories[0] ?? 1
  }
  let last: Target | undefined
  for (const size of sizes) {
    for (const commits of histories) {
      const target = await createTarget(hosts, { size, commits, source, image })
      if (size === watched.size && commits === watched.commits) last = target
      for (const latency of latencies) {
        hosts.server.addLatency(latency)
        const figures = await measureRow(hosts, target)
        print(row(size, commits, `${latency} ms`, ...figures))
      }
      hosts.server.addLatency(0)
    }
  }
  hosts.server.addLatency(latencies[0] ?? 0)
  if (last !== undefined) await showProcesses(hosts, last)
})

interface TargetOptions {
  readonly size: number
  readonly commits: number
  readonly source: Source
  readonly image: string
}

async function createTarget(hosts: Hosts, { size, commits, source, image }: TargetOptions): Promise<Target> {
  const files: Record<string, string> = {}
  for (let app = 0; app < size / 3; app += 1) {
    const name = app === 7 ? image : `registry.example/acme/app-${app}`
    files[`apps/${app}/base/deployment.yaml`] = `kind: Deployment\nmetadata:\n  name: app-${app}\n`
    files[`apps/${app}/base/kustomization.yaml`] = 'resources:\n- deployment.yaml\n'
    files[`apps/${app}/overlays/prod/kustomization.yaml`] = kustomization(name, source.older)
  }
  const repository = await hosts.server.createRepository(`acme/deploy-${size}-${commits}`, { files })
  await growHistory(repository, 'main', commits - 1, hosts.env)
  return { repository, file, image, source }
}

function kustomization(image: string, tag: string): string {
  return [
    'apiVersion: kustomize.config.k8s.io/v1beta1',
    'kind: Kustomization',
    'resources:',
    '- ../../base',
    'images:',
    `- name: ${image}`,
    `  newTag: ${tag}`,
    ''
  ].join('\n')
}

async function describeFileSystem(): Promise<string> {
  // The number of tmpfs: statfs(2).
  return (await statfs(tmpdir())).type === 0x01021994 ? 'in memory' : 'on disk'
}

/** Returns the cells of a row. */
async function measureRow(hosts: Hosts, target: Target): Promise<string[]> {
  const all: Record<WayName, Measured[]> = { checkout: [], floor: [], action: [] }
  for (let round = 0; round < rounds; round += 1) {
    // In turn, so that all meet the same noise.
    for (const name of wayNames) {
      if (name === 'checkout' && isSpent(all.checkout)) continue
      all[name].push(await measure(hosts, target, ways[name]))
    }
  }
  const [slow, least, ours] = wayNames.map(name => median(all[name].map(({ ms }) => ms))) as [
    number,
    number,
    number
  ]
  const requests = wayNames.map(name => median(all[name].map(each => each.requests)))
  return [
    ...[slow, least, ours].map(ms => `${ms.toFixed(0)} ms`),
    ratio(ours, least),
    ratio(ours, slow),
    requests.join(', '),
    wayNames.map(name => median(all[name].map(({ cpu }) => cpu)).toFixed(2)).join(', ')
  ]
}

/** Whether one more checkout would take too long, if it took as long as those before. */
function isSpent(checkouts: readonly Measured[]): boolean {
  const spent = checkouts.reduce((sum, { ms }) => sum + ms, 0)
  return (
    checkouts.length > 0 && spent + spent / checkouts.length > Number(options['checkout-seconds']) * 1_000
  )
}

async function measure(
  hosts: Hosts,
  target: Target,
  way: Way,
  env?: Readonly<Record<string, string>>
): Promise<Measured> {
  const { repository, image, source } = target
  // Every bump finds the same: the entry has the tag of an older commit.
  await repository.commit('main', { [file]: kustomization(image, source.older) }, 'Back to the older tag')
  const attempt = await way(hosts, target, env)
  // What the file system still has to write belongs to the step before.
  await once(spawn('sync'), 'close')
  const before = {
    tip: await repository.tip('main'),
    requests: hosts.server.requests.length,
    cpu: cpuSeconds()
  }
  const [started, start] = [Date.now(), performance.now()]
  await attempt.run()
  const ms = performance.now() - start
  const [requests, cpu] = [hosts.server.requests.length - before.requests, cpuSeconds() - before.cpu]
  await attempt.clean()
  await proveBump(target, way, before.tip)
  return { started, ms, requests, cpu }
}

/** A way that did not bump has no time. */
async function proveBump({ repository, image, source }: Target, way: Way, before: string): Promise<void> {
  const parent = await repository.git('rev-parse', 'main^')
  const text = (await repository.read('main', file)).toString()
  const expected = kustomization(image, way === floor ? source.older : source.head)
  if (parent !== before || text !== expected) throw new Error(`${way.name} did not bump:\n${text}`)
}

async function showProcesses(hosts: Hosts, target: Target): Promise<void> {
  const cells: string[] = []
  const tables: string[] = []
  for (const name of wayNames) {
    const watched = await watch(hosts, target, ways[name])
    const outer = watched.processes.filter(({ isInner }) => !isInner).length
    cells.push(`${outer} (${watched.processes.length} with those that Git starts)`)
    tables.push(renderBreakdown(name === 'action' ? 'newtag' : name, watched))
  }
  print('\n', head('Git processes', 'checkout', 'floor', 'newtag'), row('', ...cells))
  if (options.breakdown) print(...tables)
}

/** One more bump, which is not timed with the others: a trace takes about 2 ms of each process. */
async function watch(hosts: Hosts, target: Target, way: Way): Promise<Watched> {
  const trace = await traceGit(await hosts.createDirectory('trace'))
  const measured = await measure(hosts, target, way, trace.env)
  return { ...measured, processes: await trace.read() }
}

function print(...texts: readonly string[]): void {
  process.stdout.write(texts.join(''))
}
