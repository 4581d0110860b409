import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse, parseAllDocuments } from 'yaml'

import { advise } from '../../../src/kustomization/advice/advise.ts'
import { createGitRepository } from '../../../src/gitops/git-backend.ts'
import { parseRemote } from '../../../src/git/address.ts'
import type { Tip } from '../../../src/gitops/repository.ts'
import { applyImages, type Entry } from '../../../src/kustomization/transformer/apply.ts'
import { setImageArguments } from '../../../src/kustomization/transformer/arguments.ts'
import { fileNotices } from '../../../src/kustomization/advice/file.ts'
import { imagesInResources } from '../../../src/kustomization/advice/resource-images.ts'
import { createBareRepository, gitEnvironment, type Files } from '../../../testbed/git-repository.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { requireTool, skipReason } from '../../../testbed/tools.ts'
import { memoryTree } from '../../support/kustomization/memory-tree.ts'
import { gitSystem } from '../../support/git/git-system.ts'

const reason = skipReason('kustomize', 'git')
const suite = reason === undefined ? describe : describe.skip
const digest = (character: string) => `sha256:${character.repeat(64)}`

let temporary: Temporary
beforeAll(async () => {
  if (reason !== undefined) console.warn(`skipped: ${reason}`)
  temporary = await createTemporary('newtag-advice')
})
afterAll(async () => {
  await temporary.remove()
})

type Texts = Readonly<Record<string, string>>

async function kustomize(directory: string, ...args: readonly string[]): Promise<string> {
  const options = { cwd: directory, env: { HOME: temporary.path, PATH: '' }, maxBuffer: 64 * 1024 * 1024 }
  return (await promisify(execFile)(requireTool('kustomize'), args, options)).stdout
}

async function write(files: Texts): Promise<string> {
  const directory = await mkdtemp(path.join(temporary.path, 'tree-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(directory, name)), { recursive: true })
    await writeFile(path.join(directory, name), text)
  }
  return directory
}

/** What kustomize builds in a directory of a tree. */
async function build(files: Texts, directory: string): Promise<string> {
  return await kustomize(path.join(await write(files), directory), 'build', '.')
}

/** Builds many kustomizations at once, as kustomize is slow to start: the resources by the first part of their names. */
async function buildAll(files: Texts, directories: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rendered = await build(
    { ...files, 'kustomization.yaml': JSON.stringify({ resources: directories }) },
    '.'
  )
  const found = new Map<string, string>()
  for (const document of parseAllDocuments(rendered, { schema: 'failsafe' })) {
    const resource = document.toJS() as { metadata: { name: string } }
    const [name = ''] = resource.metadata.name.split('-')
    found.set(name, (found.get(name) ?? '') + JSON.stringify(resource))
  }
  return found
}

function workload(name: string, images: readonly string[], kind = 'Deployment'): string {
  const containers = images.map((image, index) => ({ name: `c${index}`, image }))
  const spec = { template: { spec: { containers } } }
  return JSON.stringify({ apiVersion: 'apps/v1', kind, metadata: { name }, spec })
}

/** The same numbers in every run, from 0 up to `below`. */
function createRandom(seed: number) {
  let state = seed
  const below = (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 8) % limit
  }
  const pick = <T>(list: readonly [T, ...T[]]): T => list[below(list.length)] ?? list[0]
  const some = <T>(most: number, create: () => T) => Array.from({ length: below(most + 1) }, create)
  return { below, pick, some }
}

/** An entry as it is written: without the fields that are undefined. */
function written(entry: Entry): Partial<Record<string, string>> {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined))
}

suite('an images list is applied as kustomize does', () => {
  const { below, pick, some } = createRandom(7)
  const names = [
    'a',
    'b',
    'c',
    'abc',
    'a.c',
    'reg.io/a',
    'regXio/a',
    'reg.io:5000/a/b',
    'a/b',
    'a:1',
    'host:5000',
    '/a',
    'b:v9',
    'a+b',
    '.*',
    '*',
    '(a|b)',
    'a|b',
    'a[+]b',
    '[ab]',
    'a{2}',
    'a?',
    '^a',
    'reg.*/a',
    'x{',
    'a]',
    '[^b]',
    'a\\.c',
    '|b',
    'a+|b'
  ] as const
  const images = [
    'a',
    'a:1',
    `a@${digest('1')}`,
    `a:1@${digest('1')}`,
    'b',
    'b:v9',
    'c:2',
    'reg.io/a:1',
    'regXio/a',
    'abc:1',
    `reg.io:5000/a/b:2@${digest('2')}`,
    'a/b:t',
    'host:5000/x:1',
    'host:5000',
    '/a:1',
    'a:',
    'a:{TAG}',
    'a:$T',
    'a:1+m',
    'a@sha512:00',
    'foo',
    'aab',
    'a+b:1',
    'aa:1',
    'x/y/a:1',
    'b:1:2',
    'a@b@c',
    'x{:1',
    'a]',
    '1a',
    'é',
    'A:1',
    'ab'
  ] as const
  const entry = (): Entry => ({
    // Half of the names are plain ones.
    name: below(2) === 0 ? pick(['a', 'b', 'c', 'abc', 'reg.io/a']) : pick(names),
    newName: pick([undefined, undefined, 'a', 'b', 'c', 'reg.io/a', 'mirror:5000/x/a', 'b:v2', 'n@x']),
    newTag: pick([undefined, undefined, 'v1', 'v9', '1.10', '{x}', '$T']),
    digest: pick([undefined, undefined, undefined, digest('a'), 'sha512:00', 'x']),
    tagSuffix: pick([undefined, undefined, undefined, '-s', '+m'])
  })
  const cases = Array.from({ length: 300 }, (_, index) => ({
    name: `n${index}`,
    entries: [entry(), ...some(4, entry)],
    images: Array.from({ length: 8 }, () => pick(images))
  }))

  /** The images that kustomize builds from each case. */
  async function built(lists: readonly (readonly Entry[])[]): Promise<readonly (readonly string[])[]> {
    const files = cases.map(({ name, images }, index) => ({
      [`${name}/kustomization.yaml`]: JSON.stringify({
        resources: ['a.yaml'],
        images: lists[index]?.map(written)
      }),
      [`${name}/a.yaml`]: workload(name, images)
    }))
    const found = await buildAll(
      Object.assign({}, ...files) as Texts,
      cases.map(({ name }) => name)
    )
    return cases.map(({ name }) => imagesInResources(found.get(name) ?? '', { left: 100_000 }) ?? [])
  }
  const unique = (list: readonly string[]) => [...new Set(list)]

  test('in hundreds of generated lists', async () => {
    const expected = cases.map(({ entries, images }) => {
      return unique(images.map(image => applyImages(image, entries).reference))
    })
    expect(await built(cases.map(({ entries }) => entries))).toEqual(expected)
  })

  test('after edit set image too', async () => {
    const args = [
      'b=mirror/b:v1',
      'a:v2',
      'c=*:v3',
      `reg.io:5000/x@${digest('3')}`,
      'abc=x:*@*',
      'host:5000',
      'é:1',
      'B=b'
    ]
    const lists = cases.slice(0, 40).map(({ entries }) => entries.filter(({ name }) => name !== '*'))
    const expected = lists.map(entries => setImageArguments(entries, args)?.map(written))
    const found = await Promise.all(
      lists.map(async entries => {
        const directory = await write({
          'kustomization.yaml': JSON.stringify({ images: entries.map(written) })
        })
        await kustomize(directory, 'edit', 'set', 'image', ...args)
        const text = await readFile(path.join(directory, 'kustomization.yaml'), 'utf8')
        return (parse(text, { schema: 'failsafe' }) as { images: unknown }).images
      })
    )
    expect(found).toEqual(expected)
  })
})

suite('a text without quotes that is said to fail the build', () => {
  const resource = workload('shop', ['app:v1'])
  // Each file holds what its value names, so that the value in quotes builds.
  const valid: Texts = {
    'a.yaml': resource,
    '1.10/kustomization.yaml': 'resources: [b.yaml]\n',
    '1.10/b.yaml': workload('other', []),
    '7': '{}\n',
    '8/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: x-\n'
  }
  const head = 'resources: [a.yaml]\n'

  test.each([
    ...['name', 'newName', 'newTag', 'digest', 'tagSuffix'].flatMap(field => [
      [`images ${field}`, `${head}images: [{${field}: VALUE}]\n`, '1.10'],
      [`imageTags ${field}`, `${head}imageTags: [{${field}: VALUE}]\n`, 'on']
    ]),
    ['namePrefix', `${head}namePrefix: VALUE\n`, '0777'],
    ['nameSuffix', `${head}nameSuffix: VALUE\n`, '-001'],
    ['namespace', `${head}namespace: VALUE\n`, '123'],
    ['commonLabels', `${head}commonLabels: {a: VALUE}\n`, '1e3'],
    ['commonAnnotations', `${head}commonAnnotations: {a: VALUE}\n`, 'yes'],
    ['labels', `${head}labels: [{pairs: {a: VALUE}}]\n`, 'false'],
    ['infinity', `${head}commonAnnotations: {a: VALUE}\n`, '.inf'],
    ['resources', 'resources: [a.yaml, VALUE]\n', '1.10'],
    ['bases', 'bases: [VALUE]\n', '1.10'],
    ['components', `${head}components: [VALUE]\n`, '8'],
    ['crds', `${head}crds: [VALUE]\n`, '7'],
    ['configurations', `${head}configurations: [VALUE]\n`, '7']
  ])('%s', async (_, template, value) => {
    const plain = template.replace('VALUE', value)
    const quoted = template.replace('VALUE', `"${value}"`)
    expect(fileNotices(plain, 'kustomization.yaml', [])).toHaveLength(1)
    expect(fileNotices(quoted, 'kustomization.yaml', [])).toEqual([])
    const name = 'kustomization.yaml'
    await expect(build({ ...valid, [name]: plain }, '.')).rejects.toThrow(
      /cannot unmarshal|unsupported value/
    )
    expect(await build({ ...valid, [name]: quoted }, '.')).toContain('kind: Deployment')
  })
})

suite('in generated layers', () => {
  const random = createRandom(3)
  const { below, pick, some } = random
  const names = ['app', 'web', 'reg.io/app', 'reg.io/web', 'mirror/app', 'job'] as const
  const entry = () => ({
    name: pick(names),
    ...(below(2) === 0 ? { newName: pick(names) } : {}),
    ...(below(2) === 0 ? { newTag: 't1' } : {}),
    ...(below(6) === 0 ? { digest: digest('a') } : {})
  })
  const containers = () =>
    [pick(names), ...some(1, () => pick(names))].map(name => name + pick([':1', '', `@${digest('b')}`]))

  /** An overlay on one or two bases, with components and a patch; the tag of one of its entries is TAG. */
  function generate(index: number) {
    const id = `n${index}`
    const files: Record<string, string> = {}
    const add = (directory: string, fields: object, own: boolean) => {
      if (own) files[`${id}/${directory}/a.yaml`] = workload(`${id}-${directory}`, containers())
      const { resources = [], ...rest } = fields as { resources?: readonly string[] }
      const content = { resources: [...resources, ...(own ? ['a.yaml'] : [])], ...rest }
      files[`${id}/${directory}/kustomization.yaml`] = JSON.stringify(content, null, 1)
    }
    add('base', { images: some(2, entry) }, true)
    const hasMiddle = below(2) === 0
    if (hasMiddle) add('middle', { resources: ['../base'], images: some(2, entry) }, below(2) === 0)
    const components = ['one', 'two'].filter(() => below(3) === 0)
    for (const name of components) {
      const head = { apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component' }
      add(name, { ...head, images: some(2, entry) }, below(2) === 0)
    }
    const set = { ...entry(), newTag: 'TAG' }
    const others = () => some(2, entry).filter(({ name }) => name !== set.name)
    const patch = `[{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "${pick(names)}:p"}]`
    const isPatched = below(4) === 0
    add(
      'overlay',
      {
        resources: [hasMiddle ? '../middle' : '../base'],
        components: components.map(name => `../${name}`),
        patches: isPatched ? [{ patch, target: { kind: 'Deployment', name: `${id}-base` } }] : [],
        images: [...others(), set, ...others()]
      },
      below(4) === 0
    )
    return { id, files, path: `${id}/overlay/kustomization.yaml`, name: set.name, isPatched }
  }

  test('an entry is said to have no effect if and only if the build is the same for another tag', async () => {
    const cases = Array.from({ length: 150 }, (_, index) => generate(index))
    const buildWith = async (tag: string) => {
      const files = Object.assign({}, ...cases.map(each => each.files)) as Texts
      const tagged = Object.entries(files).map(([name, text]) => [name, text.replaceAll('TAG', tag)] as const)
      return await buildAll(
        Object.fromEntries(tagged),
        cases.map(({ id }) => `${id}/overlay`)
      )
    }
    const [before, after] = await Promise.all([buildWith('v1'), buildWith('v2')])
    const counts = { effective: 0, ineffective: 0 }
    for (const { id, files, path: at, name, isPatched } of cases) {
      const text = (files[at] ?? '').replaceAll('TAG', 'v2')
      const notices = await advise(memoryTree(files), [
        { path: at, after: text, entries: [{ name, line: 1 }] }
      ])
      const found = notices.map(({ message }) => message)
      if (before.get(id) !== after.get(id)) {
        counts.effective += 1
        expect({ id, found: found.filter(message => message.includes('no effect')) }).toEqual({
          id,
          found: []
        })
      } else {
        counts.ineffective += 1
        // What a patch replaces is still taken to be there.
        const said = found.filter(message => /no effect|a later entry overrides/.test(message))
        if (!isPatched) expect({ id, isSaid: said.length > 0 }).toEqual({ id, isSaid: true })
      }
    }
    expect(counts.effective).toBeGreaterThan(30)
    expect(counts.ineffective).toBeGreaterThan(30)
  })
})

const overlay = 'apps/shop/prod/kustomization.yaml'
const base = 'apps/shop/base/kustomization.yaml'

/** Opens the tip of a real repository that holds the files. */
async function open(files: Files): Promise<Tip> {
  const directory = await mkdtemp(path.join(temporary.path, 'git-'))
  const url = `file://${directory}/server.git`
  const environment = await gitEnvironment(path.join(directory, 'home'))
  await createBareRepository(path.join(directory, 'server.git'), url, environment, { files })
  const parsed = parseRemote(url, 'https://github.com')
  if (!parsed.ok) throw new Error(parsed.problem)
  const own = path.join(directory, 'client')
  await mkdir(own)
  const repository = createGitRepository(gitSystem(own), {
    remote: parsed.value,
    branch: 'main',
    token: '',
    timeoutMs: 60_000
  })
  return await repository.fetchTip()
}

/** The notices on setting v2 in an overlay that has v1, and whether the build changes by it. */
async function setTag(files: Texts, name: string) {
  const before = files[overlay] ?? ''
  const text = before.replace('newTag: v1', 'newTag: v2')
  const line = text.split('\n').findIndex(each => each.includes('newTag: v2')) + 1
  const notices = await advise(await open(files), [{ path: overlay, after: text, entries: [{ name, line }] }])
  const directory = path.posix.dirname(overlay)
  const [old, now] = await Promise.all([
    build(files, directory),
    build({ ...files, [overlay]: text }, directory)
  ])
  return { messages: notices.map(({ message }) => message), hasEffect: old !== now }
}

suite('in a Git repository', () => {
  const shop = {
    [base]: 'resources:\n- app.yaml\nimages:\n- name: app\n  newName: ghcr.io/acme/app\n',
    'apps/shop/base/app.yaml': workload('shop', ['app:v0', 'nginx']),
    [overlay]: 'resources:\n- ../base\nimages:\n- name: app\n  newTag: v1\n'
  }
  const renamed = (name: string) => shop[overlay].replace('name: app', `name: ${name}`)

  test('an entry of the old name has no effect, and the name advised has', async () => {
    expect(await setTag(shop, 'app')).toEqual({
      messages: [
        `${overlay}:5: the entry app has no effect: ${base}:4 renames app to ghcr.io/acme/app before this file is applied. Name this entry ghcr.io/acme/app.`
      ],
      hasEffect: false
    })
    const files = { ...shop, [overlay]: renamed('ghcr.io/acme/app') }
    expect(await setTag(files, 'ghcr.io/acme/app')).toEqual({ messages: [], hasEffect: true })
  })

  test('an entry that nothing uses has no effect', async () => {
    expect(await setTag({ ...shop, [overlay]: renamed('ngnix') }, 'ngnix')).toEqual({
      messages: [
        `${overlay}:5: nothing in apps/shop/prod and the layers below uses an image ngnix, so the entry has no effect. The images there, nearest first: nginx, ghcr.io/acme/app. Correct the entry's name.`
      ],
      hasEffect: false
    })
  })

  test('an entry that a later one overrides has no effect', async () => {
    const files = {
      ...shop,
      [overlay]: `${renamed('nginx')}  newName: mirror/nginx\n- name: mirror/nginx\n  newTag: v0\n`
    }
    const { messages, hasEffect } = await setTag(files, 'nginx')
    expect(messages).toEqual([expect.stringContaining('changes mirror/nginx:v2 to mirror/nginx:v0')])
    expect(hasEffect).toBe(false)
    const [, move] = /move this one below line (\d+)/.exec(messages[0] ?? '') ?? []
    expect(move).toBe('7')
    const moved = `resources:\n- ../base\nimages:\n- name: mirror/nginx\n  newTag: v0\n- name: nginx\n  newTag: v1\n  newName: mirror/nginx\n`
    expect(await setTag({ ...shop, [overlay]: moved }, 'nginx')).toEqual({ messages: [], hasEffect: true })
  })

  test('a suffix has no effect', async () => {
    const files = { ...shop, [overlay]: `${renamed('nginx')}  tagSuffix: -debug\n` }
    expect((await setTag(files, 'nginx')).messages).toEqual([
      `${overlay}:6: tagSuffix of the entry nginx has no effect: kustomize ignores it beside newTag. Remove it.`
    ])
    expect(await build(files, 'apps/shop/prod')).not.toContain('-debug')
  })

  test('a name that is an invalid regular expression fails the build', async () => {
    const files = { ...shop, [overlay]: renamed("'nginx['") }
    const edit = { path: overlay, after: files[overlay], entries: [{ name: 'nginx[', line: 5 }] }
    const [notice] = await advise(await open(files), [edit])
    expect(notice?.message).toContain('the build fails on it')
    await expect(build(files, 'apps/shop/prod')).rejects.toThrow('panic')
  })

  test('an Argo CD override beside the kustomization is named, and what it deploys', async () => {
    const file = 'apps/shop/prod/.argocd-source-shop.yaml'
    const files = {
      ...shop,
      [overlay]: renamed('nginx'),
      [file]: 'kustomize:\n  images:\n  - nginx=mirror/nginx:v0\n'
    }
    const { messages } = await setTag(files, 'nginx')
    expect(messages).toEqual([
      `${file}:3: nginx=mirror/nginx:v0 overrides the image nginx for Argo CD (application shop), which deploys mirror/nginx:v0 instead of nginx:v2: what is committed to ${overlay} has no effect. Remove the item.`
    ])
    const directory = path.join(await write(files), 'apps/shop/prod')
    await kustomize(directory, 'edit', 'set', 'image', 'nginx=mirror/nginx:v0')
    expect(await kustomize(directory, 'build', '.')).toContain('image: mirror/nginx:v0')
  })

  test.each<[string, string, Texts]>([
    [
      'in a CronJob',
      'app',
      { 'apps/shop/base/app.yaml': cronJob('app:v0'), [base]: 'resources: [app.yaml]\n' }
    ],
    [
      'in a Rollout',
      'app',
      {
        'apps/shop/base/app.yaml': workload('shop', ['app:v0'], 'Rollout'),
        [base]: 'resources: [app.yaml]\n'
      }
    ],
    [
      'in a List',
      'nginx',
      {
        'apps/shop/base/app.yaml': JSON.stringify({
          apiVersion: 'v1',
          kind: 'List',
          items: [JSON.parse(workload('shop', ['nginx']))]
        })
      }
    ],
    [
      'in a file of many documents',
      'web',
      {
        'apps/shop/base/app.yaml': `# a\n---\n${workload('shop', ['app'])}\n--- # b\n${workload('web', ['web'])}\n---\n`
      }
    ],
    [
      'behind an alias',
      'web',
      {
        'apps/shop/base/app.yaml': workload('shop', ['web'])
          .replace('"c0"', '&x c0')
          .replace('"web"', '&i web:v0')
      }
    ],
    [
      'in a patch',
      'app',
      {
        [overlay]: `${renamed('app')}patches:\n- target: {kind: Deployment}\n  patch: |-\n    - op: replace\n      path: /spec/template/spec/containers/0/image\n      value: app:v0\n`
      }
    ],
    [
      'in a patch file',
      'app',
      {
        [overlay]: `${renamed('app')}patchesStrategicMerge: [patch.yaml]\n`,
        'apps/shop/prod/patch.yaml': workload('shop', ['app:v0'])
      }
    ],
    [
      'after a component renamed it',
      'app',
      {
        [base]: 'resources: [app.yaml]\nimages: [{name: app, newName: x}]\n',
        [overlay]: `${renamed('app')}components: [../back]\n`,
        'apps/shop/back/kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages: [{name: x, newName: app}]\n'
      }
    ],
    [
      'in the resources of a component',
      'app',
      {
        [overlay]: `${renamed('app')}components: [../more]\n`,
        'apps/shop/more/kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [job.yaml]\n',
        'apps/shop/more/job.yaml': cronJob('app')
      }
    ],
    [
      'by a replacement in the base',
      'app',
      {
        [base]: `${shop[base]}replacements:\n- source: {kind: ConfigMap, name: c, fieldPath: data.image}\n  targets: [{select: {kind: Deployment}, fieldPaths: [spec.template.spec.containers.0.image]}]\n`,
        'apps/shop/base/app.yaml': `${workload('shop', ['app'])}\n---\n${JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { image: 'app:v0' } })}\n`
      }
    ],
    [
      'in a custom field',
      'app',
      {
        [base]: 'resources: [app.yaml]\nconfigurations: [fields.yaml]\n',
        'apps/shop/base/fields.yaml': 'images: [{path: spec/image, kind: Custom}]\n',
        'apps/shop/base/app.yaml': `${workload('shop', ['x'])}\n---\n${JSON.stringify({ apiVersion: 'x/v1', kind: 'Custom', metadata: { name: 'c' }, spec: { image: 'app:v0' } })}\n`
      }
    ],
    [
      'by a transformer in the base',
      'app',
      {
        [base]: `${shop[base]}transformers:\n- |-\n  apiVersion: builtin\n  kind: ImageTagTransformer\n  metadata: {name: x}\n  imageTag: {name: ghcr.io/acme/app, newName: app}\n`
      }
    ],
    [
      'through a chain in the same list',
      'web',
      { [overlay]: renamed('web').replace('images:', 'images:\n- name: nginx\n  newName: web') }
    ]
  ])('there is no notice where the image comes %s', async (_, name, files) => {
    const all = { ...shop, [overlay]: renamed(name), ...files }
    expect(await setTag(all, name)).toEqual({ messages: [], hasEffect: true })
  })

  test('nothing is read through a link or outside of the tree', async () => {
    const files: Files = {
      'apps/shop/base': { mode: '120000', content: '../../elsewhere' },
      'elsewhere/kustomization.yaml': 'resources: [app.yaml]\n',
      'elsewhere/app.yaml': workload('shop', ['nginx'])
    }
    const references = [
      '../base',
      '../../../..',
      ':(glob)*',
      ':!x',
      '--help',
      '/etc/passwd',
      'a*',
      '"*"',
      'x\ty'
    ].map(each => `- ${each}\n`)
    const text = `resources:\n${references.join('')}images:\n- name: app\n  newTag: v2\n`
    const tip = await open(files)
    expect(await advise(tip, [{ path: overlay, after: text, entries: [{ name: 'app', line: 1 }] }])).toEqual(
      []
    )
    const simple = shop[overlay]
    expect(
      await advise(tip, [{ path: overlay, after: simple, entries: [{ name: 'app', line: 5 }] }])
    ).toEqual([])
  })
})

function cronJob(image: string): string {
  const spec = {
    schedule: '* * * * *',
    jobTemplate: { spec: { template: { spec: { containers: [{ name: 'c', image }] } } } }
  }
  return JSON.stringify({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'job' }, spec })
}
