/**
 * Many writers at once on one kustomization of a GitOps repository over HTTP, each with an entry of its own, beside what
 * most workflows do: a checkout, `kustomize edit set image`, and ten times `git push || git pull --rebase`. Whether a
 * bump has landed is read from every commit of the branch, not taken from the job's word.
 * `node bench/writers.ts` prints the table that is kept in docs/benchmarks.md.
 * Options: --writers 1,20 --ways newtag,loop,in-process --over 0 (seconds within which they start) --files 100 (others in
 * the repository) --latency 0 (ms, each request) --timeout 10m (publish-timeout) --behind 3 (source commits).
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { type Claim, judge } from './branch-history.ts'
import { cpuSeconds } from './cpu.ts'
import { head, numbers, quantile, row } from './figures.ts'
import { type Hosts, withHosts } from './hosts.ts'
import { createSource, type Source } from './source.ts'
import { type Ended, inProcess, loop, newtag, type WriterWay } from './writer-ways.ts'

const { values: options } = parseArgs({
  options: {
    writers: { type: 'string', default: '1,5,20,50,100,200' },
    ways: { type: 'string', default: 'newtag,loop' },
    over: { type: 'string', default: '0' },
    files: { type: 'string', default: '100' },
    latency: { type: 'string', default: '0' },
    timeout: { type: 'string', default: '10m' },
    behind: { type: 'string', default: '3' }
  }
})
const known: Readonly<Record<string, WriterWay>> = { newtag, loop, 'in-process': inProcess }
const ways = options.ways.split(',').map(name => {
  const way = known[name]
  if (way === undefined) throw new Error(`--ways ${name}: there are ${Object.keys(known).join(', ')}`)
  return { name, way }
})
const overMs = Number(options.over) * 1_000
const file = 'apps/prod/kustomization.yaml'

/** A job that has ended, with how long it took from its own start. */
interface Job extends Ended {
  readonly ms: number
}

await withHosts(async hosts => {
  const source = await createSource(hosts, Number(options.behind))
  hosts.server.addLatency(Number(options.latency))
  print(
    `Node ${process.version}, one run each, started ${overMs === 0 ? 'at once' : `within ${options.over} s`}, `,
    `${options.latency} ms of latency.\n\n`,
    head(
      ...['writers', 'way', 'landed', 'lost', 'red', 'wall s', 'p50 s', 'p95 s'],
      ...['commits', 'attempts', 'most', 'requests', 'CPU s']
    )
  )
  for (const count of numbers(options.writers)) {
    for (const { name, way } of ways)
      print(row(count, name, ...(await measure(hosts, source, count, name, way))))
  }
})

/** Returns the cells of a row. */
async function measure(hosts: Hosts, source: Source, count: number, name: string, way: WriterWay) {
  const names = Array.from({ length: count }, (_, index) => `app-${String(index).padStart(3, '0')}`)
  const images = names.map(each => `${hosts.registry.host}/acme/${each}`)
  const files = Object.fromEntries(
    Array.from({ length: Number(options.files) }, (_, index) => [
      `apps/other-${index}/values.yaml`,
      `${index}\n`
    ])
  )
  const repository = await hosts.server.createRepository(`acme/deploy-${name}-${count}`, {
    files: { ...files, [file]: kustomization(images, source.older) }
  })
  const writers = await way(hosts, { repository, file, source, timeout: options.timeout }, names)

  const [requests, cpu] = [hosts.server.requests.length, cpuSeconds()]
  const started = performance.now()
  const jobs = await Promise.all(
    writers.map(async (writer, index): Promise<Job> => {
      if (overMs > 0) await sleep((overMs * index) / count)
      const start = performance.now()
      const ended = await writer()
      return { ...ended, ms: performance.now() - start }
    })
  )
  const wall = performance.now() - started
  const used = [hosts.server.requests.length - requests, (cpuSeconds() - cpu).toFixed(0)]
  reportFailures(jobs)

  const claims = jobs.map(({ isGreen }, index): Claim => ({
    image: images[index] ?? '',
    tag: source.head,
    isGreen
  }))
  const { landed, lost, red, redButLanded, commits } = await judge(repository, file, claims, hosts.env)
  const attempts = jobs.map(job => job.attempts)
  const times = jobs.map(({ ms }) => ms)
  return [
    ...[landed, lost, redButLanded === 0 ? red : `${red} (${redButLanded} of them landed)`],
    ...[seconds(wall), seconds(quantile(times, 0.5)), seconds(quantile(times, 0.95))],
    ...[commits, attempts.reduce((sum, each) => sum + each, 0), Math.max(...attempts)],
    ...used
  ]
}

/** Entries one below the other, as the kustomize CLI writes them, so that it changes one line. */
function kustomization(images: readonly string[], tag: string): string {
  const entries = images.map(image => `- name: ${image}\n  newTag: ${tag}\n`)
  const top = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- ../base\n'
  return `${top}images:\n${entries.join('')}`
}

/** Says on standard error why jobs were red, each reason once. */
function reportFailures(jobs: readonly Job[]): void {
  const reasons = new Map<string, number>()
  for (const { isGreen, log } of jobs) {
    const lines = log.split('\n').filter(line => /error|fatal|CONFLICT/i.test(line))
    const reason = (lines.at(-1) ?? log).replace(/\b[0-9a-f]{40,64}\b(?:, )?/g, '').slice(0, 300)
    if (!isGreen) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  for (const [reason, count] of [...reasons].slice(0, 5)) process.stderr.write(`${count} red: ${reason}\n`)
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1)
}

function print(...texts: readonly string[]): void {
  process.stdout.write(texts.join(''))
}
