import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { chmod, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import path from 'node:path'

import { ActionError } from '../../../src/errors/errors.ts'
import { createGitRepository } from '../../../src/gitops/git-backend.ts'
import { parseRemote } from '../../../src/git/address.ts'
import { findKustomize } from '../../../src/kustomization/cli/binary.ts'
import { renderBuild } from '../../../src/kustomization/cli/render.ts'
import type { CliPorts, Kustomize } from '../../../src/kustomization/cli/run.ts'
import { previewRender } from '../../../src/kustomization/cli/preview.ts'
import { createProcesses, type Processes } from '../../../src/system/process.ts'
import type { Files } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { requireTool, skipReason } from '../../../testbed/tools.ts'
import { gitSystem } from '../../support/git/git-system.ts'

const reason = skipReason('kustomize')
const suite = reason === undefined ? describe : describe.skip
const token = 'gitops-t0ken'
const signal = new AbortController().signal
const processes = createProcesses(signal)
const jobEnvironment = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/home/runner',
  INPUT_TOKEN: 'ghs_secret',
  GITHUB_TOKEN: 'ghs_secret',
  HTTPS_PROXY: 'http://user:proxy_secret@proxy.example:3128',
  https_proxy: 'http://user:proxy_secret@proxy.example:3128'
}

let server: GitServer
let temporary: Temporary
let ports: CliPorts
let kustomize: Kustomize
let count = 0

beforeAll(async () => {
  if (reason !== undefined) console.warn(`skipped: ${reason}`)
  temporary = await createTemporary('newtag-render')
  server = await startGitServer({ token })
  ports = { processes, env: jobEnvironment, temporary: await folder() }
  if (reason !== undefined) return
  const workspace = path.join(temporary.path, 'no-checkout')
  const search = { path: requireTool('kustomize'), searchPath: '', workspace, processes, env: jobEnvironment }
  const found = await findKustomize(search)
  if (found === undefined) throw new Error('There is no kustomize.')
  kustomize = found
})
afterAll(async () => {
  await server.close()
  await temporary.remove()
})

async function folder(): Promise<string> {
  return await mkdtemp(path.join(temporary.path, 'folder-'))
}

/** The tip of a branch on a real server, of which nothing but the trees has been fetched. */
async function tipOf(files: Files) {
  count += 1
  const bare = await server.createRepository(`acme/deploy-${count}`, { files })
  const parsed = parseRemote(bare.url, 'https://github.com')
  if (!parsed.ok) throw new Error(parsed.problem)
  const directory = await folder()
  const repository = createGitRepository(gitSystem(directory, { processes }), {
    remote: parsed.value,
    branch: 'main',
    token,
    timeoutMs: 60_000
  })
  return await repository.fetchTip()
}

const start = 'apps/shop/kustomization.yaml'
const entry = (newTag: string, more = '') => `images:\n- name: shop\n  newTag: ${newTag}\n${more}`
const after = (newTag: string) => ({ newName: undefined, newTag, digest: undefined })
/** What the field of the container is called in a preview. */
const field = 'Deployment/shop spec.template.spec.containers[web].image'

function deployment(image: string, more = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: web
        image: ${image}
        env: [{name: IMAGE, value: none}]
      - name: sidecar
        image: envoy:1
${more}`
}

/** Previews the change of the tag from v1 to `tag` in the kustomization at `file`. */
async function preview(files: Files, { tag = 'v2', file = start, newText = '' } = {}) {
  const text = files[file]
  if (typeof text !== 'string') throw new Error('There is no such kustomization.')
  const edited = newText === '' ? text.replace('v1', tag) : newText
  return await previewRender(
    kustomize,
    await tipOf(files),
    file,
    new Map([[file, edited]]),
    [{ name: 'shop', after: after(tag) }],
    ports
  )
}

async function failure(work: Promise<unknown>): Promise<ActionError> {
  const error = await work.then(
    result => JSON.stringify(result),
    (thrown: unknown) => thrown
  )
  if (error instanceof ActionError) return error
  throw new Error(`It did not fail as it should: ${String(error)}`)
}

async function skipped(work: ReturnType<typeof preview>): Promise<string> {
  const result = await work
  if (result.kind !== 'skipped') throw new Error(`It was not skipped: ${JSON.stringify(result)}`)
  expect(result.reason).toMatch(/^apps\/shop\/.* was not rendered: .*[^.]\.$/)
  expect(result.reason).not.toContain(temporary.path)
  return result.reason
}

suite('previewRender', () => {
  test('shows the image that changes, and no other', async () => {
    const files = {
      [start]: `resources: [deployment.yaml]\n${entry('v1')}`,
      'apps/shop/deployment.yaml': deployment('shop:old')
    }
    expect(await preview(files)).toEqual({
      kind: 'rendered',
      images: [{ resource: field, from: 'shop:v1', to: 'shop:v2' }]
    })
    expect(await readdir(ports.temporary)).toEqual([])
  })

  test('in a tag that needs quotes, and with a name, a tag and a digest', async () => {
    const files = {
      [start]: `resources: [deployment.yaml]\n${entry('"1.0"')}`,
      'apps/shop/deployment.yaml': deployment('shop:old')
    }
    const newText = files[start].replace('1.0', '1.10')
    expect(await preview(files, { newText, tag: '1.10' })).toMatchObject({
      images: [{ from: 'shop:1.0', to: 'shop:1.10' }]
    })

    const digest = `sha256:${'1'.repeat(64)}`
    const full = files[start].replace(
      'newTag: "1.0"',
      `newName: host:5000/shop\n  newTag: v2\n  digest: ${digest}`
    )
    const values = { newName: 'host:5000/shop', newTag: 'v2', digest }
    expect(
      await previewRender(
        kustomize,
        await tipOf(files),
        start,
        new Map([[start, full]]),
        [{ name: 'shop', after: values }],
        ports
      )
    ).toMatchObject({
      images: [{ from: 'shop:1.0', to: `host:5000/shop:v2@${digest}` }]
    })
  })

  test('through bases two levels up, components, patches and generators', async () => {
    const files = {
      [start]: `
resources: [../../bases/web, ../../other]
components: [../../components/tls]
patches: [{path: patches/replicas.yaml}]
configMapGenerator:
- {name: config, files: [key=files/app.conf], envs: [app.env]}
secretGenerator:
- {name: secret, literals: [password=hunter2]}
${entry('v1')}`,
      'apps/shop/patches/replicas.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec: {replicas: 3}\n',
      'apps/shop/files/app.conf': 'image=shop:v1\n',
      'apps/shop/app.env': 'IMAGE=shop:v1\n',
      'bases/web/kustomization.yml': 'resources: [../deep]\nnamespace: prod\n',
      'bases/deep/Kustomization': 'resources: [deployment.yaml]\n',
      'bases/deep/deployment.yaml': deployment('shop:old'),
      'components/tls/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n- target: {kind: Deployment}\n  path: tls.yaml\n',
      'components/tls/tls.yaml': '- {op: add, path: /metadata/annotations, value: {tls: "on"}}\n',
      'other/kustomization.yaml': 'resources: [job.yaml]\n',
      'other/job.yaml':
        'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: job}\nspec: {jobTemplate: {spec: {template: {spec: {containers: [{image: shop}]}}}}}\n'
    }
    const result = await preview(files)
    expect(result).toMatchObject({ kind: 'rendered' })
    expect(
      result.kind === 'rendered' && result.images.map(({ resource, to }) => [resource, to]).sort()
    ).toEqual([
      ['CronJob/job spec.jobTemplate.spec.template.spec.containers[0].image', 'shop:v2'],
      ['Deployment/prod/shop spec.template.spec.containers[web].image', 'shop:v2']
    ])
  })

  test('with transformers, inline and in files that name other files', async () => {
    const files = {
      [start]: `resources: [deployment.yaml]\n${entry('v1')}transformers:\n- transformer.yaml\n- |-\n  apiVersion: builtin\n  kind: PrefixTransformer\n  metadata: {name: p}\n  prefix: a-\n  fieldSpecs: [{path: metadata/name}]\n`,
      'apps/shop/transformer.yaml':
        'apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: t}\npath: patch.yaml\ntarget: {kind: Deployment}\n',
      'apps/shop/patch.yaml': '- {op: add, path: /spec/replicas, value: 3}\n',
      'apps/shop/deployment.yaml': deployment('shop:old')
    }
    expect(await preview(files)).toMatchObject({ images: [{ resource: field.replace('shop', 'a-shop') }] })
  })

  test('in a folder and a file with hostile names, at the root, and beside others', async () => {
    const hostile = 'apps/-$(touch x) `id` "q" github.com/a'
    const odd = `${hostile}/kustomization.yaml`
    const files = {
      [odd]: `resources: ['-$(x).yaml']\n${entry('v1')}`,
      [`${hostile}/-$(x).yaml`]: deployment('shop:old'),
      'kustomization.yaml': `resources: ['${hostile}']\n`,
      link: { mode: '120000', content: 'apps' },
      module: { mode: '160000', commit: 'a'.repeat(40) }
    } as const
    expect(await preview(files, { file: odd })).toMatchObject({
      kind: 'rendered',
      images: [{ to: 'shop:v2' }]
    })
    const newText = `${files['kustomization.yaml']}images:\n- {name: shop, newTag: v2}\n`
    expect(await preview(files, { file: 'kustomization.yaml', newText })).toMatchObject({
      images: [{ from: 'shop:v1', to: 'shop:v2' }]
    })
  })

  test('says when an edit has no effect', async () => {
    const files = {
      [start]: `resources: [../../base]\n${entry('v1')}`,
      'base/kustomization.yaml':
        'resources: [deployment.yaml]\nimages: [{name: shop, newName: ghcr.io/acme/shop}]\n',
      'base/deployment.yaml': deployment('shop:old')
    }
    expect(await preview(files)).toEqual({ kind: 'rendered', images: [] })
  })

  test('does not take a copy of the image or of its tag elsewhere for the image', async () => {
    const replace = (target: string) => `
replacements:
- source: {kind: Deployment, name: shop, fieldPath: 'spec.template.spec.containers.[name=web].image'}
  targets: [{select: {kind: Deployment}, fieldPaths: ['${target}']}]
`
    const files = (target: string) => ({
      [start]: `resources: [deployment.yaml]\n${entry('v1')}${replace(target)}`,
      'apps/shop/deployment.yaml': deployment('shop:old')
    })
    const variable = await failure(
      preview(files('spec.template.spec.containers.[name=web].env.[name=IMAGE].value'))
    )
    expect(variable.code).toBe('RENDER_UNEXPECTED')
    expect(variable.location).toEqual({ path: start })
    expect(variable.message).toContain(
      `The rendered manifests of ${start} would also change in: ` +
        'Deployment/shop spec.template.spec.containers[web].env[IMAGE].value: shop:v1 → shop:v2; ' +
        'only shop:v2 was to change. Nothing was written.'
    )
    const label = await failure(preview(files('metadata.name')))
    expect(label.message).toContain('the manifests: Deployment/shop:v1 → Deployment/shop:v2')
  })

  test('lists ten surprises at most', async () => {
    const literals = Array.from({ length: 13 }, (_, index) => `k${index}: a`)
    const files = {
      [start]: `resources: [deployment.yaml, config.yaml]\n${entry('v1')}`,
      'apps/shop/deployment.yaml': deployment('shop:old'),
      'apps/shop/config.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {${literals.join(', ')}}\n`
    }
    const patch = literals
      .map(each => `    - {op: replace, path: /data/${each.split(':')[0] ?? ''}, value: b}\n`)
      .join('')
    const newText = `${files[start].replace('v1', 'v2')}patches:\n- target: {kind: ConfigMap}\n  patch: |\n${patch}`
    const error = await failure(preview(files, { newText }))
    expect(error.message.match(/ConfigMap\/c data\.k\d+: a → b/g)).toHaveLength(10)
    expect(error.message).toContain('; and 3 more; only')
  })

  test('fails when the edited kustomization cannot be built', async () => {
    const files = {
      [start]: `resources: [deployment.yaml]\n${entry('v1')}`,
      'apps/shop/deployment.yaml': deployment('shop:old')
    }
    const error = await failure(preview(files, { newText: files[start].replace('v1', '1.10'), tag: '1.10' }))
    expect(error.code).toBe('RENDER_UNEXPECTED')
    expect(error.message).toContain(
      `builds ${start} as it is, but not as edited: invalid Kustomization: json: cannot unmarshal`
    )
    expect(error.message).toContain('Nothing was written.')
    expect(error.message).not.toContain(temporary.path)
  })
})

suite('previewRender, when several files are edited together', () => {
  test('renders an overlay on the edited base', async () => {
    const base = 'apps/base/kustomization.yaml'
    const overlay = 'apps/prod/kustomization.yaml'
    const files = {
      [base]: `resources: [deployment.yaml]\n${entry('v1')}`,
      'apps/base/deployment.yaml': deployment('shop'),
      [overlay]: 'resources: [../base]\n'
    }
    const edited = new Map([[base, `resources: [deployment.yaml]\n${entry('v2')}`]])
    const edits = [{ name: 'shop', after: after('v2') }]
    const result = await previewRender(kustomize, await tipOf(files), overlay, edited, edits, ports)
    expect(result).toMatchObject({ kind: 'rendered', images: [{ to: 'shop:v2' }] })
  })
})

suite('previewRender gives up', () => {
  const shop = { 'apps/shop/deployment.yaml': deployment('shop:old') }

  test('on what cannot be built anyway, in words of kustomize without its folders', async () => {
    const files = {
      [start]: `resources: [deployment.yaml]\npatches: [{path: gone.yaml}]\n${entry('v1')}`,
      ...shop
    }
    const why = await skipped(preview(files))
    expect(why).toContain(`kustomize ${kustomize.version} cannot build it as it is: `)
    expect(why).toMatch(/'?apps\/shop\/gone\.yaml'?: no such file|apps\/shop\/gone\.yaml/)
  })

  test('on cycles', async () => {
    const files = {
      [start]: `resources: [../other]\n${entry('v1')}`,
      'apps/other/kustomization.yaml': 'resources: [../shop]\n'
    }
    expect(await skipped(preview(files))).toContain('cycle detected')
  })

  test('on links and submodules', async () => {
    const link = { mode: '120000', content: '../../../../../../etc/passwd' } as const
    const file = {
      [start]: `configMapGenerator: [{name: a, files: [link]}]\n${entry('v1')}`,
      'apps/shop/link': link
    }
    expect(await skipped(preview(file))).toContain('cannot build it as it is')
    const base = { [start]: `resources: [link]\n${entry('v1')}`, 'apps/shop/link': link }
    expect(await skipped(preview(base))).toContain(
      `${start} refers to link, which is or lies behind a symbolic link`
    )
    const module = {
      [start]: `resources: [../lib/x]\n${entry('v1')}`,
      'apps/lib': { mode: '160000', commit: 'a'.repeat(40) }
    } as const
    expect(await skipped(preview(module))).toContain('a submodule')
  })

  test('on Helm, on broken bases, and on files that kustomize does not find', async () => {
    expect(await skipped(preview({ [start]: `helmCharts: [{name: a}]\n${entry('v1')}` }))).toContain(
      'does not run Helm'
    )
    const broken = {
      [start]: `resources: [../base]\n${entry('v1')}`,
      'apps/base/kustomization.yaml': 'resources: [\n'
    }
    expect(await skipped(preview(broken))).toContain('apps/base/kustomization.yaml:')
    const other = { 'apps/shop/images.yaml': entry('v1') }
    expect(await skipped(preview(other, { file: 'apps/shop/images.yaml' }))).toContain(
      'only files named kustomization.yaml'
    )
  })

  test('on what is elsewhere, and asks no server for it', async () => {
    const asked: string[] = []
    const web = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.end('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n')
    })
    await new Promise<void>(resolve => web.listen(0, '127.0.0.1', resolve))
    const address = web.address()
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/x.yaml`
    try {
      for (const text of [
        `resources: [deployment.yaml, '${url}']`,
        `resources: [deployment.yaml]\npatches: [{path: '${url}'}]`,
        `resources: [deployment.yaml]\nconfigMapGenerator: [{name: a, files: ['k=${url}']}]`
      ]) {
        expect(await skipped(preview({ [start]: `${text}\n${entry('v1')}`, ...shop }))).toContain(
          'which is not in this repository'
        )
      }
      expect(asked).toEqual([])
    } finally {
      web.close()
    }
  })

  test('on what only a transformer names elsewhere', async () => {
    const transformer =
      '  apiVersion: builtin\n  kind: PatchTransformer\n  metadata: {name: t}\n  path: http://example.com/p.yaml\n'
    const files = {
      [start]: `resources: [deployment.yaml]\n${entry('v1')}transformers:\n- |-\n${transformer}`,
      ...shop
    }
    expect(await skipped(preview(files))).toContain('proxyconnect tcp: dial tcp 127.0.0.1:1')
  })

  test('without a word of what is secret in a kustomization', async () => {
    const sources = [
      'literals: [password=hunter2, hunter3]',
      'files: [gone.txt]\n  literals: [password=hunter2]',
      'envs: [bad.env]'
    ]
    for (const source of sources) {
      const files = {
        [start]: `secretGenerator:\n- name: s\n  ${source}\n${entry('v1')}`,
        'apps/shop/bad.env': Buffer.from('A=1\nhunter2\xff\n', 'latin1')
      }
      expect(await skipped(preview(files))).not.toContain('hunter')
    }
  })
})

suite('renderBuild', () => {
  test('writes nothing outside its folder', async () => {
    for (const bad of [
      '../evil.yaml',
      '/evil.yaml',
      'a/../../evil.yaml',
      '.git/config',
      'a/.GIT/hooks/x',
      'a\0b',
      'a//b',
      './a',
      ''
    ]) {
      const files = new Map([
        [start, Buffer.from('resources: []')],
        [bad, Buffer.from('x')]
      ])
      expect(await renderBuild(kustomize, files, start, ports)).toMatchObject({ kind: 'failed' })
    }
    expect(await readdir(ports.temporary)).toEqual([])
    expect((await readdir(path.dirname(ports.temporary))).filter(name => name.includes('evil'))).toEqual([])
  })

  test('says when files stand in each other’s way', async () => {
    const files = new Map(['a', 'a/b'].map(file => [file, Buffer.from('x')]))
    const build = await renderBuild(kustomize, files, start, ports)
    expect(build.kind === 'failed' && build.detail).toContain('could not be written to a temporary folder')
  })
})

describe('renderBuild with a program that is no kustomize', () => {
  async function buildWith(script: string, change: Partial<CliPorts> = {}) {
    const file = path.join(await folder(), 'kustomize')
    await writeFile(file, `#!/bin/sh\n${script}\n`)
    await chmod(file, 0o755)
    const directory = await folder()
    const files = new Map([
      [start, Buffer.from('resources: []\n')],
      ['apps/shop/run.sh', Buffer.from('#!/bin/sh\n')]
    ])
    const build = await renderBuild({ path: file, version: 'v5.8.1' }, files, start, {
      processes,
      env: jobEnvironment,
      temporary: directory,
      ...change
    })
    expect(await readdir(directory)).toEqual([])
    return build
  }

  test('gives it nothing of the job, no program and no flag, and private files that cannot be executed', async () => {
    const out = await folder()
    const script = `export -p > '${out}/env'; printf '%s\\n' "$@" > '${out}/args'
/bin/ls -lan . "$HOME" > '${out}/ls'; command -v git > '${out}/git'; ./run.sh > '${out}/run' 2>&1
echo "HOME is $HOME" > '${out}/home'; pwd >> '${out}/home'`
    expect(await buildWith(script)).toEqual({ kind: 'rendered', text: '' })
    const read = async (name: string) => await readFile(path.join(out, name), 'utf8')
    expect(await read('args')).toBe('build\n.\n')
    expect(await read('git')).toBe('')
    expect(await read('run')).toMatch(/denied/i)
    expect(await read('ls')).toMatch(/^-rw------- .* run\.sh$/m)
    expect(await read('ls')).toMatch(/^drwx------ .* \.$/m)
    const env = await read('env')
    expect(env).not.toMatch(/secret|INPUT_|GITHUB_|runner|proxy\.example/)
    expect(await read('home')).toMatch(/^HOME is (.*)\n\1\/files\/apps\/shop\n$/)
  })

  test('says when it fails, and shows its words harmlessly', async () => {
    const script = `echo '# Warning: deprecated' >&2; printf 'Error: \\033[1m%s/x: bad\\a\\nmore\\n' "$PWD" >&2; exit 1`
    expect(await buildWith(script)).toEqual({ kind: 'failed', detail: ' [1mapps/shop/x: bad' })
    expect(await buildWith('exit 7')).toEqual({
      kind: 'failed',
      detail: 'it ended with exit code 7 and no message'
    })
    const long = await buildWith(`printf 'Error: %0999d\\n' 0 >&2; exit 1`)
    expect(long.kind === 'failed' && long.detail).toMatch(/^0{499}…$/)
  })

  test('does not show the configuration of a plug-in', async () => {
    const error =
      'Error: trouble configuring builtin SecretGenerator with config: `\nliterals:\n- password=hunter2\n`: no such thing'
    expect(await buildWith(`echo '${error}' >&2; exit 1`)).toEqual({
      kind: 'failed',
      detail: 'trouble configuring builtin SecretGenerator: no such thing'
    })
  })

  test('says when it hangs', async () => {
    const waited: (number | undefined)[] = []
    const impatient: Processes = {
      run: (name, args, options) => {
        waited.push(options.timeoutMs)
        return processes.run(name, args, { ...options, timeoutMs: 200 })
      }
    }
    expect(await buildWith('trap "" INT; /bin/sleep 600', { processes: impatient })).toEqual({
      kind: 'failed',
      detail: 'it timed out after 0.2 s'
    })
    expect(waited).toEqual([60_000])
  })

  test('fails when the program is gone', async () => {
    const directory = await folder()
    await mkdir(path.join(directory, 'tmp'))
    const gone = { path: path.join(directory, 'kustomize'), version: 'v5.8.1' }
    const build = renderBuild(gone, new Map([[start, Buffer.from('')]]), start, {
      ...ports,
      temporary: path.join(directory, 'tmp')
    })
    expect((await failure(build)).code).toBe('KUSTOMIZE_MISSING')
    expect(await readdir(path.join(directory, 'tmp'))).toEqual([])
  })
})
