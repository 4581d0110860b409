import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { startDocker, type TestDocker } from '../../testbed/docker.ts'
import { type BareRepository, gitEnvironment, runGit } from '../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../testbed/git-server.ts'
import { pushImage } from '../../testbed/push-image.ts'
import { startRegistry, type TestRegistry } from '../../testbed/registry.ts'
import { runStep, type StepOptions, type StepResult } from '../../testbed/runner.ts'
import { createTemporary, type Temporary } from '../../testbed/temporary.ts'
import { requireTool, toolPath } from '../../testbed/tools.ts'
import { createRecorder } from '../support/builder/recorder.ts'

const token = 'building-t0ken-77'
const file = 'apps/prod/kustomization.yaml'
const node = requireTool('node24')

let docker: TestDocker
let open: TestRegistry
let locked: TestRegistry
let bearer: TestRegistry
let server: GitServer
let temporary: Temporary
let count = 0

beforeAll(async () => {
  ;[docker, open, locked, bearer, server, temporary] = await Promise.all([
    startDocker({ containerdStore: false }),
    startRegistry({ auth: 'none' }),
    startRegistry({ auth: 'htpasswd' }),
    startRegistry({ auth: 'bearer' }),
    startGitServer({ token }),
    createTemporary('newtag-building')
  ])
}, 180_000)
afterAll(async () => {
  await Promise.all([docker, open, locked, bearer, server].map(each => each.close()))
  await temporary.remove()
}, 60_000)

interface Scene {
  readonly gitops: BareRepository
  readonly workspace: string
  readonly registry: TestRegistry
  /** `127.0.0.1:5000/acme/3/NAME` */
  image(name: string): string
  git(...args: string[]): Promise<string>
  write(name: string, content: string): Promise<void>
  /** Commits all and gives the SHA. */
  commit(message: string): Promise<string>
  run(inputs: Readonly<Record<string, string>>, changes?: Partial<StepOptions>): Promise<StepResult>
}

/** A workspace with `sh` and the services `api` and `web`, and a GitOps repository that deploys both at `v1`. */
async function setUp(registry = open): Promise<Scene> {
  count += 1
  const scope = `acme/${count}`
  const workspace = path.join(temporary.path, `workspace-${count}`)
  const image = (name: string) => `${registry.host}/${scope}/${name}`
  const env = await gitEnvironment(path.join(temporary.path, `home-${count}`))
  const git = async (...args: string[]) => (await runGit(['-C', workspace, ...args], env)).toString().trim()
  const write = async (name: string, content: string) => {
    await mkdir(path.dirname(path.join(workspace, name)), { recursive: true })
    await writeFile(path.join(workspace, name), content)
  }
  const commit = async (message: string) => {
    await git('add', '.')
    await git('commit', '--quiet', '--allow-empty', '-m', message)
    return await git('rev-parse', 'HEAD')
  }
  for (const name of ['api', 'web']) {
    await write(
      `${name}/Dockerfile`,
      `FROM scratch\nARG NAME=none\nLABEL name=$NAME\nCOPY Dockerfile /${name}\n`
    )
  }
  await git('init', '--quiet', '--initial-branch=main')
  const sha = await commit('Open the shop')
  const entries = ['api', 'web'].map(name => `- name: ${name}\n  newName: ${image(name)}\n  newTag: v1\n`)
  const gitops = await server.createRepository(`acme/deploy-${count}`, {
    files: { [file]: `# by hand\nimages:\n${entries.join('')}` }
  })
  return {
    ...{ gitops, workspace, registry, image, git, write, commit },
    run: (inputs, changes = {}) =>
      runStep({
        node,
        repository: 'acme/shop',
        serverUrl: server.url,
        sha,
        workspace,
        ...changes,
        inputs: { kustomization: 'apps/prod', repository: gitops.url, token, ...inputs },
        env: { ...docker.env, PATH: toolPath(), ...changes.env }
      })
  }
}

function both(it: Scene, more = ''): string {
  return ['api', 'web'].map(name => `- image: ${it.image(name)}\n  context: ${name}\n${more}`).join('')
}

interface ImageConfig {
  readonly config: { readonly Labels?: Readonly<Record<string, string>> }
}

async function configOf(it: Scene, name: string, tag: string): Promise<ImageConfig> {
  const repository = it.image(name).replace(`${it.registry.host}/`, '')
  const authorization = it.registry.pushAuthorization(repository)
  const get = async (what: string): Promise<unknown> => {
    const accept =
      'application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json'
    const headers = { accept, ...(authorization === undefined ? {} : { authorization }) }
    return await (await fetch(`${it.registry.url}/v2/${repository}/${what}`, { headers })).json()
  }
  const manifest = (await get(`manifests/${tag}`)) as { readonly config: { readonly digest: string } }
  return (await get(`blobs/${manifest.config.digest}`)) as ImageConfig
}

describe('several images', () => {
  test('are built at once, told one after the other, and land in one commit', async () => {
    const it = await setUp()
    const result = await it.run({ images: both(it), 'extra-tags': 'latest, {ref}', pin: 'tag+digest' })
    expect([result.log, result.exitCode]).toEqual([expect.stringContaining('Deployed with commit'), 0])
    const images = JSON.parse(result.outputs['images'] ?? '') as {
      image: string
      digest: string
      built: boolean
    }[]
    expect(images).toMatchObject([
      { image: it.image('api'), built: true },
      { image: it.image('web'), built: true }
    ])
    const text = String(await it.gitops.read('main', file))
    for (const { digest } of images) expect(text).toContain(`digest: ${digest}`)
    expect(await it.gitops.log('main')).toHaveLength(2)
    // What one says is not within what the other says.
    const groups = result.log.split('::group::').filter(group => group.startsWith('Build and push'))
    expect(groups).toHaveLength(2)
    for (const [index, name] of ['api', 'web'].entries()) {
      expect(groups[index]).toContain(`COPY Dockerfile /${name}`)
      expect(groups[index]).not.toContain(`COPY Dockerfile /${name === 'api' ? 'web' : 'api'}`)
      expect(groups[index]).toMatch(/Pushed .*, [\d.]+ k?B, [\d.]+ m?s, \d of \d steps cached/)
    }
    expect(result.summary).toMatch(/built and pushed: .*steps cached/)
    const { config } = await configOf(it, 'web', 'main')
    expect(config.Labels).toMatchObject({ name: 'none', 'org.opencontainers.image.title': 'shop' })
  })

  test('of which one fails: the others end, all failures are told, and nothing is deployed', async () => {
    const it = await setUp()
    await it.write('web/Dockerfile', 'FROM scratch\nCOPY missing.txt /\n')
    const tip = await it.gitops.tip('main')
    const result = await it.run({ images: both(it) })
    expect(result).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', built: 'true' } })
    expect(result.log).toContain(`Pushed ${it.image('api')}`)
    expect(result.log).toMatch(/::error .*title=BUILD_FILE_NOT_FOUND.*missing\.txt/)
    // The line of the workflow's own Dockerfile, although the GitOps repository is another one.
    expect(result.log).toMatch(/::error .*file=web\/Dockerfile,line=2/)
    expect(await it.gitops.tip('main')).toBe(tip)
  })

  test('of which both fail: each failure stands on its own line', async () => {
    const it = await setUp()
    await it.write('api/Dockerfile', 'FROM scratch\n\nCOPY missing-a /\n')
    await it.write('web/Dockerfile', 'FROM scratch\nCOPY missing-b /\n')
    const result = await it.run({ images: both(it) })
    expect(result.exitCode).toBe(1)
    expect(result.log).toMatch(/^::error .*file=api\/Dockerfile,line=3.*missing-a/m)
    expect(result.log).toMatch(/^::error .*file=web\/Dockerfile,line=2.*missing-b/m)
    expect(result.log.match(/^::error/gm)).toHaveLength(2)
  })
})

describe('a login', () => {
  test.each([
    ['Basic', () => locked],
    ['Bearer', () => bearer]
  ])(
    'with registry-username works without docker login (%s), and nothing of it is left',
    async (_, which) => {
      const it = await setUp(which())
      const { username, password } = it.registry
      const before = await readFile(path.join(docker.configDirectory, 'config.json'), 'utf8')
      const result = await it.run({
        image: it.image('api'),
        context: 'api',
        'registry-username': username,
        'registry-password': password
      })
      expect([result.log, result.exitCode]).toEqual([expect.stringContaining('Deployed with commit'), 0])
      expect(await readFile(path.join(docker.configDirectory, 'config.json'), 'utf8')).toBe(before)
      expect(result.leftBehind).toEqual([])
      const basic = Buffer.from(`${username}:${password}`).toString('base64')
      const told =
        result.log.replaceAll(/^::add-mask::.*$/gm, '') + result.summary + JSON.stringify(result.outputs)
      for (const secret of [password, basic]) expect(told).not.toContain(secret)
    }
  )

  test('of one job is not seen by another one at the same time', async () => {
    const scenes = [await setUp(locked), await setUp(locked)] as const
    const inputs = (it: Scene, password: string) => ({
      image: it.image('api'),
      context: 'api',
      'registry-username': locked.username,
      'registry-password': password
    })
    const [right, wrong] = await Promise.all([
      scenes[0].run(inputs(scenes[0], locked.password)),
      scenes[1].run(inputs(scenes[1], 'wr0ng'))
    ])
    expect([right.log, right.exitCode]).toEqual([expect.stringContaining('Deployed with commit'), 0])
    expect([wrong.log, wrong.exitCode]).toEqual([
      expect.stringMatching(/IMAGE_PUSH_DENIED|REGISTRY_DENIED/),
      1
    ])
  })
})

describe('secrets of a build', () => {
  test('reach the Dockerfile from all three inputs, and are in no log, argument, summary or output', async () => {
    const it = await setUp()
    await copyFile(requireTool('busybox'), path.join(it.workspace, 'api', 'busybox'))
    const mounts = ['a', 'b', 'c'].map(id => `--mount=type=secret,id=${id}`).join(' ')
    const sums = '["/busybox", "md5sum", "/run/secrets/a", "/run/secrets/b", "/run/secrets/c"]'
    await it.write('api/Dockerfile', `FROM scratch\nCOPY busybox /\nRUN --network=none ${mounts} ${sums}\n`)
    await it.write('.secret', 'from-a-f1le')
    const result = await it.run(
      {
        image: it.image('api'),
        context: 'api',
        secrets: '"a=two\nl1nes"',
        'secret-envs': 'b=DEPLOY_KEY',
        'secret-files': 'c=.secret'
      },
      { env: { DEPLOY_KEY: 'from-the-env1ronment' } }
    )
    expect([result.log, result.exitCode]).toEqual([expect.stringContaining('Deployed with commit'), 0])
    const told =
      result.log.replaceAll(/^::add-mask::.*$/gm, '') + result.summary + JSON.stringify(result.outputs)
    for (const secret of ['two\nl1nes', 'l1nes', 'from-the-env1ronment', 'from-a-f1le'])
      expect(told).not.toContain(secret)
    expect(result.leftBehind).toEqual([])
    for (const secret of ['two\nl1nes', 'from-the-env1ronment', 'from-a-f1le'])
      expect(result.log).toContain(createHash('md5').update(secret).digest('hex'))
  })

  test('and the login are in no argument, and in no environment but that of a variable', async () => {
    const it = await setUp(locked)
    const recorder = await createRecorder(path.join(temporary.path, 'recorder'), ['git', 'docker'])
    const result = await it.run(
      {
        image: it.image('api'),
        context: 'api',
        secrets: 'a=s3cret-value',
        'secret-envs': 'b=DEPLOY_KEY',
        'registry-username': locked.username,
        'registry-password': locked.password
      },
      { env: { DEPLOY_KEY: 's3cret-of-env', PATH: recorder.path } }
    )
    expect([result.log, result.exitCode]).toEqual([expect.stringContaining('Deployed with commit'), 0])
    const basic = Buffer.from(`${locked.username}:${locked.password}`).toString('base64')
    const secrets = ['s3cret-value', 's3cret-of-env', locked.password, basic]
    const calls = await recorder.calls()
    expect(new Set(calls.map(({ program }) => program))).toEqual(new Set(['git', 'docker']))
    for (const { argv, env } of calls) {
      expect(secrets.filter(secret => argv.join('\n').includes(secret))).toEqual([])
      const carriers = Object.entries(env).filter(([, value]) =>
        secrets.some(secret => value.includes(secret))
      )
      expect(carriers.filter(([name]) => name !== 'DEPLOY_KEY')).toEqual([])
    }
  })

  test('BUILD_SECRET_MISSING before anything is built', async () => {
    const it = await setUp()
    const result = await it.run({ image: it.image('api'), context: 'api', 'secret-envs': 'b=NOT_SET' })
    expect(result.exitCode).toBe(1)
    expect(result.log).toMatch(/title=BUILD_SECRET_MISSING.*NOT_SET/)
    expect(result.log).not.toContain('COPY Dockerfile')
  })
})

describe('another commit, by a tag of its own', () => {
  test('does not go over a newer one, and the commit on the branch tells which one it is', async () => {
    const it = await setUp()
    const older = await it.git('rev-parse', 'HEAD')
    const sha = await it.commit('Newer')
    await it.run({ image: it.image('api'), context: 'api' }, { sha })
    await it.git('checkout', '--quiet', older)
    // As actions/checkout leaves it; nobody else knows here where the branch is.
    await it.git('update-ref', 'refs/remotes/origin/main', sha)
    const inputs = { image: it.image('api'), context: 'api', tag: older }
    const back = await it.run(inputs, { sha, eventName: 'workflow_run' })
    expect([back.log, back.outputs]).toEqual([
      expect.anything(),
      expect.objectContaining({ outcome: 'superseded' })
    ])
    const asked = await it.run({ ...inputs, 'allow-older': 'true' }, { sha, eventName: 'workflow_run' })
    expect(asked.outputs).toMatchObject({ outcome: 'deployed' })
    const [commit] = await it.gitops.log('main')
    expect(commit?.message).toContain(`Source-Commit: ${older}`)
  })
})

describe('skip-unchanged', () => {
  test('neither builds nor deploys a service whose files no commit has touched', async () => {
    const it = await setUp()
    const inputs = { images: both(it), 'skip-unchanged': 'true' }
    const first = await it.git('rev-parse', 'HEAD')
    expect((await it.run(inputs)).outputs).toMatchObject({ outcome: 'deployed' })
    await it.write('web/Dockerfile', 'FROM scratch\nCOPY Dockerfile /web2\n')
    const sha = await it.commit('Change the web alone')
    const second = await it.run(inputs, { sha })
    expect([second.log, second.exitCode]).toEqual([expect.stringContaining('Deployed with commit'), 0])
    const text = String(await it.gitops.read('main', file))
    expect(text).toContain(`${it.image('api')}\n  newTag: ${first}`)
    expect(text).toContain(`${it.image('web')}\n  newTag: ${sha}`)
    expect(second.log).not.toContain('COPY Dockerfile /api')
    expect(second.summary).toContain('its sources have not changed since')
    const third = await it.run(inputs, { sha: await it.commit('Nothing at all') })
    expect(third).toMatchObject({
      exitCode: 0,
      outputs: { outcome: 'unchanged', 'commit-sha': '', built: 'false' }
    })
    expect(third.log).toContain('Unchanged: nothing was built or written.')
  })

  test('deploys a version that somebody chose, whatever has changed', async () => {
    const it = await setUp()
    const inputs = { image: it.image('api'), context: 'api', 'skip-unchanged': 'true' }
    await it.run(inputs)
    await pushImage(open.url, it.image('api').replace(`${open.host}/`, ''), 'v0')
    const result = await it.run({ ...inputs, tag: 'v0' }, { eventName: 'workflow_dispatch' })
    expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'deployed', tag: 'v0' } })
  })

  test('deploys what was changed and changed back: the change may still be under way', async () => {
    const it = await setUp()
    const inputs = { image: it.image('api'), context: 'api', 'skip-unchanged': 'true' }
    await it.run(inputs)
    await it.write('api/Dockerfile', 'FROM scratch\nCOPY Dockerfile /bad\n')
    await it.commit('Break it')
    await it.git('revert', '--no-edit', 'HEAD')
    const result = await it.run(inputs, { sha: await it.git('rev-parse', 'HEAD') })
    expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'deployed', built: 'true' } })
  })

  test('builds what a step before has changed in the checkout', async () => {
    const it = await setUp()
    const inputs = { image: it.image('api'), context: 'api', 'skip-unchanged': 'true' }
    await it.run(inputs)
    const sha = await it.commit('Nothing')
    await it.write('api/generated.txt', 'x')
    expect((await it.run(inputs, { sha })).outputs).toMatchObject({ outcome: 'deployed', built: 'true' })
  })
})

describe('a build that is cancelled', () => {
  test('ends at once, with nothing deployed and nothing left', async () => {
    const it = await setUp()
    await copyFile(requireTool('busybox'), path.join(it.workspace, 'api', 'busybox'))
    await it.write(
      'api/Dockerfile',
      'FROM scratch\nCOPY busybox /\nRUN --network=none ["/busybox", "sleep", "600"]\n'
    )
    const tip = await it.gitops.tip('main')
    let signal: (() => void) | undefined
    let log = ''
    let sent = false
    const result = await it.run(
      { image: it.image('api'), context: 'api' },
      {
        onStart: child => {
          signal = () => child.kill('SIGINT')
        },
        onOutput: text => {
          log += text
          if (!sent && /#\d+ \[[^\]]*\] RUN --network=none \[/.test(log)) {
            sent = true
            signal?.()
          }
        }
      }
    )
    expect(sent).toBe(true)
    expect(result).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' }, leftBehind: [] })
    expect(result.log).toContain('title=CANCELLED')
    expect(await it.gitops.tip('main')).toBe(tip)
  })
})
