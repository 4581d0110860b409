import { describe, expect, test } from '@jest/globals'

import { advise } from '../../../../src/kustomization/advice/advise.ts'
import { ActionError, cancellation } from '../../../../src/errors/errors.ts'
import { memoryTree, type MemoryFiles } from '../../../support/kustomization/memory-tree.ts'

type AdvisedFile = Parameters<typeof advise>[1][number]

const path = 'apps/shop/prod/kustomization.yaml'

/** A workload with one container for each image. */
function workload(...images: readonly string[]): string {
  const containers = images.map((image, index) => ({ name: `c${index}`, image }))
  return JSON.stringify({
    kind: 'Deployment',
    metadata: { name: 'shop' },
    spec: { template: { spec: { containers } } }
  })
}

const base = 'apps/shop/base/kustomization.yaml'
const overlay = 'resources:\n- ../base\nimages:\n- name: app\n  newTag: v2\n'

/** A base with one image, which it renames. */
const renaming = {
  [base]: 'resources: [app.yaml]\nimages:\n- name: app\n  newName: ghcr.io/acme/app\n',
  'apps/shop/base/app.yaml': workload('app:v1')
}
/** A base with one image, which has another name than the entry. */
const other: MemoryFiles = {
  [base]: 'resources: [app.yaml]\n',
  'apps/shop/base/app.yaml': workload('ghcr.io/acme/app:v1', 'nginx')
}

function editOf(text: string, name = 'app', at = path): AdvisedFile {
  const line = text.split('\n').findLastIndex(each => each.includes('newTag: v2')) + 1
  return { path: at, after: text, entries: [{ name, line }] }
}

async function messages(files: MemoryFiles, ...edits: readonly AdvisedFile[]): Promise<readonly string[]> {
  const notices = await advise(memoryTree(files), edits)
  for (const { message, location } of notices) {
    expect(message.startsWith(`${location?.path ?? ''}:${location?.line ?? ''}`)).toBe(true)
  }
  return notices.map(({ message }) => message)
}

describe('an entry of the name before a lower layer renames it', () => {
  test('is named, with the name to use', async () => {
    expect(await messages(renaming, editOf(overlay))).toEqual([
      `${path}:5: the entry app has no effect: ${base}:3 renames app to ghcr.io/acme/app before this file is applied. Name this entry ghcr.io/acme/app.`
    ])
  })

  test('is to be merged into the entry of the right name when there is one', async () => {
    const text = `${overlay}- name: ghcr.io/acme/app\n  newTag: v1\n`
    expect(await messages(renaming, editOf(text))).toEqual([
      `${path}:5: the entry app has no effect: ${base}:3 renames app to ghcr.io/acme/app before this file is applied. Move what it sets to the entry ghcr.io/acme/app on line 6.`
    ])
    expect(await messages(renaming, editOf(text, 'ghcr.io/acme/app'))).toEqual([])
  })

  test('is found over three layers, with the last name', async () => {
    const middle = 'apps/shop/middle/kustomization.yaml'
    const files = {
      ...renaming,
      [middle]: 'resources: [../base]\nimages:\n- name: ghcr.io/acme/app\n  newName: mirror/app\n'
    }
    const text = overlay.replace('../base', '../middle')
    expect(await messages(files, editOf(text))).toEqual([
      `${path}:5: the entry app has no effect: ${base}:3 renames app to ghcr.io/acme/app before this file is applied; it arrives as mirror/app. Name this entry mirror/app.`
    ])
    expect(
      await messages(files, editOf(text.replace('app\n', 'ghcr.io/acme/app\n'), 'ghcr.io/acme/app'))
    ).toEqual([
      `${path}:5: the entry ghcr.io/acme/app has no effect: ${middle}:3 renames ghcr.io/acme/app to mirror/app before this file is applied. Name this entry mirror/app.`
    ])
    expect(await messages(files, editOf(text.replace('app\n', 'mirror/app\n'), 'mirror/app'))).toEqual([])
  })

  test('is found when a component renames it', async () => {
    const component = 'apps/shop/mirror/kustomization.yaml'
    const files = {
      [base]: 'resources: [app.yaml]\n',
      'apps/shop/base/app.yaml': workload('app:v1'),
      [component]: 'kind: Component\nimages:\n- name: app\n  newName: mirror/app\n'
    }
    const text = overlay.replace('images:', 'components: [../mirror]\nimages:')
    expect(await messages(files, editOf(text))).toEqual([
      `${path}:6: the entry app has no effect: ${component}:3 renames app to mirror/app before this file is applied. Name this entry mirror/app.`
    ])
    expect(
      await messages(files, editOf(text.replace('name: app', 'name: mirror/app'), 'mirror/app'))
    ).toEqual([])
  })

  test('is found although the base has resources from elsewhere, which it renames as well', async () => {
    const files = {
      ...renaming,
      [base]: renaming[base].replace('[app', '[https://example.com/x.yaml, app')
    }
    expect(await messages(files, editOf(overlay))).toHaveLength(1)
  })

  test('has an effect where the image comes in again', async () => {
    const own = overlay.replace('images:', '- job.yaml\nimages:')
    const patched = overlay.replace('images:', 'patches: [{path: patch.yaml}]\nimages:')
    const inline = overlay.replace(
      'images:',
      `patchesStrategicMerge:\n- |-\n  ${workload('app:v3')}\nimages:`
    )
    const json = overlay.replace(
      'images:',
      `patches:\n- patch: '[{"op": "add", "path": "/x", "value": "app:v3"}]'\nimages:`
    )
    const files = {
      ...renaming,
      'apps/shop/prod/job.yaml': workload('app'),
      'apps/shop/prod/patch.yaml': workload('app:v3')
    }
    for (const text of [own, patched, inline, json]) expect(await messages(files, editOf(text))).toEqual([])
  })
})

describe('an entry that nothing uses', () => {
  test('is named, with the images there', async () => {
    expect(await messages(other, editOf(overlay))).toEqual([
      `${path}:5: nothing in apps/shop/prod and the layers below uses an image app, so the entry has no effect. The images there, nearest first: ghcr.io/acme/app, nginx. Correct the entry's name.`
    ])
    expect(
      await messages(other, editOf(overlay.replace('app', 'ghcr.io/acme/app'), 'ghcr.io/acme/app'))
    ).toEqual([])
  })

  test('is named where an image is renamed away by the same list only by chance', async () => {
    const text = overlay.replace('images:', 'images:\n- name: nginx\n  newName: mirror/nginx')
    expect(await messages(other, editOf(text))).toHaveLength(1)
    expect(
      await messages(other, editOf(text.replace('name: app', 'name: mirror/nginx'), 'mirror/nginx'))
    ).toEqual([])
  })

  test('has no notice of its own when another entry of the list takes the image away', async () => {
    const text = overlay.replace('images:', 'images:\n- name: app\n  newName: reg/app')
    const files = { ...other, 'apps/shop/base/app.yaml': workload('app') }
    expect(await messages(files, editOf(text))).toEqual([
      `${path}:6: the entry app has no effect: line 4 renames app to reg/app first. Merge the two entries into one.`
    ])
  })

  test('lists no more images than a person reads', async () => {
    const images = Array.from({ length: 9 }, (_, index) => `reg/x${index}`)
    const [message] = await messages(
      { ...other, 'apps/shop/base/app.yaml': workload(...images) },
      editOf(overlay)
    )
    expect(message).toMatch(/nearest first: (?:reg\/x\d, ){4}reg\/x\d and 4 more\./)
  })

  test('may be about the files of the directory itself, at the root', async () => {
    const text = overlay.replace('../base', 'app.yaml')
    expect(
      await messages({ 'app.yaml': workload('web') }, editOf(text, 'app', 'kustomization.yaml'))
    ).toEqual([
      "kustomization.yaml:5: nothing in . and the layers below uses an image app, so the entry has no effect. The images there, nearest first: web. Correct the entry's name."
    ])
  })

  test.each([
    ['spec: {image: app}\n'],
    ['spec: {image: "app:v1"}\n'],
    ['spec:\n  runnerImage: app\n'],
    ['spec: {image: {repository: app}}\n'],
    ['spec: {args: [--image=app:v1]}\n'],
    [`metadata: {annotations: {x: 'app@sha256:${'1'.repeat(64)}'}}\n`]
  ])('is not reported where a custom resource may name it: %s', async resource => {
    const files = {
      ...other,
      'apps/shop/base/app.yaml': `${workload('nginx')}\n---\nkind: Custom\n${resource}`
    }
    expect(await messages(files, editOf(overlay))).toEqual([])
  })

  test('is reported although the workload and its labels are called like it', async () => {
    const text =
      'kind: Pod\nmetadata: {name: app, labels: {app: app}}\nspec: {containers: [{name: app, image: r/app:1}]}\n'
    expect(await messages({ ...other, 'apps/shop/base/app.yaml': text }, editOf(overlay))).toHaveLength(1)
  })
})

describe('silence where it cannot be told', () => {
  test.each<[string, string, MemoryFiles]>([
    ['a remote base', overlay.replace('../base', 'github.com/acme/base?ref=v1'), {}],
    ['a remote file', overlay.replace('../base', 'https://example.com/a.yaml'), {}],
    ['a base over ssh', overlay.replace('../base', 'git@github.com:acme/base.git'), {}],
    ['a base that is missing', overlay.replace('../base', '../missing'), {}],
    ['a file that is missing', overlay.replace('../base', 'missing.yaml'), {}],
    [
      'a file that is broken',
      overlay,
      { 'apps/shop/base/app.yaml': `${workload('nginx')}\n---\ncontainers: [` }
    ],
    ['a base that is broken', overlay, { [base]: 'resources: [' }],
    ['two kustomizations in the base', overlay, { 'apps/shop/base/Kustomization': 'resources: []\n' }],
    ['a chart', overlay.replace('images:', 'helmCharts: [{name: x}]\nimages:'), {}],
    ['a chart below', overlay, { [base]: 'resources: [app.yaml]\nhelmCharts: [{name: x}]\n' }],
    ['a generator plug-in', overlay.replace('images:', 'generators: [g.yaml]\nimages:'), {}],
    ['a transformer below', overlay, { [base]: 'resources: [app.yaml]\ntransformers: [t.yaml]\n' }],
    ['a replacement below', overlay, { [base]: 'resources: [app.yaml]\nreplacements: [{path: r.yaml}]\n' }],
    ['configurations', overlay.replace('images:', 'configurations: [c.yaml]\nimages:'), {}],
    ['configurations below', overlay, { [base]: 'resources: [app.yaml]\nconfigurations: [c.yaml]\n' }],
    ['a field that is not known', overlay, { [base]: 'resources: [app.yaml]\nnewField: x\n' }],
    ['a merge key', overlay, { [base]: 'vars: [&v {x: y}]\n<<: *v\nresources: [app.yaml]\n' }],
    ['a list written twice', overlay, { [base]: 'resources: []\nResources: [app.yaml]\n' }],
    [
      'a regular expression below',
      overlay,
      { [base]: "resources: [app.yaml]\nimages: [{name: '.*', newName: app}]\n" }
    ],
    ['a regular expression beside', `${overlay}- name: '.*'\n  newName: app\n`, {}],
    ['a component that is missing', overlay.replace('images:', 'components: [../c]\nimages:'), {}],
    ['a component in the place of a base', overlay, { [base]: 'kind: Component\nresources: [app.yaml]\n' }],
    [
      'a base in the place of a component',
      'resources: [a.yaml]\ncomponents: [../base]\nimages: [{name: app, newTag: v2}]\n',
      { 'apps/shop/prod/a.yaml': workload('x') }
    ],
    ['a component that was edited', `kind: Component\n${overlay}`, {}],
    [
      'a patch from elsewhere',
      overlay.replace('images:', 'patches: [{path: https://example.com/p.yaml}]\nimages:'),
      {}
    ],
    ['a patch that is broken', overlay.replace('images:', 'patches: [{patch: "[{"}]\nimages:'), {}],
    ['resources that are no texts', overlay.replace('images:', '- {a: b}\nimages:'), {}],
    ['no resources', 'images:\n- name: app\n  newTag: v2\n', {}],
    [
      'resources without containers',
      overlay,
      { 'apps/shop/base/app.yaml': 'kind: Service\nmetadata: {name: app}\n' }
    ],
    ['a path out of the repository', overlay.replace('../base', '../../../../elsewhere'), {}],
    ['an absolute path', overlay.replace('../base', '/etc/passwd'), {}],
    ['a symbolic link', overlay, { 'apps/shop/base/app.yaml': { mode: '120000', content: '/etc/passwd' } }],
    ['a link to a base', overlay, { [base]: { mode: '120000', content: '../x' } }],
    ['a submodule', overlay, { [base]: { mode: '160000', content: '' } }],
    ['a base that is its own base', overlay, { [base]: 'resources: [app.yaml, ../base]\n' }],
    ['bases in a circle', overlay, { [base]: 'resources: [app.yaml, ../prod]\n' }],
    [
      'bytes that are no text',
      overlay,
      { 'apps/shop/base/app.yaml': { mode: '100644', content: Buffer.from([0xff, 0xfe]) } }
    ]
  ])('%s', async (_, text, files) => {
    // Without what makes it unclear, there is something to say.
    expect(await messages(other, editOf(overlay))).toHaveLength(1)
    expect(await messages({ ...other, ...files }, editOf(text))).toEqual([])
  })

  test.each<[string, string]>([
    [
      'generated ConfigMaps and Secrets',
      'configMapGenerator: [{name: x, literals: [a=b]}]\nsecretGenerator: [{name: y}]\n'
    ],
    [
      'labels, prefixes and replicas',
      'namePrefix: a-\nlabels: [{pairs: {a: b}}]\nreplicas: [{name: shop, count: 2}]\n'
    ],
    [
      'replacements and transformers, which come after',
      'replacements: [{path: r.yaml}]\ntransformers: [t.yaml]\n'
    ],
    ['what is empty', 'helmCharts: []\nconfigurations: []\ncomponents:\n'],
    ['a patch without images', 'patches: [{patch: "[{\\"op\\": \\"remove\\", \\"path\\": \\"/x\\"}]"}]\n']
  ])('but not for %s', async (_, fields) => {
    expect(await messages(other, editOf(fields + overlay))).toHaveLength(1)
  })
})

describe('.argocd-source files beside the kustomization', () => {
  const directory = 'apps/shop/prod'
  const general = `${directory}/.argocd-source.yaml`
  const special = `${directory}/.argocd-source-shop.yaml`
  const used = { ...other, 'apps/shop/base/app.yaml': workload('app:v1') }

  test('override the image', async () => {
    const files = {
      ...used,
      [general]: 'kustomize:\n  images:\n  - web:1\n  - app:v1\n',
      [special]: '{"kustomize": {"images": ["app=reg/app:v0"]}}'
    }
    expect(await messages(files, editOf(overlay))).toEqual([
      `${special}:1: app=reg/app:v0 overrides the image app for Argo CD (application shop), which deploys reg/app:v0 instead of app:v2: what is committed to ${path} has no effect. Remove the item.`,
      `${general}:4: app:v1 overrides the image app for Argo CD, which deploys app:v1 instead of app:v2: what is committed to ${path} has no effect. Remove the item.`
    ])
  })

  test('override it by the name that it is rendered as, if that comes later in the alphabet', async () => {
    const named = (name: string) => overlay.replace('name: app', `name: ${name}\n  newName: ghcr.io/app`)
    const files = (name: string) => ({
      ...used,
      'apps/shop/base/app.yaml': workload(name),
      [general]: 'kustomize: {images: ["ghcr.io/app:v1"]}\n'
    })
    expect(await messages(files('app'), editOf(named('app')))).toEqual([
      `${general}:1: ghcr.io/app:v1 overrides the image app for Argo CD, which deploys ghcr.io/app:v1 instead of ghcr.io/app:v2: what is committed to ${path} has no effect. Remove the item.`
    ])
    expect(await messages(files('my-app'), editOf(named('my-app'), 'my-app'))).toEqual([])
  })

  test.each<[string, string | { mode: string; content: string }]>([
    ['sets what is committed', 'kustomize: {images: ["app:v2"]}\n'],
    ['keeps what is committed', "kustomize: {images: ['app=*:*@*']}\n"],
    ['only renames what is committed', "kustomize: {images: ['app=reg/app:*']}\n"],
    ['is about other images', 'kustomize: {images: ["web:1", "ghcr.io/app:1"]}\n'],
    ['sets something else', 'kustomize: {namePrefix: x}\nhelm: {images: ["app:v1"]}\n'],
    ['is broken', 'kustomize: {images: ["app:v1"\n'],
    ['has no list', 'kustomize: {images: app}\n'],
    ['has an item that kustomize fails on', 'kustomize: {images: ["app:v1", "app"]}\n'],
    ['is empty', ''],
    ['is a link', { mode: '120000', content: 'kustomize: {images: ["app:v1"]}\n' }],
    ['is large', `kustomize: {images: ["app:v1"]}\n#${'x'.repeat(100_000)}`]
  ])('are no problem when one %s', async (_, file) => {
    expect(await messages({ ...used, [general]: file }, editOf(overlay))).toEqual([])
  })

  test('of another name or directory do not count', async () => {
    const content = 'kustomize: {images: ["app:v1"]}\n'
    const files = {
      ...used,
      [`${directory}/.argocd-source.yml`]: content,
      [`${directory}/.argocd-sources.yaml`]: content,
      [`${directory}/below/.argocd-source.yaml`]: content,
      'apps/shop/.argocd-source.yaml': content
    }
    expect(await messages(files, editOf(overlay))).toEqual([])
  })
})

describe('the tree', () => {
  const shared: MemoryFiles = {
    'base/kustomization.yaml': 'resources: [a.yaml, ../lower]\n',
    'base/a.yaml': workload('web'),
    'lower/kustomization.yml': 'resources: [b.yaml]\n',
    'lower/b.yaml': workload('job')
  }
  const text = overlay.replace('../base', '../../base')
  const edits = Array.from({ length: 5 }, (_, index) =>
    editOf(text, 'app', `env/e${index}/kustomization.yaml`)
  )

  test('is asked twice for each level, and for nothing twice', async () => {
    const tree = memoryTree(shared)
    expect(await advise(tree, edits)).toHaveLength(5)
    expect(tree.calls.read).toEqual([
      ['base/kustomization.yaml'],
      ['base/a.yaml', 'lower/kustomization.yml'],
      ['lower/b.yaml']
    ])
    expect(tree.calls.list).toHaveLength(3)
    const listed = tree.calls.list.flat()
    expect(new Set(listed).size).toBe(listed.length)
  })

  test('is not asked for what is not in it', async () => {
    const references = [
      '../../../../etc/passwd',
      '/etc/passwd',
      ':(top)x',
      '../../.git/config',
      'a\\b',
      '..',
      '.',
      '"a\\0b.yaml"',
      '-rf.yaml'
    ]
    const hostile = `resources:\n${references.map(each => `- ${each}\n`).join('')}images:\n- name: app\n  newTag: v2\n`
    const tree = memoryTree({ '-rf.yaml': workload('x'), 'x/-rf.yaml': workload('y') })
    expect(await advise(tree, [editOf(hostile, 'app', 'x/kustomization.yaml')])).toEqual([])
    for (const asked of tree.calls.list.flat()) {
      expect(asked).toMatch(/^(?:x|x\/-rf\.yaml|(?:x\/)?(?:kustomization\.ya?ml|Kustomization))$/)
    }
    expect(tree.calls.read).toEqual([['x/-rf.yaml']])
  })

  test('is not asked at all without edits', async () => {
    const tree = memoryTree(shared)
    expect(await advise(tree, [])).toEqual([])
    expect(tree.calls).toEqual({ list: [], read: [] })
  })

  test('is read for no more than 100 files, 2 MB and 8 levels', async () => {
    const many = Array.from({ length: 101 }, (_, index) => `f${index}.yaml`)
    const files = Object.fromEntries(many.map(name => [`env/${name}`, workload('web')]))
    const list = (names: readonly string[]) =>
      `resources: [${names.join(', ')}]\nimages:\n- name: app\n  newTag: v2\n`
    const at = 'env/kustomization.yaml'
    expect(await messages(files, editOf(list(many.slice(1)), 'app', at))).toHaveLength(1)
    const tree = memoryTree(files)
    expect(await advise(tree, [editOf(list(many), 'app', at)])).toEqual([])
    expect(tree.calls.read.flat()).toHaveLength(100)

    const large = { 'env/f0.yaml': workload('web'), 'env/f1.yaml': '#'.repeat(2 * 1024 * 1024) }
    expect(await messages(large, editOf(list(many.slice(0, 2)), 'app', at))).toEqual([])

    const chain = (levels: number): MemoryFiles => ({
      ...Object.fromEntries(
        Array.from({ length: levels }, (_, index) => [
          `l${index}/kustomization.yaml`,
          `resources: [${index + 1 < levels ? `../l${index + 1}` : 'a.yaml'}]\n`
        ])
      ),
      [`l${levels - 1}/a.yaml`]: workload('web')
    })
    const top = list(['../l0'])
    expect(await messages(chain(7), editOf(top, 'app', at))).toHaveLength(1)
    expect(await messages(chain(8), editOf(top, 'app', at))).toEqual([])
    const deep = memoryTree(chain(50))
    expect(await advise(deep, [editOf(top, 'app', at)])).toEqual([])
    expect(deep.calls.list.length).toBeLessThanOrEqual(9)
  })

  test('that cannot be read leaves the notices of the files themselves', async () => {
    const broken = `namespace: 1\n${overlay}`
    const failing = (error: Error) => ({
      ...memoryTree(shared),
      list: () => Promise.reject(error)
    })
    const offline = new ActionError('GIT_UNREACHABLE', 'the server is gone')
    const notices = await advise(failing(offline), [editOf(broken)])
    expect(notices.map(({ message }) => message)).toEqual([
      expect.stringContaining('namespace: 1 is a number')
    ])
    await expect(advise(failing(cancellation()), [editOf(broken)])).rejects.toMatchObject({
      code: 'CANCELLED'
    })
    await expect(advise(failing(new TypeError('a bug')), [editOf(broken)])).rejects.toThrow('a bug')
  })
})

describe('hostile trees end', () => {
  test.each([100_000, 10_000])('%i resources', async count => {
    const references = Array.from({ length: count }, (_, index) => `- b${index}.yaml\n`).join('')
    const tree = memoryTree({})
    const text = `resources:\n${references}images: [{name: app, newTag: v2}]\n`
    expect(await advise(tree, [editOf(text)])).toEqual([])
    expect(tree.calls.list.flat().length).toBeLessThan(1000)
  })

  test('components that multiply', async () => {
    const level = (index: number) =>
      Array.from({ length: 12 }, (_, each) => `../c${index}-${each}`).join(', ')
    const files = Object.fromEntries(
      Array.from({ length: 7 }, (_, index) => index).flatMap(index =>
        Array.from({ length: 12 }, (_, each) => [
          `c${index}-${each}/kustomization.yaml`,
          `kind: Component\n${index < 6 ? `components: [${level(index + 1)}]\n` : ''}images: [{name: a, newTag: b}]\n`
        ])
      )
    )
    const text = `resources: [a.yaml]\ncomponents: [${level(0)}]\nimages: [{name: app, newTag: v2}]\n`
    expect(
      await messages({ ...files, 'x/a.yaml': workload('web') }, editOf(text, 'app', 'x/kustomization.yaml'))
    ).toEqual([])
  })

  test('thousands of images and entries', async () => {
    const images = Array.from({ length: 5000 }, (_, index) => `r/${index}`)
    const entries = Array.from(
      { length: 5000 },
      (_, index) => `- {name: r/${index}, newName: s/${index}}\n`
    ).join('')
    const files = {
      ...other,
      [base]: `resources: [app.yaml]\nimages:\n${entries}`,
      'apps/shop/base/app.yaml': workload(...images)
    }
    expect(await messages(files, editOf(overlay))).toEqual([])
  })

  test('texts that are slow to parse', async () => {
    const text = `containers: [${'a,'.repeat(125_000)}]\n`
    const names = Array.from({ length: 4 }, (_, index) => `a${index}.yaml`)
    const files = Object.fromEntries(names.map(name => [`apps/shop/prod/${name}`, text]))
    expect(await messages(files, editOf(overlay.replace('../base', names.join('\n- '))))).toEqual([])
  })
})

describe('the notices', () => {
  test('are sorted by path and line, each once', async () => {
    const text = `namespace: 1\n${overlay}`
    const first = editOf(text, 'app', 'a/kustomization.yaml')
    const second = editOf(text, 'app', 'b/kustomization.yaml')
    const found = await advise(memoryTree({}), [
      second,
      first,
      { ...first, entries: [{ name: 'x', line: 1 }] }
    ])
    expect(found.map(({ location }) => location)).toEqual([
      { path: 'a/kustomization.yaml', line: 1 },
      { path: 'b/kustomization.yaml', line: 1 }
    ])
  })

  test('are twenty at most, and the last one says how many more there are', async () => {
    const lines = (count: number) =>
      `commonLabels:\n${Array.from({ length: count }, (_, index) => `  k${index}: 1\n`).join('')}${overlay}`
    expect(await messages({}, editOf(lines(20)))).toHaveLength(20)
    const found = await messages({}, editOf(lines(30)))
    expect(found).toHaveLength(20)
    expect(found.at(-1)).toBe(`${path}: 11 more notices of this kind are not shown.`)
  })

  test('are about the layers of 20 files only, and about every file itself', async () => {
    const edits = Array.from({ length: 25 }, (_, index) => {
      const at = `e/e${index + 10}/kustomization.yaml`
      return editOf(
        index === 24 ? `namespace: 1\n${overlay}` : overlay.replace('../base', '../../base'),
        'app',
        at
      )
    })
    const files = { 'base/kustomization.yaml': 'resources: [a.yaml]\n', 'base/a.yaml': workload('web') }
    const tree = memoryTree(files)
    const found = await advise(tree, edits)
    expect(found).toHaveLength(20)
    expect(found.at(-1)?.message).toBe('e/e29/kustomization.yaml: 2 more notices of this kind are not shown.')
    expect(tree.calls.list.flat().filter(each => each.startsWith('e/'))).toHaveLength(20)
  })
})
