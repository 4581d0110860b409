import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parse, parseAllDocuments } from 'yaml'

import { setImage, type OneChange as ImageChange } from '../../support/kustomization/edit-one.ts'
import { createKustomize, type Kustomize } from '../../../testbed/kustomize.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { skipReason } from '../../../testbed/tools.ts'
import { decodeUtf8 } from '../../../src/yaml/file.ts'

const reason = skipReason('kustomize')
const suite = reason === undefined ? describe : describe.skip
const list = (text: string) => text.split(' ')
const newDigest = `sha256:${'2'.repeat(64)}`
const oldDigest = `sha256:${'1'.repeat(64)}`

let temporary: Temporary
let kustomize: Kustomize
beforeAll(async () => {
  if (reason !== undefined) console.warn(`skipped: ${reason}`)
  temporary = await createTemporary('newtag-kustomize')
  if (reason === undefined) kustomize = createKustomize(temporary.path)
})
afterAll(async () => {
  await temporary.remove()
})

interface Deployment {
  readonly spec: { readonly template: { readonly spec: { readonly containers: { image: unknown }[] } } }
}

/** A Deployment with one container for each image. JSON is YAML, and quotes itself. */
function deployment(images: readonly string[]): string {
  const containers = images.map((image, index) => ({ name: `c${index}`, image }))
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'shop' },
    spec: { template: { spec: { containers } } }
  })
}

/** The images of the Deployment as kustomize rendered it, in the order of its containers. */
function imagesOf(rendered: string): unknown[] {
  const document = parseAllDocuments(rendered)
    .map(each => each.toJS() as Deployment & { kind: string })
    .find(({ kind }) => kind === 'Deployment')
  return document?.spec.template.spec.containers.map(({ image }) => image) ?? []
}

// What kustomize takes for a number, a boolean or nothing when it is not quoted.
const unsafe = [
  ...list('1 12 007 08 0777 00000000 12345678 4200077 20240101 99999999999999999999'),
  ...list('1.0 1.10 2.50 0.10 010.5 1. 1e3 1E3 01e3 1.e3 3.2e2 12e34 0e12345 553640e6 706798e8 5e-7 1e-400'),
  ...list('0x1f 0x1e3 0b101 0o17 0x_1f 0b_1 0o_1 0b-1 1_ 1_0 1_000 1_000.5 1.0_1 1e_3 1_e3 0_7'),
  ...list('y Y yes Yes YES n N no No NO on On ON off Off OFF true True TRUE false False FALSE null Null NULL')
]
const safe = [
  ...list(
    '1.2.3 0.0.0 1.2.3-rc.1 2024.01.01 v1 v1.0 1.0-rc1 1-alpha 1-2 1.0e 1e 1f 1n e1 _1 __1 a_1 0a1b2c3'
  ),
  ...list(
    '1234e567 1e309 9e999 0xg 0b2 0o9 0x 0b 0o 0x1p4 1p4 yEs oN tRue nUll nil none nan inf NaN Infinity'
  ),
  ...list('2024-01-02 2024-1-1 20240101T000000Z 20240607-1530 latest sha-0a1b2c3 main-12345678 deadbeef'),
  '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
  '1234567890123456789012345678901234567890'
]
const tags = [...unsafe, ...safe]

/** How an entry with an old tag may be written. */
const layouts: readonly [string, (name: string) => string][] = [
  ['plain', name => `- name: ${name}\n  newTag: v0 # old\n`],
  ['in single quotes', name => `- newTag: 'v0'\n  name: '${name}'\n`],
  ['in double quotes', name => `- "name": "${name}"\n  "newTag": "v0"\n`],
  ['in braces', name => `- {name: ${name}, newTag: v0}\n`],
  ['as JSON', name => `- {"name":"${name}","newTag":"v0"}\n`],
  ['without a tag', name => `- name: ${name}\n`],
  ['with an empty tag', name => `- name: ${name}\n  newTag:\n`],
  ['in a block scalar', name => `- name: ${name}\n  newTag: |-\n    v0\n`],
  ['with a digest', name => `- name: ${name}\n  digest: ${oldDigest}\n  newTag: v0\n`],
  ['with a digest alone', name => `- name: ${name}\n  digest: ${oldDigest}\n`],
  ['with a digest in braces', name => `- {name: ${name}, digest: ${oldDigest}}\n`]
]

const head = 'images:\n'

suite('kustomize reads the tag that was set', () => {
  const named = tags.map((tag, index) => ({ tag, name: `registry.example/acme/app-${index}` }))

  test.each(layouts)('in an entry written %s', async (_, entry) => {
    const directory = await mkdtemp(path.join(temporary.path, 'tags-'))
    // Of two entries, one is given a digest; an entry without one is not given any.
    const digestOf = (index: number) => (index % 2 === 0 ? newDigest : undefined)
    // One at a time, and all in one file: kustomize is slow to start.
    const entries = named.map(({ tag, name }, index) => {
      const change = { image: name, newTag: tag, digest: digestOf(index) }
      return setImage(head + entry(name), change, 'kustomization.yaml').text.slice(head.length)
    })
    const text = `resources:\n- deployment.yaml\n${head}${entries.join('')}`
    await writeFile(path.join(directory, 'kustomization.yaml'), text)
    await writeFile(
      path.join(directory, 'deployment.yaml'),
      deployment(named.map(({ name }) => `${name}:unset`))
    )
    const expected = named.map(({ tag, name }, index) =>
      entry(name).includes(oldDigest) && digestOf(index) !== undefined
        ? `${name}:${tag}@${newDigest}`
        : `${name}:${tag}`
    )
    expect(imagesOf(await kustomize.succeed(directory, 'build', '.'))).toEqual(expected)
  })

  test.each(['1.10', '1e3', '0777', 'on', 'null'])('but not %s without quotes', async tag => {
    const directory = await mkdtemp(path.join(temporary.path, 'unquoted-'))
    const text = `resources:\n- deployment.yaml\nimages:\n- name: app\n  newTag: ${tag}\n`
    await writeFile(path.join(directory, 'kustomization.yaml'), text)
    await writeFile(path.join(directory, 'deployment.yaml'), deployment(['app:unset']))
    const { exitCode, stdout } = await kustomize.run(directory, 'build', '.')
    expect(exitCode === 0 ? imagesOf(stdout) : 'failed').toEqual(tag === 'null' ? ['app:unset'] : 'failed')
  })
})

interface Model {
  readonly resources?: readonly string[]
  readonly images?: readonly Partial<Record<string, string>>[]
}

const root = path.join(import.meta.dirname, '../../fixtures/kustomization')
const fixtures = readdirSync(root).map(name => {
  const read = (file: string) => decodeUtf8(readFileSync(path.join(root, name, file)), file)
  const { change } = parse(read('change.json')) as { change: ImageChange }
  return { name, before: read('in.yaml'), after: read('out.yaml'), change }
})

/** The model as kustomize sees it: every scalar is a text, and upper and lower case in keys do not matter. */
function readModel(text: string): Model {
  const lowerKeys = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(lowerKeys)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key.toLowerCase(), lowerKeys(each)])
    )
  }
  const [first] = parseAllDocuments(text, { schema: 'failsafe', merge: true })
  return lowerKeys(first?.toJS()) as Model
}

/** Makes an overlay of a fixture, with what it takes as resources, or with one when it has none. */
async function makeOverlay(text: string, images: readonly string[]): Promise<string> {
  const base = await mkdtemp(path.join(temporary.path, 'fixture-'))
  const directory = path.join(base, 'apps/shop/overlay')
  await mkdir(directory, { recursive: true })
  await writeFile(path.join(directory, 'kustomization.yaml'), text)
  const { resources = [] } = readModel(text)
  const [resource = 'deployment.yaml'] = resources
  const file = path.join(directory, resource, resource.endsWith('.yaml') ? '' : 'deployment.yaml')
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, deployment(images))
  if (file !== path.join(directory, resource)) {
    await writeFile(path.join(path.dirname(file), 'kustomization.yaml'), 'resources: [deployment.yaml]\n')
  }
  if (resources.length === 0) await kustomize.succeed(directory, 'edit', 'add', 'resource', resource)
  return directory
}

/** kustomize cannot read what is there before. */
const unreadable = ['tag-with-other-type-same-text', 'unquoted-number-repaired']
/** kustomize drops the second of two entries with one name when it edits. */
const twiceTheName = ['merge-of-other-fields']

suite('kustomize renders the golden layouts', () => {
  test.each(fixtures)('$name, as after its own edit set image', async ({ name, before, after, change }) => {
    const { edit } = setImage(before, change, 'kustomization.yaml')
    const { images = [] } = readModel(after)
    const entry = images.find(({ name, newtag }) => name === edit.name && newtag === change.newTag) ?? {}
    const { newname: newName = edit.name, digest = '' } = entry
    const names = new Set([edit.name, ...images.map(({ name = '' }) => name)])
    const unset = [...names].filter(name => name !== '').map(name => `${name}:unset`)

    const ours = await makeOverlay(after, unset)
    const rendered = await kustomize.succeed(ours, 'build', '.')
    const values = digest === '' ? change.newTag : `${change.newTag}@${digest}`
    expect(imagesOf(rendered)[0]).toBe(`${newName}:${values}`)

    if (twiceTheName.includes(name)) return
    const theirs = makeOverlay(before, unset)
    if (unreadable.includes(name)) {
      await expect(theirs).rejects.toThrow('cannot unmarshal')
      return
    }
    await kustomize.succeed(await theirs, 'edit', 'set', 'image', `${edit.name}=*:${values}`)
    expect(rendered).toBe(await kustomize.succeed(await theirs, 'build', '.'))
  })
})
