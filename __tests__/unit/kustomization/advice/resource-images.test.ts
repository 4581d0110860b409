import { describe, expect, test } from '@jest/globals'

import { imagesInResources, textsInPatch } from '../../../../src/kustomization/advice/resource-images.ts'

const pod = (image: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: ${image}\n`

describe('finds the images', () => {
  test.each([
    ['of a Pod', pod('app:1'), ['app:1']],
    ['in quotes and with a comment', pod('"app:1" # {"$imagepolicy": "x"}'), ['app:1']],
    ['of init containers', pod('a').replace('  containers', '  initContainers'), ['a']],
    [
      'of several documents',
      `---\n${pod('a')}---\n# nothing\n--- # b\n${pod('b')}---\n${pod('a')}`,
      ['a', 'b']
    ],
    ['with CRLF', `${pod('a')}---\n${pod('b')}`.replaceAll('\n', '\r\n'), ['a', 'b']],
    [
      'of a CronJob',
      'kind: CronJob\nspec: {jobTemplate: {spec: {template: {spec: {containers: [{image: job}]}}}}}\n',
      ['job']
    ],
    ['of a Rollout', pod('a').replace('kind: Pod', 'kind: Rollout'), ['a']],
    ['of a List', `kind: List\nitems:\n- ${pod('a').replaceAll('\n', '\n  ').trimEnd()}\n`, ['a']],
    [
      'of a DeploymentList',
      '{"kind":"DeploymentList","items":[{"spec":{"containers":[{"image":"a"}]}}]}',
      ['a']
    ],
    [
      'in JSON',
      JSON.stringify({ kind: 'Pod', spec: { containers: [{ image: 'a' }, { image: 'b' }] } }),
      ['a', 'b']
    ],
    ['in JSON with escapes', '{"kind":"Pod","spec":{"cont\\u0061iners":[{"image":"a"}]}}', ['a']],
    ['behind an alias', 'x: &i app:1\nspec: {containers: [{image: *i}]}\n', ['app:1']],
    ['in a merged mapping', 'x: &m {image: app}\nspec: {containers: [{<<: *m, name: a}]}\n', ['app']],
    ['of an image volume', 'spec: {volumes: [{name: v, image: {reference: data:1}}]}\n', ['data:1']]
  ])('%s', (_, text, expected) => {
    expect(imagesInResources(text)).toEqual(expected)
  })

  test.each([
    ['of a CustomResourceDefinition', pod('a').replace('kind: Pod', 'kind: CustomResourceDefinition')],
    [
      'of one in a List',
      '{"kind":"List","items":[{"kind":"CustomResourceDefinition","containers":[{"image":"a"}]}]}'
    ],
    [
      'in a field of another name',
      'spec: {image: a, sidecars: [{image: b}], ephemeralContainers: [{image: c}]}\n'
    ],
    ['of containers that are no list', 'spec: {containers: {a: {image: b}}}\n'],
    ['that are null or empty', 'spec: {containers: [{image: ~}, {image: }, {image: ""}, {image: [a]}]}\n'],
    ['in a ConfigMap', 'kind: ConfigMap\ndata:\n  x: |\n    containers:\n    - image: a\n'],
    ['in nothing', ''],
    ['in comments', '# containers: [{image: a}]\n']
  ])('not %s', (_, text) => {
    expect(imagesInResources(text)).toEqual([])
  })
})

describe('cannot tell the images', () => {
  test.each([
    ['of a document that is broken', `${pod('a')}---\nspec: {containers: [`],
    ['with a template', 'spec:\n  containers:\n  - image: {{ .image }}:{{ .tag }}\n'],
    ['with an alias of nothing', 'containers: [{image: *x}]\n'],
    ['of more than 2 MB', '#'.repeat(2 * 1024 * 1024 + 1)],
    ['of containers that fill a quarter of a megabyte', pod('a') + '# containers\n'.repeat(25_000)],
    ['that nest too deeply', `containers: ${'['.repeat(50_000)}`],
    ['among thousands of missing values', `containers: [${','.repeat(100_000)}]`]
  ])('%s', (_, text) => {
    expect(imagesInResources(text)).toBeUndefined()
  })

  test('but passes over a broken document without containers', () => {
    expect(imagesInResources(`${pod('a')}---\n{{ template }}: [\n---\n${pod('b')}`)).toEqual(['a', 'b'])
  })

  test('when other files have used up the budget', () => {
    const budget = { left: 150 }
    expect(imagesInResources(pod('a'), budget)).toEqual(['a'])
    expect(imagesInResources(pod('b'), budget)).toBeUndefined()
  })
})

describe('hostile texts end', () => {
  test('aliases of aliases', () => {
    const levels = Array.from({ length: 40 }, (_, index) => {
      return `a${index + 1}: &a${index + 1} [*a${index}, *a${index}, *a${index}]`
    })
    const text = `a0: &a0 [{image: app}]\n${levels.join('\n')}\nspec: {containers: *a40}\nx: {containers: *a0}\n`
    expect(imagesInResources(text)).toEqual(['app'])
  })

  test('mappings merged into each other', () => {
    const merges = Array.from(
      { length: 40 },
      (_, index) => `m${index + 1}: &m${index + 1} {<<: [*m${index}, *m${index}]}`
    )
    const text = `m0: &m0 {image: app}\n${merges.join('\n')}\ncontainers: [*m40]\n`
    expect(imagesInResources(text)).toEqual(['app'])
  })

  test('a list that holds itself', () => {
    expect(imagesInResources('containers: &c [{image: a}, *c]\n')).toEqual(['a'])
  })
})

describe('a patch may bring in', () => {
  test('the images of its containers, and any other text', () => {
    const found = textsInPatch(pod('app:1'))
    expect(found?.images).toEqual(['app:1'])
    expect(found?.texts).toEqual(expect.arrayContaining(['app:1', 'Pod', 'v1']))
  })

  test('the value of a JSON patch', () => {
    const patch = '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"app:2"}]'
    expect(textsInPatch(patch)?.texts).toContain('app:2')
    expect(textsInPatch('- op: add\n  path: /x\n  value: {name: s, image: side:1}\n')?.texts).toContain(
      'side:1'
    )
  })

  test('nothing that can be told when it is broken', () => {
    expect(textsInPatch('- op: [')).toBeUndefined()
  })
})
