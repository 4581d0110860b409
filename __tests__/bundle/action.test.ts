import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import path from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'

import { outputNames } from '../../src/report/outputs.ts'
import { login, startDocker, type TestDocker } from '../../testbed/docker.ts'
import { type BareRepository, gitEnvironment, runGit } from '../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../testbed/git-server.ts'
import { pushImage } from '../../testbed/push-image.ts'
import { startRegistry, type TestRegistry } from '../../testbed/registry.ts'
import { runStep, type StepOptions, type StepResult } from '../../testbed/runner.ts'
import { createTemporary, type Temporary } from '../../testbed/temporary.ts'
import { requireTool, toolPath } from '../../testbed/tools.ts'
import { createRecorder } from '../support/builder/recorder.ts'

const token = 'bundle-t0ken-4242'
const overlay = 'apps/shop/overlays/prod'
const file = `${overlay}/kustomization.yaml`
/** Node 24 is what the runner uses; the machine's own is what a developer has. */
const nodes = [
  ['Node 24', requireTool('node24')],
  ['the Node of the machine', process.env['NEWTAG_NODE_MACHINE'] ?? process.execPath]
] as const

let docker: TestDocker
let registry: TestRegistry
let server: GitServer
let temporary: Temporary
let workspace: string
let sha: string
let count = 0
const undo: (() => void)[] = []

beforeAll(async () => {
  ;[docker, registry, server, temporary] = await Promise.all([
    startDocker({ containerdStore: false }),
    startRegistry({ auth: 'htpasswd' }),
    startGitServer({ token }),
    createTemporary('newtag-bundle')
  ])
  await login(docker.configDirectory, registry.host, registry.username, registry.password)
  workspace = path.join(temporary.path, 'workspace')
  await mkdir(workspace)
  await writeFile(path.join(workspace, 'Dockerfile'), 'FROM scratch\nARG GREETING=none\nCOPY Dockerfile /\n')
  const env = await gitEnvironment(path.join(temporary.path, 'home'))
  const git = async (...args: string[]) => (await runGit(['-C', workspace, ...args], env)).toString().trim()
  await git('init', '--quiet', '--initial-branch=main')
  await git('add', '.')
  await git('commit', '--quiet', '-m', 'Open the shop')
  sha = await git('rev-parse', 'HEAD')
}, 180_000)
afterEach(() => {
  for (const remove of undo.splice(0)) remove()
})
afterAll(async () => {
  await Promise.all([docker.close(), registry.close(), server.close()])
  await temporary.remove()
}, 60_000)

interface Case {
  readonly gitops: BareRepository
  readonly image: string
  readonly path: string
  run(changes?: Partial<StepOptions>): Promise<StepResult>
}

/** A GitOps repository and an image of its own for each test. */
async function setUp(): Promise<Case> {
  count += 1
  const name = `acme/shop-${count}`
  const image = `${registry.host}/${name}`
  const gitops = await server.createRepository(`acme/deploy-${count}`, {
    files: {
      [file]: `# by hand\nimages:\n- name: shop\n  newName: ${image}\n  newTag: v1 # the pipeline's\n- name: envoy\n  newTag: v9\n`,
      'apps/linked/kustomization.yaml': {
        mode: '120000',
        content: '../shop/overlays/prod/kustomization.yaml'
      },
      'apps/two/kustomization.yaml': 'images: []\n',
      'apps/two/kustomization.yml': 'images: []\n',
      'apps/broken/kustomization.yaml': 'images:\n- name: [\n',
      'apps/other/kustomization.yaml': 'kind: Deployment\n',
      'README.md': 'x'
    }
  })
  const inputs = { image, kustomization: overlay, repository: gitops.url, token }
  const base: StepOptions = {
    inputs,
    repository: 'acme/shop',
    serverUrl: server.url,
    sha,
    workspace,
    env: { ...docker.env, PATH: toolPath() }
  }
  return {
    gitops,
    image,
    path: name,
    run: (changes = {}) =>
      runStep({
        ...base,
        ...changes,
        inputs: { ...inputs, ...changes.inputs },
        env: { ...base.env, ...changes.env }
      })
  }
}

/** Puts an image into the registry without a builder. */
function push(it: Case, tag: string): Promise<string> {
  const authorization = registry.pushAuthorization(it.path)
  return pushImage(registry.url, it.path, tag, authorization === undefined ? {} : { authorization })
}

function manifestRequests(it: Case) {
  return registry.requests().filter(request => request.url.includes(`/v2/${it.path}/`))
}

describe.each(nodes)('dist/index.js on %s', (_, node) => {
  test('builds, pushes and lands one commit that changes one line; then finds nothing to do', async () => {
    const it = await setUp()
    const before = await it.gitops.tip('main')
    const first = await it.run({ node })
    expect([first.log, first.exitCode]).toEqual([expect.stringContaining('Deployed with commit'), 0])
    const [commit] = await it.gitops.log('main')
    expect(Object.keys(first.outputs).sort()).toEqual([...outputNames].sort())
    expect(first.outputs).toMatchObject({
      outcome: 'deployed',
      image: it.image,
      tag: sha,
      'image-ref': `${it.image}:${sha}@${first.outputs['digest'] ?? ''}`,
      'previous-tag': 'v1',
      built: 'true',
      'changed-files': JSON.stringify([file]),
      'commit-sha': commit?.sha,
      'commit-url': `${it.gitops.url.replace('.git', '')}/commit/${commit?.sha ?? ''}`,
      attempts: '1'
    })
    expect(commit).toMatchObject({
      parents: [before],
      author: 'github-actions[bot] <github-actions[bot]@users.noreply.127.0.0.1>'
    })
    expect(await it.gitops.git('diff', '--numstat', before, 'main')).toBe(`1\t1\t${file}`)
    expect((await it.gitops.read('main', file)).toString()).toContain(`newTag: ${sha} # the pipeline's`)
    expect(first.summary).toContain(`<code>v1</code> → <code>${sha}</code>`)
    expect(first.leftBehind).toEqual([])

    const held = await fetch(`${registry.url}/v2/${it.path}/manifests/${sha}`, {
      headers: {
        authorization: registry.pushAuthorization(it.path) ?? '',
        accept:
          'application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json'
      }
    })
    expect(held.headers.get('docker-content-digest')).toBe(first.outputs['digest'])

    const second = await it.run({ node })
    expect(second.outputs).toMatchObject({
      outcome: 'unchanged',
      built: 'false',
      digest: first.outputs['digest']
    })
    expect(second.exitCode).toBe(0)
    expect(await it.gitops.log('main')).toHaveLength(2)
  })

  test('starts no builder for a tag that exists, and asks the registry at most twice', async () => {
    const it = await setUp()
    const digest = await push(it, sha)
    // What runs now is another image; its label is asked for where its tag names no commit.
    const requests = () => manifestRequests(it).filter(({ url }) => url.includes(sha)).length
    const asked = requests()
    const result = await it.run({ node, env: { DOCKER_HOST: 'unix:///nowhere.sock' } })
    expect(result.outputs).toMatchObject({ outcome: 'deployed', built: 'false', digest })
    expect(requests() - asked).toBeGreaterThan(0)
    expect(requests() - asked).toBeLessThanOrEqual(2)
  })

  test('says everything that is wrong with the inputs at once, and asks no server', async () => {
    const it = await setUp()
    const before = server.requests.length
    const result = await it.run({
      node,
      inputs: { image: 'x:1', build: 'maybe', kustomization: '../up', branch: 'a..b' }
    })
    expect(result.exitCode).toBe(1)
    expect(result.log).toMatch(
      /::error title=INPUT_INVALID::4 inputs need a change:.*`image`.*`build`.*`kustomization`/
    )
    expect(result.outputs['outcome']).toBe('failed')
    expect(result.summary).toMatch(/### Not deployed[^]*INPUT_INVALID/)
    expect(server.requests).toHaveLength(before)
    expect(result.leftBehind).toEqual([])
  })

  test('stays green when only the summary cannot be written', async () => {
    const it = await setUp()
    await push(it, sha)
    const result = await it.run({ node, env: { GITHUB_STEP_SUMMARY: '/nowhere/summary' } })
    expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'deployed'])
    expect(result.log).toContain('::warning::The job summary could not be written')
  })

  test('lands on top of a writer that was faster', async () => {
    const it = await setUp()
    await push(it, sha)
    let rival = false
    undo.push(
      server.onRequest(async request => {
        if (request.service !== 'git-receive-pack' || request.phase !== 'pack' || rival) return
        rival = true
        const content = (await it.gitops.read('main', file)).toString().replace('v9', 'v10')
        await it.gitops.commit('main', { [file]: content }, 'Rival')
      })
    )
    const result = await it.run({ node })
    expect(result.outputs).toMatchObject({ outcome: 'deployed', attempts: '2' })
    const content = (await it.gitops.read('main', file)).toString()
    expect(content).toContain(`newTag: ${sha}`)
    expect(content).toContain('newTag: v10')
  })
})

describe('a list of kustomizations', () => {
  test('edits what files, globs and folders name, each once, in one commit', async () => {
    const it = await setUp()
    await push(it, sha)
    const other = 'apps/shop/overlays/dev/kustomization.yaml'
    await it.gitops.commit('main', { [other]: `images:\n- name: ${it.image}\n  newTag: v1\n` }, 'Dev')
    const before = await it.gitops.tip('main')
    const result = await it.run({ inputs: { kustomization: `${file}\napps/*/overlays/*\n${overlay}\n` } })
    expect(result.outputs).toMatchObject({
      outcome: 'deployed',
      'changed-files': JSON.stringify([other, file])
    })
    expect(await it.gitops.git('diff', '--numstat', before, 'main')).toBe(`1\t1\t${other}\n1\t1\t${file}`)
    expect(await it.gitops.log('main')).toHaveLength(3)
  })
})

describe('what fails, with nothing changed', () => {
  test.each([
    ['AUTH_FAILED', { inputs: { token: 'wrong' } }],
    ['BRANCH_NOT_FOUND', { inputs: { branch: 'nope' } }],
    ['PATH_NOT_ALLOWED', { inputs: { kustomization: 'apps/linked' } }],
    ['KUSTOMIZATION_AMBIGUOUS', { inputs: { kustomization: 'apps/two' } }],
    ['KUSTOMIZATION_NOT_FOUND', { inputs: { kustomization: 'apps/nope-*' } }],
    ['YAML_INVALID', { inputs: { kustomization: 'apps/broken' } }],
    ['NOT_A_KUSTOMIZATION', { inputs: { kustomization: 'apps/other' } }],
    ['REPOSITORY_NOT_FOUND', { inputs: { repository: 'acme/nope' } }],
    ['REGISTRY_DENIED', { inputs: { 'skip-existing': 'strict' }, env: { DOCKER_CONFIG: '/nowhere' } }],
    ['CONTEXT_NOT_FOUND', { inputs: { context: 'nowhere', build: 'always' } }],
    ['DOCKER_UNREACHABLE', { env: { DOCKER_HOST: 'unix:///nowhere.sock' } }],
    ['DOCKERFILE_INVALID', { inputs: { target: 'no-such-stage' } }],
    ['IMAGE_PUSH_DENIED', { inputs: { 'registry-username': 'ci', 'registry-password': 'wr0ng' } }],
    ['BUILDER_UNSUPPORTED', { inputs: { platforms: 'linux/amd64,linux/arm64' } }],
    ['BUILDER_UNAVAILABLE', { inputs: { builder: 'nowhere' } }],
    ['BUILDAH_MISSING', { inputs: { engine: 'buildah' }, env: { PATH: '/usr/bin:/bin' } }]
  ])('%s: %j', async (code, changes) => {
    const it = await setUp()
    const result = await it.run(changes)
    expect([result.log, result.exitCode]).toEqual([expect.stringContaining(`::error title=${code}::`), 1])
    expect(result.log.match(/^::error/gm)).toHaveLength(1)
    expect(await it.gitops.log('main')).toHaveLength(1)
    expect(result.outputs).toMatchObject({ outcome: 'failed', 'commit-sha': '', 'changed-files': '[]' })
    expect(result.leftBehind).toEqual([])
    expect(manifestRequests(it).some(request => request.method === 'PUT')).toBe(false)
  })

  test('DOCKER_MISSING: no docker on PATH', async () => {
    const it = await setUp()
    const bin = path.join(temporary.path, 'only-git')
    await mkdir(bin, { recursive: true })
    await symlink(requireTool('git'), path.join(bin, 'git'))
    const result = await it.run({ env: { PATH: bin } })
    expect(result.log).toContain('::error title=DOCKER_MISSING::')
  })

  test('tells the image that was pushed, also when the commit is refused after it', async () => {
    const it = await setUp()
    await it.gitops.setHook('pre-receive', 'echo "no deploys on Fridays" >&2; exit 1')
    const result = await it.run()
    expect(result.log).toMatch(/::error title=PUSH_REJECTED::.*no deploys on Fridays/)
    expect(result.outputs).toMatchObject({ outcome: 'failed', built: 'true', 'commit-sha': '' })
    expect(result.outputs['digest']).toMatch(/^sha256:/)
  })

  test('pushes no image when the token may read the GitOps repository but not write it', async () => {
    const it = await setUp()
    undo.push(
      server.onRequest(request => (request.service === 'git-receive-pack' ? { status: 403 } : undefined))
    )
    const result = await it.run()
    expect(result.log).toContain('::error title=PUSH_DENIED::')
    expect(manifestRequests(it).some(request => request.method === 'PUT')).toBe(false)
  })

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'stops at %s although the Git server never answers, and leaves nothing behind',
    async signal => {
      const it = await setUp()
      let release = () => {}
      const held = new Promise<undefined>(resolve => {
        release = () => {
          resolve(undefined)
        }
      })
      const result = await it.run({
        onStart: child => {
          undo.push(
            server.onRequest(() => {
              child.kill(signal)
              return held
            })
          )
        }
      })
      // The server still holds the request here: the run did not wait for it.
      release()
      expect(result.log).toContain('::error title=CANCELLED::')
      expect([result.exitCode, result.leftBehind]).toEqual([1, []])
      expect(await it.gitops.log('main')).toHaveLength(1)
    }
  )

  test('stops although the registry never answers', async () => {
    const it = await setUp()
    let child: ChildProcess | undefined
    const silent = createServer(() => child?.kill('SIGINT'))
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address()
    const port = typeof address === 'object' ? address?.port : undefined
    try {
      const result = await it.run({
        inputs: { image: `127.0.0.1:${port ?? 0}/acme/shop` },
        onStart: started => {
          child = started
        }
      })
      expect(result.log).toContain('::error title=CANCELLED::')
      expect([result.exitCode, result.leftBehind]).toEqual([1, []])
    } finally {
      silent.closeAllConnections()
      silent.close()
    }
  })

  test('says that the commit landed when it is asked to stop after the server took it', async () => {
    const it = await setUp()
    await push(it, sha)
    const result = await it.run({
      onStart: child => {
        undo.push(
          server.afterReceivePack(async () => {
            child.kill('SIGINT')
            await new Promise(resolve => setTimeout(resolve, 200))
          })
        )
      }
    })
    const [commit] = await it.gitops.log('main')
    const told = `${result.outputs['commit-sha'] ?? ''} ${result.log}`
    expect(told).toContain(commit?.sha)
  })
})

describe('secrets', () => {
  test('the token is in no argument, environment, log, summary or output, and only Git gets its header', async () => {
    const it = await setUp()
    const recorder = await createRecorder(path.join(temporary.path, 'recorder'), ['git', 'docker'])
    const results = [
      await it.run({ env: { PATH: recorder.path } }),
      await it.run({ env: { PATH: recorder.path }, inputs: { branch: 'nope' } }),
      await it.run({ env: { PATH: recorder.path }, inputs: { token: `${token}-wrong` } })
    ]
    expect(results.map(result => result.exitCode)).toEqual([0, 1, 1])
    const basic = [token, `${token}-wrong`].map(secret =>
      Buffer.from(`x-access-token:${secret}`).toString('base64')
    )
    const password = Buffer.from(`${registry.username}:${registry.password}`).toString('base64')
    const secrets = [token, ...basic, registry.password, password]
    const holds = (text: string) => secrets.some(secret => text.includes(secret))

    const calls = await recorder.calls()
    expect(new Set(calls.map(call => call.program))).toEqual(new Set(['git', 'docker']))
    expect(calls.filter(call => holds(call.argv.join('\n')))).toEqual([])
    const carriers = calls.flatMap(({ program, env }) =>
      Object.entries(env).flatMap(([name, value]) => (holds(value) ? [`${program} ${name}`] : []))
    )
    expect(new Set(carriers)).toEqual(new Set(['git NEWTAG_AUTHORIZATION']))
    expect(
      calls.filter(call => call.program === 'docker').flatMap(call => Object.keys(call.env))
    ).not.toContain('INPUT_TOKEN')
    for (const result of results) {
      // The runner takes these lines out of the log; they are how it learns what to mask.
      const shown = result.log.replace(/^::add-mask::.*$/gm, '')
      expect([shown, result.summary, JSON.stringify(result.outputs)].filter(holds)).toEqual([])
    }
    const listed = await it.gitops.git('config', '--list')
    expect(holds(listed)).toBe(false)
  })

  test('a builder that prints workflow commands gives none', async () => {
    const it = await setUp()
    const hostile = path.join(temporary.path, 'hostile')
    await mkdir(hostile, { recursive: true })
    await writeFile(
      path.join(hostile, 'Dockerfile'),
      'FROM scratch\nCOPY ["::add-mask::x", "##[error]y", "/"]\n'
    )
    const result = await it.run({ workspace: hostile })
    expect(result.exitCode).toBe(1)
    const foreign = result.log.split(/\r\n|\n|\r/).filter(line => /add-mask::x|\[error\]y/.test(line))
    expect(foreign.length).toBeGreaterThan(0)
    expect(foreign.filter(line => line.trimStart().startsWith('::add-mask') || line.includes('##['))).toEqual(
      []
    )
  })
})
