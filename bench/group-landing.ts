/**
 * Group landing, a prototype that is not part of the action (docs/decisions/0014-group-landing.md): many writers at once
 * on one kustomization of a GitOps repository over HTTP, each with an entry of its own, by the plain loop of the action, by
 * the same loop with longer waits, and by the prototype, in turn. What has landed is read from the branch.
 * `node bench/group-landing.ts` prints the table that is kept with the decision.
 * Options: --writers 1,5,20,50,200 --ways plain,patient,group --rounds 3 --latency 0 (ms, each request) --over 0 (seconds within
 * which they start) --waiting 4 (how much longer the patient loop waits) --workers (a Node process each).
 */
import { parseArgs } from 'node:util'

import { head, median, numbers, quantile, row } from './figures.ts'
import { runTrial, type Trial } from './group-landing/trial.ts'
import { tuning } from './group-landing/turns.ts'
import type { Way } from './group-landing/writer.ts'
import { type Hosts, withHosts } from './hosts.ts'

const { values: options } = parseArgs({
  options: {
    writers: { type: 'string', default: '1,5,20,50,200' },
    ways: { type: 'string', default: 'plain,patient,group' },
    rounds: { type: 'string', default: '3' },
    latency: { type: 'string', default: '0' },
    over: { type: 'string', default: '0' },
    waiting: { type: 'string', default: '4' },
    workers: { type: 'boolean', default: false },
    tune: { type: 'string', default: '{}' },
    verbose: { type: 'boolean', default: false }
  }
})
Object.assign(tuning, JSON.parse(options.tune))

await withHosts(async hosts => {
  hosts.server.addLatency(Number(options.latency))
  const place = options.workers ? 'a process each' : 'all in one process'
  const start = options.over === '0' ? 'at once' : `within ${options.over} s`
  process.stdout.write(
    `Node ${process.version}, ${place}, started ${start}, ${options.latency} ms of latency, medians of ${options.rounds} rounds in turn.\n\n` +
      head(
        ...[
          'writers',
          'way',
          'landed',
          'lost',
          'red',
          'wall s',
          'p50 s',
          'p95 s',
          'commits',
          'pushes',
          'fetches'
        ],
        ...['HTTP requests', 'Git CPU s', 'Node CPU s', 'most folded']
      )
  )
  for (const writers of numbers(options.writers)) await measure(hosts, writers)
})

async function measure(hosts: Hosts, writers: number): Promise<void> {
  const ways = options.ways.split(',') as Way[]
  const trials = new Map<Way, Trial[]>(ways.map(way => [way, []]))
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const way of round % 2 === 0 ? ways : [...ways].reverse()) {
      const fixed = {
        waiting: Number(options.waiting),
        workers: options.workers,
        spreadMs: Number(options.over) * 1_000
      }
      const trial = await runTrial({ ...hosts, way, writers, ...fixed })
      trials.get(way)?.push(trial)
      report(way, trial)
    }
  }
  for (const [way, all] of trials) process.stdout.write(row(writers, way, ...cells(all)))
}

function cells(trials: readonly Trial[]): (string | number)[] {
  const middle = (of: (trial: Trial) => number) => median(trials.map(of))
  const seconds = (of: (trial: Trial) => number) => (middle(of) / 1_000).toFixed(1)
  const part = (quota: number) => (trial: Trial) =>
    quantile(
      trial.results.map(({ ms }) => ms),
      quota
    )
  return [
    ...[
      middle(each => each.landed),
      Math.max(...trials.map(each => each.lost)),
      Math.max(...trials.map(each => each.red))
    ],
    ...[seconds(each => each.wallMs), seconds(part(0.5)), seconds(part(0.95))],
    ...[middle(each => each.commits), middle(each => each.pushes), middle(each => each.fetches)],
    ...[middle(each => each.requests), seconds(each => each.cpuMs), seconds(each => each.nodeMs)],
    middle(each => Math.max(0, ...each.results.flatMap(({ tally }) => tally.folds)))
  ]
}

/** Progress, on standard error. */
function report(way: Way, trial: Trial): void {
  const tallies = trial.results.map(({ tally }) => tally)
  const sum = (of: (tally: (typeof tallies)[number]) => number) =>
    tallies.reduce((all, each) => all + of(each), 0)
  const folds = tallies.flatMap(each => each.folds).join(' ')
  process.stderr.write(
    `${way}: ${(trial.wallMs / 1_000).toFixed(1)} s, ${trial.requests} requests, ${trial.commits} commits; ` +
      `parked ${sum(each => each.parked)}, looks ${sum(each => each.looks)}, led ${sum(each => each.led)}, folds ${folds}, ` +
      `by others ${sum(each => each.byOthers)}, fell back ${sum(each => each.fellBack)}\n`
  )
  const red = trial.results.filter(({ isGreen }) => !isGreen)
  for (const { log } of options.verbose ? trial.results : red.slice(0, 3)) process.stderr.write(`${log}\n\n`)
}
