import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import type { BareRepository } from '../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../testbed/git-server.ts'
import { pushImage } from '../../testbed/push-image.ts'
import { startRegistry, type TestRegistry } from '../../testbed/registry.ts'
import { runStep, type StepResult } from '../../testbed/runner.ts'
import { createTemporary, type Temporary } from '../../testbed/temporary.ts'
import { requireTool, toolPath } from '../../testbed/tools.ts'

const token = 'editing-t0ken-4242'
const base = 'apps/shop/base/kustomization.yaml'
const overlay = 'apps/shop/prod'
const file = `${overlay}/kustomization.yaml`
const sha = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567'

let registry: TestRegistry
let server: GitServer
let temporary: Temporary
let count = 0

beforeAll(async () => {
  ;[registry, server, temporary] = await Promise.all([
    startRegistry({ auth: 'none' }),
    startGitServer({ token }),
    createTemporary('newtag-editing')
  ])
}, 60_000)
afterAll(async () => {
  await Promise.all([registry.close(), server.close()])
  await temporary.remove()
})

interface Case {
  readonly gitops: BareRepository
  readonly shop: string
  /** An existing folder of this test. */
  readonly workspace: string
  run(inputs: Readonly<Record<string, string>>, env?: Readonly<Record<string, string>>): Promise<StepResult>
}

/** A GitOps repository with a base and an overlay, images v1 and v2 of two applications. */
async function setUp(): Promise<Case> {
  count += 1
  const [shop, web] = [`acme/shop-${count}`, `acme/web-${count}`]
  for (const tag of ['v1', 'v2', sha]) {
    await pushImage(registry.url, shop, tag, { label: `shop ${tag}` })
    await pushImage(registry.url, web, tag, { label: `web ${tag}` })
  }
  const [shopImage, webImage] = [`${registry.host}/${shop}`, `${registry.host}/${web}`]
  const gitops = await server.createRepository(`acme/deploy-${count}`, {
    files: {
      'apps/shop/base/deployment.yaml': deployment(),
      [base]: 'resources:\n- deployment.yaml\n',
      [file]: `resources:\n- ../base\nimages:\n- name: shop\n  newName: ${shopImage}\n  newTag: v1 # by the pipeline\n- name: web # the front\n  newName: ${webImage}\n  newTag: v1\n`,
      'README.md': 'x'
    }
  })
  const workspace = path.join(temporary.path, `workspace-${count}`)
  await mkdir(workspace)
  return {
    gitops,
    shop: shopImage,
    workspace,
    run: (inputs, env = {}) =>
      runStep({
        inputs: {
          kustomization: overlay,
          ...(inputs['publish'] === 'workspace' ? {} : { repository: gitops.url }),
          token,
          ...inputs
        },
        repository: 'acme/shop',
        serverUrl: server.url,
        sha,
        workspace,
        env: { PATH: toolPath(), ...env }
      })
  }
}

function deployment(): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  template:
    spec:
      containers:
      - name: shop
        image: shop
      - name: web
        image: web:1
`
}

const read = async (it: Case, name = file) => (await it.gitops.read('main', name)).toString()

describe('if-missing', () => {
  test('add: adds an entry like its neighbours, and warns when nothing uses it', async () => {
    const it = await setUp()
    const other = it.shop.replace('shop', 'web')
    expect((await it.run({ images: 'envoy=*:v2' })).log).toContain('title=ENTRY_NOT_FOUND')
    const result = await it.run({ images: `envoy=${other}:v2`, 'if-missing': 'add' })
    expect(result.exitCode).toBe(0)
    expect(await read(it)).toContain(
      `images:\n- name: envoy\n  newName: ${other}\n  newTag: v2\n- name: shop\n`
    )
    expect(result.log).toMatch(/::warning.*::.*nothing in .* uses an image envoy/)
    expect(result.summary).toContain('⚠️')
  })
})

describe('publish: none', () => {
  test('shows the diff and the manifests, and changes nothing', async () => {
    const it = await setUp()
    const before = await it.gitops.tip('main')
    const result = await it.run({ image: it.shop, tag: 'v2', publish: 'none' })
    expect([result.log, result.exitCode]).toEqual([expect.stringContaining('Preview, nothing was built'), 0])
    expect(result.outputs).toMatchObject({
      outcome: 'previewed',
      'commit-sha': '',
      'changed-files': '[]',
      diff: expect.stringContaining('+  newTag: v2 # by the pipeline')
    })
    expect(result.summary).toContain('```diff\n')
    expect(result.summary).toMatch(/Deployment\/shop .*<\/code>: <code>.*:v1<\/code> → <code>.*:v2<\/code>/)
    expect(await it.gitops.tip('main')).toBe(before)
    expect(
      server.requests.filter(
        each => each.path.includes(`deploy-${count}`) && each.path.includes('receive-pack')
      )
    ).toEqual([])
  })

  test('does without a kustomize that does not run', async () => {
    const it = await setUp()
    const bin = path.join(temporary.path, `shims-${count}`)
    await mkdir(bin)
    await writeFile(path.join(bin, 'kustomize'), '#!/nowhere\n', { mode: 0o755 })
    const result = await it.run(
      { image: it.shop, tag: 'v2', publish: 'none' },
      { PATH: `${bin}:${toolPath()}` }
    )
    expect(result.outputs['outcome']).toBe('previewed')
    expect(result.log).toContain('The manifests are not rendered')
  })

  test('needs no token for a repository that anybody may read', async () => {
    const open = await startGitServer()
    try {
      const it = await setUp()
      const gitops = await open.createRepository('acme/open', {
        files: { [file]: `images:\n- name: ${it.shop}\n  newTag: v1\n` }
      })
      const result = await it.run({
        image: it.shop,
        tag: 'v2',
        publish: 'none',
        repository: gitops.url,
        token: ''
      })
      expect(result.outputs['outcome']).toBe('previewed')
    } finally {
      await open.close()
    }
  })

  test('fails when more than the image would change', async () => {
    const it = await setUp()
    const replacements =
      '- source: {kind: Deployment, name: shop, fieldPath: "spec.template.spec.containers.[name=shop].image"}\n  targets:\n  - select: {kind: Deployment, name: shop}\n    fieldPaths: [metadata.name]\n    options: {delimiter: "/", index: 1}\n'
    await it.gitops.commit('main', { [file]: `${await read(it)}replacements:\n${replacements}` }, 'Copy it')
    const result = await it.run({ image: it.shop, tag: 'v2', publish: 'none' })
    expect(result.outputs['outcome']).toBe('failed')
    expect(result.log).toContain('title=RENDER_UNEXPECTED')
  })
})

describe('publish: workspace', () => {
  test('writes the files into the checkout and commits nothing', async () => {
    const it = await setUp()
    const local = path.join(it.workspace, 'deploy/kustomization.yaml')
    await mkdir(path.dirname(local))
    const text = `# mine\r\nimages:\r\n- name: ${it.shop}\r\n  newTag: v1\r\n`
    await writeFile(local, text)
    const inputs = { image: it.shop, tag: 'v2', publish: 'workspace', kustomization: 'deploy' }
    const result = await it.run(inputs)
    expect([result.log, result.exitCode]).toEqual([expect.stringContaining('Written into the workspace'), 0])
    expect(result.outputs).toMatchObject({
      outcome: 'written',
      'changed-files': '["deploy/kustomization.yaml"]',
      'commit-sha': ''
    })
    expect(await readFile(local, 'utf8')).toBe(text.replace('v1', 'v2'))
    expect((await it.run(inputs)).outputs['outcome']).toBe('unchanged')
    expect(await it.gitops.log('main')).toHaveLength(1)
  })

  test('builds nothing for a file that cannot be written', async () => {
    const it = await setUp()
    const local = path.join(it.workspace, 'kustomization.yaml')
    await writeFile(local, `images:\n- name: ${it.shop}\n`, { mode: 0o444 })
    await writeFile(path.join(it.workspace, 'Dockerfile'), 'FROM scratch\n')
    const result = await it.run(
      { image: it.shop, tag: 'v3', publish: 'workspace', kustomization: '.' },
      { DOCKER_HOST: 'unix:///nowhere.sock' }
    )
    expect(result.log).toContain('title=WORKSPACE_FAILED')
  })

  test('writes nothing when one of the files cannot be edited', async () => {
    const it = await setUp()
    for (const [name, text] of Object.entries({
      a: `images:\n- name: ${it.shop}\n  newTag: v1\n`,
      b: 'images: []\n'
    })) {
      await mkdir(path.join(it.workspace, name))
      await writeFile(path.join(it.workspace, name, 'kustomization.yaml'), text)
    }
    const result = await it.run({ image: it.shop, tag: 'v2', publish: 'workspace', kustomization: 'a\nb' })
    expect(result.outputs['outcome']).toBe('failed')
    expect(await readFile(path.join(it.workspace, 'a/kustomization.yaml'), 'utf8')).toContain('v1')
  })

  test('takes no repository, where there is nothing to push', async () => {
    const it = await setUp()
    const result = await it.run({ image: it.shop, publish: 'workspace', repository: 'acme/deploy' })
    expect(result.log).toContain('`repository`: cannot be used with `publish: workspace`')
  })
})

describe('editor: kustomize', () => {
  test('lets the CLI write the file, and tells what it rewrote', async () => {
    const it = await setUp()
    const result = await it.run({ image: it.shop, tag: 'v2', editor: 'kustomize' })
    expect(result.exitCode).toBe(0)
    const text = await read(it)
    expect(text).toContain('newTag: v2')
    expect(text).not.toContain('# by the pipeline')
    expect(result.log).toMatch(/kustomize v5\.\d+\.\d+ \(/)
    expect(result.log).toMatch(/::warning.*kustomize v5\.\d+\.\d+ also rewrote/)
    expect((await it.run({ image: it.shop, tag: 'v2', editor: 'kustomize' })).outputs['outcome']).toBe(
      'unchanged'
    )
  })

  test('adds no entry for a typo', async () => {
    const it = await setUp()
    const result = await it.run({ image: `${it.shop}s`, tag: 'v2', editor: 'kustomize', build: 'never' })
    expect(result.outputs['outcome']).toBe('failed')
    expect(await it.gitops.log('main')).toHaveLength(1)
  })

  test('fails without a CLI, and never takes one from the checkout', async () => {
    const it = await setUp()
    const fake = path.join(it.workspace, 'kustomize')
    await writeFile(fake, `#!/bin/sh\ntouch ${it.workspace}/ran\n`, { mode: 0o755 })
    const bare = path.join(temporary.path, `bin-${count}`)
    await mkdir(bare)
    const git = `${path.dirname(requireTool('git'))}:/usr/bin:/bin`
    const hidden = git.split(':').filter(each => each !== path.dirname(requireTool('kustomize')))
    const result = await it.run(
      { image: it.shop, tag: 'v2', editor: 'kustomize' },
      { PATH: [it.workspace, bare, ...hidden].join(':') }
    )
    expect(result.log).toContain('title=KUSTOMIZE_MISSING')
    const asked = await it.run({ image: it.shop, tag: 'v2', editor: 'kustomize', 'kustomize-path': fake })
    expect(asked.log).toContain('title=KUSTOMIZE_MISSING')
    await expect(readFile(path.join(it.workspace, 'ran'))).rejects.toThrow()
  })
})
