/**
 * What judging the order costs: the requests to the registry and to the source repository that one deploy makes, by the
 * number of kustomizations with the image and of attempts that it takes to land. The entries have the tag of an older commit, and
 * the new tag names none, so that the label of its image is read; the checkout has one commit.
 * `node bench/order.ts` prints the table that is kept in docs/benchmarks.md.
 * Options: --files 1,20,300,3000 --attempts 1,3 --before DIR (a checkout of an older commit: its bundle is run, too)
 */
import path from 'node:path'
import { parseArgs } from 'node:util'

import { runGit } from '../testbed/git-repository.ts'
import { pushImage } from '../testbed/push-image.ts'
import { runStep } from '../testbed/runner.ts'
import { head, numbers, row } from './figures.ts'
import { type Hosts, withHosts } from './hosts.ts'

const { values: options } = parseArgs({
  options: {
    files: { type: 'string', default: '1,20,300,3000' },
    attempts: { type: 'string', default: '1,3' },
    before: { type: 'string' }
  }
})
const bundles = [
  ...(options.before === undefined ? [] : [path.resolve(options.before, 'dist', 'index.js')]),
  undefined
]

let trials = 0

interface Counted {
  readonly labels: number
  readonly source: number
}

await withHosts(async hosts => {
  const older = options.before === undefined ? [] : ['label requests before', 'source requests before']
  process.stdout.write(
    `Node ${process.version}. ${head('files', 'attempts', ...older, 'label requests', 'source requests')}`.replace(
      '. |',
      '.\n\n|'
    )
  )
  for (const files of numbers(options.files)) {
    for (const attempts of numbers(options.attempts)) {
      const counts: Counted[] = []
      for (const bundle of bundles) counts.push(await count(hosts, { files, attempts, bundle }))
      process.stdout.write(row(files, attempts, ...counts.flatMap(({ labels, source }) => [labels, source])))
    }
  }
})

interface Trial {
  readonly files: number
  readonly attempts: number
  readonly bundle: string | undefined
}

/** Deploys once, and counts. */
async function count({ server, registry, env, createDirectory }: Hosts, trial: Trial): Promise<Counted> {
  trials += 1
  const [source, deploy, image] = ['source', 'deploy', 'shop'].map(name => `acme/${name}-${trials}`) as [
    string,
    string,
    string
  ]
  const repository = await server.createRepository(source, { files: { 'main.c': '0' } })
  const running = await repository.tip('main')
  const sha = await repository.commit('main', { 'main.c': '1' }, 'Change')
  for (const [tag, revision] of [
    [running, running],
    ['v2', sha]
  ] as const)
    await pushImage(registry.url, image, tag, {
      label: revision,
      labels: {
        'org.opencontainers.image.revision': revision,
        'org.opencontainers.image.source': `${server.url}/${source}`
      }
    })
  const name = `${registry.host}/${image}`
  const files = Object.fromEntries(
    Array.from({ length: trial.files }, (_, index) => [
      `apps/${index}/kustomization.yaml`,
      `images:\n- name: shop\n  newName: ${name}\n  newTag: ${running}\n`
    ])
  )
  const gitops = await server.createRepository(deploy, { files: { ...files, README: '0' } })
  let races = trial.attempts - 1
  const undo = server.onRequest(async request => {
    if (request.service !== 'git-receive-pack' || request.phase !== 'pack' || races === 0) return
    races -= 1
    await gitops.commit('main', { README: String(races) }, 'Another deploy')
  })
  const workspace = await createDirectory('checkout')
  await runGit(['clone', '--quiet', '--depth=1', `file://${repository.directory}`, workspace], env)
  const [asked, fetched] = [registry.requests().length, server.requests.length]
  const result = await runStep({
    inputs: { images: `${name}:v2`, repository: gitops.url, kustomization: 'apps/*' },
    ...{ repository: source, serverUrl: server.url, sha, workspace, bundle: trial.bundle }
  })
  undo()
  if (result.outputs['attempts'] !== String(trial.attempts)) throw new Error(result.log)
  const ofLabels = registry
    .requests()
    .slice(asked)
    .filter(({ method }) => method === 'GET')
  const ofSource = server.requests.slice(fetched).filter(({ path: target }) => target.includes(`/${source}`))
  return { labels: ofLabels.length, source: ofSource.length }
}
