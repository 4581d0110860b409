/**
 * One bump in GitOps repositories of several sizes, over HTTP, side by side: what peers do (a depth-1 checkout, an edit,
 * commit, push), the floor (a bare blobless fetch and a push of an empty commit), and the action itself.
 * `node bench/bump.ts` prints the table that is kept in docs/benchmarks.md; `node bench/bump.ts 1000` does one size.
 */
import { spawn } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { type BareRepository, gitEnvironment, runGit } from '../testbed/git-repository.ts'
import { startGitServer } from '../testbed/git-server.ts'
import { pushImage } from '../testbed/push-image.ts'
import { startRegistry } from '../testbed/registry.ts'
import { runStep } from '../testbed/runner.ts'
import { createTemporary } from '../testbed/temporary.ts'

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 10_000, 30_000]
const rounds = 5
const file = 'apps/7/overlays/prod/kustomization.yaml'

const temporary = await createTemporary('newtag-bench')
const [server, registry] = await Promise.all([startGitServer(), startRegistry({ auth: 'none' })])
const env = await gitEnvironment(path.join(temporary.path, 'home'))
const git = (...args: string[]) => runGit(args, env)
try {
  process.stdout.write(
    '| files | checkout of depth 1, edit, push | bare fetch + push | newtag | × floor | × checkout |\n'
  )
  process.stdout.write('| --- | --- | --- | --- | --- | --- |\n')
  for (const size of sizes) process.stdout.write(`${await measure(size)}\n`)
} finally {
  await Promise.all([server.close(), registry.close()])
  await temporary.remove()
}

async function measure(size: number): Promise<string> {
  const image = `${registry.host}/acme/shop`
  const files: Record<string, string> = {}
  for (let app = 0; app < size / 3; app += 1) {
    const name = app === 7 ? image : `registry.example/acme/app-${app}`
    files[`apps/${app}/base/deployment.yaml`] = `kind: Deployment\nmetadata:\n  name: app-${app}\n`
    files[`apps/${app}/base/kustomization.yaml`] = 'resources:\n- deployment.yaml\n'
    files[`apps/${app}/overlays/prod/kustomization.yaml`] = `images:\n- name: ${name}\n  newTag: v0\n`
  }
  const repository = await server.createRepository(`bench-${size}`, { files })
  await repository.git('gc', '--quiet')
  const times = { checkout: [] as number[], floor: [] as number[], action: [] as number[] }
  for (let round = 1; round <= rounds; round += 1) {
    // In turn, so that all meet the same noise.
    times.checkout.push(await timed(() => checkout(repository, `c${round}`)))
    times.floor.push(await timed(() => floor(repository)))
    const tag = `v${size}-${round}`
    await pushImage(registry.url, 'acme/shop', tag)
    times.action.push(await timed(() => action(repository, image, tag)))
  }
  const [slow, floorMs, ours] = [median(times.checkout), median(times.floor), median(times.action)]
  const ratios = `${(ours / floorMs).toFixed(2)} | ${(ours / slow).toFixed(2)}`
  return `| ${size.toLocaleString('en')} | ${slow.toFixed(0)} ms | ${floorMs.toFixed(0)} ms | ${ours.toFixed(0)} ms | ${ratios} |`
}

async function checkout(repository: BareRepository, tag: string): Promise<void> {
  const directory = path.join(temporary.path, 'checkout')
  await git('clone', '--quiet', '--depth=1', repository.url, directory)
  const edited = path.join(directory, file)
  await writeFile(edited, (await readFile(edited, 'utf8')).replace(/newTag: .*/, `newTag: ${tag}`))
  await git('-C', directory, 'commit', '--quiet', '--all', '--message=bump')
  await git('-C', directory, 'push', '--quiet')
  await rm(directory, { recursive: true })
}

/** The least that Git can do: the tip without files, a commit of the same tree, a push. */
async function floor(repository: BareRepository): Promise<void> {
  const directory = path.join(temporary.path, 'floor')
  await mkdir(directory)
  const at = (...args: string[]) => git('--git-dir', directory, ...args)
  await at('init', '--quiet', '--bare')
  await at('fetch', '--quiet', '--depth=1', '--filter=blob:none', '--no-tags', repository.url, 'main:tip')
  const commit = (await at('commit-tree', 'tip^{tree}', '-p', 'tip', '-m', 'bump')).toString().trim()
  await at('push', '--quiet', repository.url, `${commit}:refs/heads/main`)
  await rm(directory, { recursive: true })
}

async function action(repository: BareRepository, image: string, tag: string): Promise<void> {
  const result = await runStep({
    inputs: { image, tag, repository: repository.url, kustomization: path.dirname(file), build: 'never' },
    repository: 'acme/shop',
    serverUrl: server.url,
    sha: 'a'.repeat(40),
    workspace: temporary.path
  })
  if (result.outputs['outcome'] !== 'deployed') throw new Error(result.log)
}

async function timed(work: () => Promise<void>): Promise<number> {
  // What the file system still has to write belongs to the step before.
  await new Promise(resolve => spawn('sync').on('close', resolve))
  const started = performance.now()
  await work()
  return performance.now() - started
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
