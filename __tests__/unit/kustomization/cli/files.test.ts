import { describe, expect, test } from '@jest/globals'

import { collectBuildFiles, limits } from '../../../../src/kustomization/cli/files.ts'
import { treeReader, type Files } from '../../../support/kustomization/tree-reader.ts'

const start = 'apps/shop/kustomization.yaml'

async function collect(tree: Files, path = start) {
  const reader = treeReader(tree)
  const result = await collectBuildFiles(reader, path)
  return { result, reader }
}

/** The paths that were collected, sorted; the problem when there is one. */
async function pathsOf(tree: Files, path = start) {
  const { result } = await collect(tree, path)
  return result.kind === 'complete' ? [...result.files.keys()].sort() : result
}

describe('collectBuildFiles takes', () => {
  test('what every field of a kustomization names', async () => {
    const tree: Files = {
      [start]: `
resources: [deployment.yaml, ./service.yaml]
crds: [crd.json]
configurations: [images.yaml]
openapi: { path: schema.json }
patches: [{ path: patches/cpu.yaml, target: { kind: Deployment } }]
patchesStrategicMerge: [merge.yaml]
patchesJson6902: [{ path: ops.yaml, target: { kind: Service, name: shop } }]
replacements: [{ path: replace.yaml }]
configMapGenerator:
- name: config
  files: [plain.txt, key=files/a=b.txt]
  envs: [one.env]
  literals: [LITERAL=literal.txt]
secretGenerator:
- name: secret
  files: ["key=../shop/secret.txt"]
  env: two.env
`,
      'other/secret.txt': 'x'
    }
    const named = [
      ...['deployment.yaml', 'service.yaml', 'crd.json', 'images.yaml', 'schema.json', 'patches/cpu.yaml'],
      ...[
        'merge.yaml',
        'ops.yaml',
        'replace.yaml',
        'plain.txt',
        'files/a=b.txt',
        'one.env',
        'secret.txt',
        'two.env'
      ]
    ].map(name => `apps/shop/${name}`)
    const rest = ['apps/shop/literal.txt', 'apps/shop/README.md', 'apps/other/deployment.yaml']
    const files = Object.fromEntries([...named, ...rest].map(name => [name, 'x']))
    expect(await pathsOf({ ...tree, ...files })).toEqual([start, ...named].sort())
  })

  test('the bytes as they are', async () => {
    const { result } = await collect({ [start]: 'resources: [a.yaml]', 'apps/shop/a.yaml': 'ä\r\n' })
    expect(result).toMatchObject({ kind: 'complete' })
    expect(result.kind === 'complete' && result.files.get('apps/shop/a.yaml')).toEqual(Buffer.from('ä\r\n'))
  })

  test('bases, components and what they name, two levels up and by every name of the file', async () => {
    const tree: Files = {
      [start]: 'resources: [../../base/web/]\ncomponents: [../../components/tls]\nbases: [../../old]',
      'base/web/kustomization.yml': 'resources: [web.yaml, ../db]',
      'base/web/web.yaml': 'x',
      'base/web/unused.yaml': 'x',
      'base/db/Kustomization': 'resources: [db.yaml]',
      'base/db/db.yaml': 'x',
      'components/tls/kustomization.yaml': 'kind: Component\npatches: [{path: tls.yaml}]',
      'components/tls/tls.yaml': 'x',
      'old/kustomization.yaml': 'resources: []'
    }
    const used = Object.keys(tree).filter(file => !file.includes('unused'))
    expect(await pathsOf(tree)).toEqual(used.sort())
  })

  test('keys in any case, and what aliases stand for', async () => {
    const tree: Files = {
      [start]: 'Resources: &all [a.yaml]\ncomponents: *all\nconfigMapGenerator:\n- {name: x, Files: [b.txt]}',
      'apps/shop/a.yaml': 'x',
      'apps/shop/b.txt': 'x'
    }
    expect(await pathsOf(tree)).toEqual(['apps/shop/a.yaml', 'apps/shop/b.txt', start])
  })

  test('every file of the folder when there are generators or transformers, which name files too', async () => {
    const tree: Files = {
      [start]: 'transformers:\n- |-\n  kind: PatchTransformer\n  path: patch.yaml\n',
      'apps/shop/patch.yaml': 'x',
      'apps/shop/deep/er.txt': 'x',
      'apps/other/x.yaml': 'x'
    }
    expect(await pathsOf(tree)).toEqual(['apps/shop/deep/er.txt', start, 'apps/shop/patch.yaml'])
    expect(
      await pathsOf({ 'kustomization.yaml': 'generators: [g.yaml]', 'g.yaml': 'x' }, 'kustomization.yaml')
    ).toEqual(['g.yaml', 'kustomization.yaml'])
  })

  test('a base that cannot be built with its files, so that kustomize says why', async () => {
    const tree: Files = { [start]: 'resources: [../raw]', 'apps/raw/a.yaml': 'x', 'apps/raw/b/c.yaml': 'x' }
    expect(await pathsOf(tree)).toEqual(['apps/raw/a.yaml', 'apps/raw/b/c.yaml', start])
  })

  test('no folder that only has the name of something else', async () => {
    const tree: Files = {
      [start]: 'namespace: prod\nnamePrefix: prod\nreplacements: [{source: {name: prod}}]',
      'apps/shop/prod/kustomization.yaml': 'resources: [https://example.com/x.yaml]'
    }
    expect(await pathsOf(tree)).toEqual([start])
  })

  test('only the first document, and nothing from texts and comments', async () => {
    const tree: Files = {
      [start]: '# a.yaml\npatches: [{patch: "a.yaml\\nb.yaml"}]\n---\nresources: [a.yaml]\n',
      'apps/shop/a.yaml': 'x'
    }
    expect(await pathsOf(tree)).toEqual([start])
  })

  test('hostile names as they are', async () => {
    const name = '-$(id) `x`; {a}.yaml'
    const tree: Files = { [start]: `resources: ['${name}']`, [`apps/shop/${name}`]: 'x' }
    expect(await pathsOf(tree)).toEqual([`apps/shop/${name}`, start])
  })
})

describe('collectBuildFiles leaves out', () => {
  test('links and submodules, but says so when they are built in', async () => {
    const file: Files = {
      [start]: 'configMapGenerator: [{name: a, files: [link.txt]}]',
      'apps/shop/link.txt': { mode: '120000' }
    }
    expect(await pathsOf(file)).toEqual([start])
    const behind: Files = { [start]: 'resources: [../lib/web]', 'apps/lib': { mode: '160000' } }
    expect(await pathsOf(behind)).toEqual({ kind: 'link', by: start, item: '../lib/web' })
    const base: Files = { [start]: 'resources: [a.yaml]', 'apps/shop/a.yaml': { mode: '120000' } }
    expect(await pathsOf(base)).toEqual({ kind: 'link', by: start, item: 'a.yaml' })
    const inside: Files = {
      [start]: 'resources: [../web]',
      'apps/web/kustomization.yaml': { mode: '120000' }
    }
    expect(await pathsOf(inside)).toEqual({ kind: 'link', by: start, item: '../web' })
  })

  test('what leads out of the repository', async () => {
    const tree: Files = {
      [start]: 'patches: [{path: ../../../up.yaml}, {path: /etc/passwd}]',
      'up.yaml': 'x'
    }
    expect(await pathsOf(tree)).toEqual([start])
  })
})

describe('collectBuildFiles gives up', () => {
  test.each([
    'https://github.com/acme/base?ref=v1',
    'github.com/acme/base//web?ref=v1',
    'git@github.com:acme/base.git',
    'ssh://git@example.com/acme/base',
    'HTTPS://example.com/all.yaml',
    '../../../outside',
    '/etc/kustomize',
    'missing.yaml'
  ])('on the base %s, which is not in the repository', async item => {
    expect(await pathsOf({ [start]: `resources: [a.yaml, '${item}']`, 'apps/shop/a.yaml': 'x' })).toEqual({
      kind: 'remote',
      by: start,
      item
    })
  })

  test('on a base of a base that is not in the repository', async () => {
    const tree: Files = {
      [start]: 'resources: [../base]',
      'apps/base/kustomization.yaml': 'components: [https://example.com/c]'
    }
    expect(await pathsOf(tree)).toEqual({
      kind: 'remote',
      by: 'apps/base/kustomization.yaml',
      item: 'https://example.com/c'
    })
  })

  test.each([
    'patches: [{path: "https://example.com/p.yaml"}]',
    'patchesStrategicMerge: ["https://example.com/p.yaml"]',
    'configMapGenerator: [{name: a, files: ["key=https://example.com/p.yaml"]}]',
    'secretGenerator: [{name: a, envs: ["https://example.com/p.yaml"]}]',
    'openapi: {path: "https://example.com/p.yaml"}',
    'Replacements: [{Path: "https://example.com/p.yaml"}]',
    'configurations: ["https://example.com/p.yaml"]',
    'transformers: ["https://example.com/p.yaml"]'
  ])('on %s, which kustomize would fetch', async text => {
    const result = await pathsOf({ [start]: text })
    expect(result).toMatchObject({ kind: 'remote', by: start })
    expect(JSON.stringify(result)).toContain('https://example.com/p.yaml')
  })

  test('but not on an address that is a value', async () => {
    const text = `
commonAnnotations: {docs: https://example.com/}
configMapGenerator: [{name: a, literals: [URL=https://example.com/]}]
replacements: [{source: {fieldPath: https://example.com}}]
`
    expect(await pathsOf({ [start]: text })).toEqual([start])
  })

  test.each([
    'helmCharts: [{name: a}]',
    'helmChartInflationGenerator: [{chartName: a}]',
    'HelmCharts: [{name: a}]'
  ])('on Helm: %s', async text => {
    expect(await pathsOf({ [start]: text })).toEqual({ kind: 'helm', by: start })
  })

  test('but not on an empty list of charts', async () => {
    expect(await pathsOf({ [start]: 'helmCharts: []\nhelmGlobals: {chartHome: charts}' })).toEqual([start])
  })

  test.each(['resources: [', 'a: b: c', 'resources: *nothing', '\u0000'])(
    'on %j, which is no YAML',
    async text => {
      const tree = { [start]: 'resources: [../base]', 'apps/base/kustomization.yaml': text }
      expect(await pathsOf(tree)).toMatchObject({ kind: 'unreadable', by: 'apps/base/kustomization.yaml' })
    }
  )

  test('on a file that is not there', async () => {
    expect(await pathsOf({})).toMatchObject({ kind: 'unreadable', by: start })
  })

  test('on too many files, before it reads them', async () => {
    const names = Array.from({ length: limits.files }, (_, index) => `f${index}`)
    const files = Object.fromEntries(names.map(name => [`apps/shop/all/${name}`, 'x']))
    const enough = await pathsOf({
      [start]: 'resources: [all]',
      ...files,
      'apps/shop/all/f0': { mode: '120000' }
    })
    expect(enough).toHaveLength(limits.files)
    const { result, reader } = await collect({ [start]: 'resources: [all]', ...files })
    expect(result).toEqual({ kind: 'too-large' })
    expect(reader.reads).toEqual([[start]])
  })

  test('on too many bytes, and too many levels', async () => {
    const half = 'x'.repeat(limits.bytes / 2)
    const large = { [start]: 'resources: [a, b]', 'apps/shop/a': half, 'apps/shop/b': half }
    expect(await pathsOf(large)).toEqual({ kind: 'too-large' })
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          `b${index}/kustomization.yaml`,
          `resources: [../b${index + 1}]`
        ])
      )
    const first = 'b0/kustomization.yaml'
    const last = (index: number) => ({ [`b${index}/kustomization.yaml`]: 'namespace: x' })
    expect(await pathsOf({ ...chain(limits.levels - 1), ...last(limits.levels - 1) }, first)).toHaveLength(
      limits.levels
    )
    expect(await pathsOf({ ...chain(limits.levels), ...last(limits.levels) }, first)).toEqual({
      kind: 'too-large'
    })
  })

  test('on more names than a listing takes', async () => {
    const names = Array.from({ length: 5_001 }, (_, index) => `n${index}`)
    const { result, reader } = await collect({ [start]: `patches: [${names.join(', ')}]` })
    expect(result).toEqual({ kind: 'too-large' })
    expect(reader.lists).toEqual([])
  })
})

describe('collectBuildFiles', () => {
  test('asks once for each level', async () => {
    const tree: Files = {
      [start]: 'resources: [../b1, ../b2, own.yaml]',
      'apps/shop/own.yaml': 'x',
      'apps/b1/kustomization.yaml': 'resources: [../c, b1.yaml]',
      'apps/b1/b1.yaml': 'x',
      'apps/b2/kustomization.yaml': 'resources: [../c]',
      'apps/c/kustomization.yaml': 'resources: [c.yaml]',
      'apps/c/c.yaml': 'x'
    }
    const { reader } = await collect(tree)
    expect(reader.lists).toHaveLength(3)
    expect(reader.reads).toEqual([
      [start],
      ['apps/b1/kustomization.yaml', 'apps/b2/kustomization.yaml', 'apps/shop/own.yaml'],
      ['apps/c/kustomization.yaml', 'apps/b1/b1.yaml'],
      ['apps/c/c.yaml']
    ])
  })

  test('never lists everything by listing nothing', async () => {
    const { reader } = await collect({ [start]: 'namespace: prod' })
    expect(reader.lists).toEqual([])
  })

  test('ends on cycles and on aliases that hold each other', async () => {
    const tree: Files = {
      [start]: 'resources: [../other, ., ../..]',
      'apps/other/kustomization.yaml': 'resources: [../shop]',
      'kustomization.yaml': 'resources: [apps/shop]'
    }
    expect(await pathsOf(tree)).toEqual(Object.keys(tree).sort())
    const levels = Array.from(
      { length: 40 },
      (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`
    )
    expect(await pathsOf({ [start]: `a0: &a0 [x]\n${levels.join('\n')}\nloop: &loop [*loop]\n` })).toEqual([
      start
    ])
  })
})
