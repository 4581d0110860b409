import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { prepareBuildah, type TestBuildah } from '../../testbed/buildah.ts'
import { createRemoteBuilder, startBuildkit, type TestBuildkit } from '../../testbed/buildkit.ts'
import { createDockerConfig, startDocker, type TestDocker } from '../../testbed/docker.ts'
import {
  createContainerBuilder,
  loadBuildkitImage,
  removeContainerBuilder
} from '../../testbed/docker-container.ts'
import { type BareRepository, gitEnvironment, runGit } from '../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../testbed/git-server.ts'
import { startRegistry, type TestRegistry } from '../../testbed/registry.ts'
import { runStep, type StepResult } from '../../testbed/runner.ts'
import { createTemporary, type Temporary } from '../../testbed/temporary.ts'
import { requireTool, toolPath } from '../../testbed/tools.ts'

const token = 'builders-t0ken-5'
const file = 'apps/prod/kustomization.yaml'

let buildkit: TestBuildkit
let buildah: TestBuildah
let registry: TestRegistry
let server: GitServer
let temporary: Temporary
let workspace: string
let sha: string
let config: string
let count = 0

beforeAll(async () => {
  ;[buildkit, buildah, registry, server, temporary] = await Promise.all([
    startBuildkit(),
    prepareBuildah(),
    startRegistry({ auth: 'htpasswd' }),
    startGitServer({ token }),
    createTemporary('newtag-builders')
  ])
  config = path.join(temporary.path, 'docker')
  await createDockerConfig(config, { buildx: 'new' })
  await createRemoteBuilder(config, { name: 'fleet', addresses: [buildkit.address] })
  workspace = path.join(temporary.path, 'workspace')
  await mkdir(workspace)
  // A build check finds fault with the second line.
  await writeFile(path.join(workspace, 'Dockerfile'), 'FROM scratch\ncopy Dockerfile /\n')
  const env = await gitEnvironment(path.join(temporary.path, 'home'))
  const git = async (...args: string[]) => (await runGit(['-C', workspace, ...args], env)).toString().trim()
  await git('init', '--quiet', '--initial-branch=main')
  await git('add', '.')
  await git('commit', '--quiet', '-m', 'Open the shop')
  sha = await git('rev-parse', 'HEAD')
}, 180_000)
afterAll(async () => {
  await Promise.all([buildkit, buildah, registry, server].map(each => each.close()))
  await temporary.remove()
}, 60_000)

interface Case {
  readonly gitops: BareRepository
  readonly image: string
  run(inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>): Promise<StepResult>
}

async function setUp(): Promise<Case> {
  count += 1
  const image = `${registry.host}/acme/shop-${count}`
  const gitops = await server.createRepository(`acme/deploy-${count}`, {
    files: { [file]: `images:\n- name: ${image}\n  newTag: v1\n` }
  })
  const base = {
    image,
    kustomization: 'apps/prod',
    repository: gitops.url,
    token,
    pin: 'tag+digest',
    'registry-username': registry.username,
    'registry-password': registry.password
  }
  return {
    gitops,
    image,
    run: (inputs, env) =>
      runStep({
        node: requireTool('node24'),
        repository: 'acme/shop',
        serverUrl: server.url,
        sha,
        workspace,
        inputs: { ...base, ...inputs },
        env: { PATH: toolPath(), ...env }
      })
  }
}

async function expectDeployed(it: Case, result: StepResult) {
  expect([result.log, result.exitCode]).toEqual([expect.stringContaining('Deployed with commit'), 0])
  const { digest = '' } = result.outputs
  expect(String(await it.gitops.read('main', file))).toContain(`newTag: ${sha}\n  digest: ${digest}`)
  const repository = it.image.replace(`${registry.host}/`, '')
  const authorization = registry.pushAuthorization(repository) ?? ''
  const accept = 'application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json'
  const held = await fetch(`${registry.url}/v2/${repository}/manifests/${sha}`, {
    headers: { accept, authorization }
  })
  expect(held.headers.get('docker-content-digest')).toBe(digest)
  expect(result.leftBehind).toEqual([])
}

describe('a remote builder', () => {
  test('builds with our login, and build checks stand on the line of the Dockerfile', async () => {
    const it = await setUp()
    const before = await readFile(path.join(config, 'config.json'), 'utf8')
    const result = await it.run({ builder: 'fleet', cache: 'none' }, { DOCKER_CONFIG: config })
    await expectDeployed(it, result)
    expect(result.log).toMatch(/^::warning .*file=Dockerfile,line=2.*::.*ConsistentInstructionCasing/m)
    expect(await readFile(path.join(config, 'config.json'), 'utf8')).toBe(before)
  })

  test('builds for several platforms', async () => {
    const it = await setUp()
    const platforms = 'linux/amd64,linux/arm64'
    await expectDeployed(it, await it.run({ builder: 'fleet', platforms }, { DOCKER_CONFIG: config }))
  })
})

describe('a builder in a container, as docker/setup-buildx-action makes it', () => {
  let docker: TestDocker
  beforeAll(async () => {
    docker = await startDocker({ containerdStore: false })
    await loadBuildkitImage(docker)
    await createContainerBuilder(docker, { name: 'own', use: true })
  }, 180_000)
  afterAll(async () => {
    await removeContainerBuilder(docker, 'own')
    await docker.close()
  }, 60_000)

  test('is the current one, also with our login, and can do what the classic image store cannot', async () => {
    const it = await setUp()
    const inputs = { platforms: 'linux/amd64,linux/arm64', provenance: 'mode=max', cache: 'registry' }
    await expectDeployed(it, await it.run(inputs, docker.env))
    const repository = it.image.replace(`${registry.host}/`, '')
    const authorization = registry.pushAuthorization(repository) ?? ''
    const answer = await fetch(`${registry.url}/v2/${repository}/tags/list`, { headers: { authorization } })
    const { tags } = (await answer.json()) as { tags: string[] }
    expect(tags.some(tag => tag.startsWith('buildcache'))).toBe(true)
  })
})

describe('buildah', () => {
  test('builds and pushes with our login, without Docker', async () => {
    const it = await setUp()
    const result = await it.run({ engine: 'buildah' }, buildah.env)
    await expectDeployed(it, result)
    expect(result.log).toMatch(/Pushed .*, \d of \d steps cached/)
  })

  test('says before the build what it cannot do', async () => {
    const it = await setUp()
    const result = await it.run({ engine: 'buildah', provenance: 'true', cache: 'gha' }, buildah.env)
    expect(result.exitCode).toBe(1)
    expect(result.log).toMatch(/title=BUILDER_UNSUPPORTED::.*provenance.*gha|gha.*provenance/)
    expect(result.log).not.toContain('STEP 1/')
  })
})
