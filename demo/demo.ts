/**
 * Runs the main job for real on this machine: a registry with a login, a Git server with a token and a builder come
 * up on loopback, then dist/index.js runs as the runner would run it, twice.
 */
import { cp, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { login, startDocker } from '../testbed/docker.ts'
import { gitEnvironment, runGit, type BareRepository } from '../testbed/git-repository.ts'
import { startGitServer } from '../testbed/git-server.ts'
import { startRegistry } from '../testbed/registry.ts'
import { runStep, type StepResult } from '../testbed/runner.ts'
import { createTemporary } from '../testbed/temporary.ts'
import { findTool, toolPath } from '../testbed/tools.ts'

const token = 'demo-token-that-must-not-leak'
const overlay = 'apps/shop/overlays/prod'
const close: (() => Promise<unknown>)[] = []

try {
  await demo()
} finally {
  for (const end of close.reverse()) await end()
}

async function demo(): Promise<void> {
  title('Starting a registry (htpasswd), a builder and a Git server (token) on loopback')
  const [registry, docker, server] = await Promise.all([
    startRegistry({ auth: 'htpasswd' }),
    startDocker(),
    startGitServer({ token })
  ])
  close.push(
    () => registry.close(),
    () => docker.close(),
    () => server.close()
  )
  await login(docker.configDirectory, registry.host, registry.username, registry.password)
  print(`registry ${registry.host}, Docker ${docker.version} (${docker.kind}), Git server ${server.url}`)

  const temporary = await createTemporary('newtag-demo')
  close.push(() => temporary.remove())
  const workspace = path.join(temporary.path, 'app')
  const source = await server.createRepository('acme/shop')
  const sha = await createApplication(workspace, source, path.join(temporary.path, 'home'))
  const gitops = await server.createRepository('acme/deploy', { files: await gitopsFiles(registry.host) })

  const step = () =>
    runStep({
      inputs: {
        image: `${registry.host}/acme/shop`,
        kustomization: overlay,
        repository: `${server.url}/acme/deploy`,
        token,
        'github-token': token
      },
      repository: 'acme/shop',
      serverUrl: server.url,
      sha,
      workspace,
      env: { ...docker.env, PATH: toolPath() },
      onOutput: createLogView()
    })

  const before = await gitops.tip('main')
  title('First run: the image is built and pushed, one commit lands')
  const first = await step()
  expect(first, 'deployed')
  await showCommit(gitops, before)
  await showRendered(gitops, temporary.path)

  title('Second run with the same inputs: nothing is built, nothing is committed')
  const second = await step()
  expect(second, 'unchanged')
  print(`commits on main: ${(await gitops.log('main')).length}`)

  title('The summaries on the page of each run, in Markdown')
  print(first.summary)
  print(second.summary)
}

/** Shows the log as the runner shows it: groups as titles, no debug lines, secrets as stars. */
function createLogView(): (text: string) => void {
  let rest = ''
  const secrets = new Set<string>()
  return text => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const mask = /^::add-mask::(.+)$/.exec(line)?.[1]
      if (mask !== undefined) secrets.add(mask)
      if (/^::(add-mask|debug|endgroup)::/.test(line)) continue
      const shown = line.replace(/^::group::/, '▸ ')
      process.stdout.write(
        `  │ ${[...secrets].reduce((masked, secret) => masked.replaceAll(secret, '***'), shown)}\n`
      )
    }
  }
}

async function createApplication(workspace: string, source: BareRepository, home: string): Promise<string> {
  await cp(path.join(import.meta.dirname, 'app'), workspace, { recursive: true })
  const env = await gitEnvironment(home)
  const git = async (...args: string[]) => (await runGit(['-C', workspace, ...args], env)).toString().trim()
  await git('init', '--quiet', '--initial-branch=main')
  await git('add', '.')
  await git('commit', '--quiet', '-m', 'Open the shop')
  await git('push', '--quiet', `file://${source.directory}`, 'main')
  return await git('rev-parse', 'HEAD')
}

async function gitopsFiles(host: string): Promise<Record<string, string>> {
  const root = path.join(import.meta.dirname, 'gitops')
  const files: Record<string, string> = {}
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    files[path.relative(root, file)] = (await readFile(file, 'utf8')).replaceAll('REGISTRY', host)
  }
  return files
}

async function showCommit(gitops: BareRepository, before: string): Promise<void> {
  title('The commit')
  print(await gitops.git('show', '--format=fuller', '--stat', '--patch', '--unified=1', 'main'))
  const changed = (await gitops.git('diff', '--numstat', before, 'main')).split('\t', 2).join('+')
  if (changed !== '1+1') throw new Error(`the commit changes ${changed} lines instead of one`)
}

async function showRendered(gitops: BareRepository, directory: string): Promise<void> {
  title('What kustomize renders from it')
  const kustomize = findTool('kustomize')
  if (kustomize === undefined) {
    print('There is no kustomize on this machine; script/fetch-tools kustomize gets one.')
    return
  }
  const checkout = path.join(directory, 'checkout')
  await gitops.git('worktree', 'add', '--quiet', '--detach', checkout, 'main')
  const { stdout } = await promisify(execFile)(kustomize, ['build', path.join(checkout, overlay)])
  print(
    stdout
      .split('\n')
      .filter(line => /image:|^kind|^ {2}name:/.test(line))
      .join('\n')
  )
}

function expect(result: StepResult, outcome: string): void {
  if (result.exitCode !== 0 || result.outputs['outcome'] !== outcome) {
    throw new Error(
      `the run ended with ${String(result.exitCode)} and ${result.outputs['outcome'] ?? 'no outcome'}`
    )
  }
  if (result.leftBehind.length > 0) throw new Error(`left behind: ${result.leftBehind.join(', ')}`)
}

function title(text: string): void {
  process.stdout.write(`\n== ${text}\n`)
}

function print(text: string): void {
  process.stdout.write(`${text.replace(/^/gm, '  ')}\n`)
}
