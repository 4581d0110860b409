import { describe, expect, test } from '@jest/globals'

import { expectedReference, imageDelta } from '../../../../src/kustomization/cli/delta.ts'

const old = 'ghcr.io/acme/shop:v1'
const now = 'ghcr.io/acme/shop:v2'

const deployment = (image: string, name = 'shop') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: prod
spec:
  template:
    spec:
      containers:
      - args:
        - --image
        - x
        env:
        - name: IMAGE
          value: y
        image: ${image}
        name: web
      - image: other:1
        name: sidecar
`
const config = (value: string, kind = 'ConfigMap') => `apiVersion: v1
data:
  image: ${value}
kind: ${kind}
metadata:
  name: config
`
const stream = (...documents: string[]) => documents.join('---\n')

describe('imageDelta', () => {
  test('finds nothing in two equal renderings', () => {
    const text = stream(deployment(old), config('a'))
    expect(imageDelta(text, text, [now])).toEqual({ images: [], unexpected: [] })
    expect(imageDelta('', '', [])).toEqual({ images: [], unexpected: [] })
  })

  test('names the container whose image changes', () => {
    expect(
      imageDelta(stream(config('a'), deployment(old)), stream(config('a'), deployment(now)), [now])
    ).toEqual({
      images: [
        { resource: 'Deployment/prod/shop spec.template.spec.containers[web].image', from: old, to: now }
      ],
      unexpected: []
    })
  })

  test('counts items that have no name, and knows image volumes and fields of custom resources', () => {
    const custom = (image: string) =>
      `kind: Job\nspec:\n  steps:\n  - image: ${image}\n  imageName: ${image}\n  volumes:\n  - image:\n      reference: ${image}\n`
    const { images, unexpected } = imageDelta(custom(old), custom(now), [now])
    expect(images.map(({ resource }) => resource)).toEqual([
      'Job spec.steps[0].image',
      'Job spec.imageName',
      'Job spec.volumes[0].image.reference'
    ])
    expect(unexpected).toEqual([])
  })

  test('takes an expected image for its repository only when it has neither tag nor digest', () => {
    const digest = `sha256:${'1'.repeat(64)}`
    const delta = (to: string, expected: string) =>
      imageDelta(deployment(old), deployment(to), [expected]).images.length
    expect(delta('host:5000/shop:v1', 'host:5000/shop')).toBe(1)
    expect(delta(`host:5000/shop@${digest}`, 'host:5000/shop')).toBe(1)
    expect(delta('host:5000/shop-two:v1', 'host:5000/shop')).toBe(0)
    expect(delta(`${now}@${digest}`, now)).toBe(0)
    expect(delta(`${now}@${digest}`, `${now}@${digest}`)).toBe(1)
  })

  test.each([
    [
      'another image',
      deployment('ghcr.io/acme/shop:v3'),
      'containers[web].image: ghcr.io/acme/shop:v1 → ghcr.io/acme/shop:v3'
    ],
    [
      'a variable',
      deployment(old).replace('value: y', `value: ${now}`),
      `containers[web].env[IMAGE].value: y → ${now}`
    ],
    ['an argument', deployment(old).replace('- x', `- ${now}`), `containers[web].args[1]: x → ${now}`],
    [
      'a new key',
      deployment(old).replace('env:', 'command: [a]\n        env:'),
      'containers[web].command: (nothing) → (a list of 1)'
    ],
    [
      'a key that is gone',
      deployment(old).replace('  namespace: prod\n', ''),
      'the manifests: Deployment/prod/shop → Deployment/shop'
    ],
    [
      'another shape',
      deployment(old).replace('- --image\n        - x', '- --image'),
      'containers[web].args: (a list of 2) → (a list of 1)'
    ],
    [
      'another type',
      deployment(old).replace('image: other:1', 'image: {a: b}'),
      'containers[sidecar].image: other:1 → (a mapping)'
    ],
    ['a number that becomes a text', deployment('1').replace('image: 1', 'image: "1"'), 'image: 1 → "1"'],
    [
      'another name',
      deployment(old, 'shop-2'),
      'the manifests: Deployment/prod/shop → Deployment/prod/shop-2'
    ],
    [
      'another kind',
      deployment(old).replace('Deployment', 'StatefulSet'),
      'the manifests: Deployment/prod/shop → StatefulSet/prod/shop'
    ],
    ['one more', stream(deployment(old), config('a')), 'the number of manifests: 1 → 2'],
    ['no YAML', 'a: b: c\n', 'manifest 1, which cannot be read']
  ])('takes %s for a surprise', (name, after, surprise) => {
    const before = name.startsWith('a number') ? deployment('1') : deployment(old)
    const { images, unexpected } = imageDelta(before, after, [now])
    expect(images).toEqual([])
    expect(unexpected).toHaveLength(1)
    expect(unexpected[0]).toContain(surprise)
  })

  test('takes the image in other places for a surprise', () => {
    expect(imageDelta(config(old), config(now), [now])).toEqual({
      images: [],
      unexpected: [`ConfigMap/config data.image: ${old} → ${now}`]
    })
    const annotated = (value: string) =>
      deployment(old).replace('  name: shop\n', `  annotations:\n    image: ${value}\n  name: shop\n`)
    expect(imageDelta(annotated(old), annotated(now), [now]).unexpected).toEqual([
      `Deployment/prod/shop metadata.annotations.image: ${old} → ${now}`
    ])
  })

  test('does not show what is in a Secret, nor more than a piece of a long text', () => {
    expect(imageDelta(config('aHVudGVyMg==', 'Secret'), config('c2VjcmV0', 'Secret'), [])).toEqual({
      images: [],
      unexpected: ['Secret/config data.image']
    })
    const long = imageDelta(config('a'), config(`"${'x'.repeat(5_000)}\\e[31m"`), []).unexpected[0]
    expect(long?.length).toBeLessThan(200)
    expect(imageDelta(config('a'), config('"\\e[31mred"'), []).unexpected).toEqual([
      'ConfigMap/config data.image: a → " [31mred"'
    ])
  })

  test('a line of dashes in a text does not end a manifest', () => {
    const text = (value: string) => `data:\n  script: |\n    a\n    ---\n    ${value}\nkind: ConfigMap\n`
    expect(imageDelta(text('b'), text('c'), [])).toMatchObject({
      unexpected: ['ConfigMap data.script: "a --- b " → "a --- c "']
    })
  })

  test('a key can have any name', () => {
    const text = (value: string) => `kind: A\nspec:\n  __proto__: ${value}\n  constructor: 1\n`
    expect(imageDelta(text('a'), text('b'), []).unexpected).toEqual(['A spec.__proto__: a → b'])
  })

  test('neither ends nor hangs on values that nest deeply', () => {
    const nested = (value: string) => `a: ${'['.repeat(20_000)}${value}${']'.repeat(20_000)}\n`
    expect(imageDelta(nested('1'), nested('2'), []).unexpected).toEqual(['manifest 1, which cannot be read'])
    const legal = (value: string) => `a: ${'['.repeat(200)}${value}${']'.repeat(200)}\n`
    expect(imageDelta(legal('1'), legal('2'), []).unexpected[0]).toContain('1 → 2')
  })

  test('reads only what differs of a large rendering', () => {
    // It is no YAML: reading it would be told.
    const unread = `${'{ '.repeat(1_000)}\n`.repeat(2_000)
    const text = (image: string) => stream(unread, deployment(image), unread)
    expect(text(old).length).toBeGreaterThan(5_000_000)
    expect(imageDelta(text(old), text(now), [now])).toMatchObject({ images: [{ to: now }], unexpected: [] })
  })
})

describe('expectedReference', () => {
  const digest = `sha256:${'1'.repeat(64)}`
  test.each([
    [{ newName: undefined, newTag: 'v2', digest: undefined }, 'shop:v2'],
    [{ newName: 'ghcr.io/acme/shop', newTag: 'v2', digest }, `ghcr.io/acme/shop:v2@${digest}`],
    [{ newName: undefined, newTag: undefined, digest }, `shop@${digest}`],
    [{ newName: 'host:5000/shop', newTag: undefined, digest: undefined }, 'host:5000/shop']
  ])('of %j is %s', (after, reference) => {
    expect(expectedReference({ name: 'shop', after })).toBe(reference)
  })
})
