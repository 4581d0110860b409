import { describe, expect, test } from '@jest/globals'

import { ActionError } from '../../../src/errors/errors.ts'
import type { TagLookup } from '../../../src/registry/answers.ts'
import { createResolver } from '../../../src/registry/resolver.ts'
import { silentLog } from '../../support/log/silent-log.ts'

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

/** A resolver over registries that hold what is given, and how often each was asked. */
function resolverOf(
  held: Readonly<Record<string, TagLookup>>,
  isPreview = false,
  manifests: Readonly<Record<string, TagLookup>> = {}
) {
  const read: string[] = []
  const readDigest = (repository: { readonly name: string }, version: string) => {
    read.push(`${repository.name} ${version}`)
    return Promise.resolve(manifests[version] ?? { kind: 'absent' as const })
  }
  const asked: string[] = []
  const log = silentLog()
  const findTag = (repository: { readonly name: string }, version: string) => {
    asked.push(`${repository.name} ${version}`)
    return Promise.resolve(held[version] ?? { kind: 'absent' as const })
  }
  return { ...createResolver({ registry: { findTag, readDigest }, log, isPreview }), asked, read, log }
}

test('each reference is asked for once, by its digest where it has one', async () => {
  const { resolve, asked, log } = resolverOf({
    v1: { kind: 'present', digest },
    [digest]: { kind: 'present', digest }
  })
  const [v1, pinned] = [
    { name: 'acme/shop', tag: 'v1' },
    { name: 'acme/api', digest }
  ]
  await resolve([v1, pinned, v1])
  const digests = await resolve([pinned, v1])
  expect(asked).toEqual(['acme/shop v1', `acme/api ${digest}`])
  expect([...digests]).toEqual([
    ['acme/shop:v1', digest],
    [`acme/api@${digest}`, digest]
  ])
  expect(log.lines).toEqual([
    `info: acme/shop:v1: in the registry, ${digest}`,
    `info: acme/api@${digest}: in the registry, ${digest}`
  ])
})

test('what is noted is not asked for, also when its digest is not known', async () => {
  const { resolve, note, asked, digests } = resolverOf({})
  note({ name: 'acme/shop', tag: 'v1' }, undefined)
  note({ name: 'acme/api', tag: 'v1' }, digest)
  await resolve([
    { name: 'acme/shop', tag: 'v1' },
    { name: 'acme/api', tag: 'v1' }
  ])
  expect(asked).toEqual([])
  expect([...digests]).toEqual([['acme/api:v1', digest]])
})

test('all images that are missing are named in one error; a preview goes on', async () => {
  const references = ['b', 'a'].map(name => ({ name: `acme/${name}`, tag: 'v1' }))
  const failure: unknown = await resolverOf({})
    .resolve(references)
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ActionError)
  expect(failure).toMatchObject({ code: 'IMAGE_NOT_FOUND' })
  expect(String(failure)).toMatch(/acme\/a:v1 is not in the registry[^]*acme\/b:v1 is not in the registry/)
  const preview = resolverOf({}, true)
  await preview.resolve(references)
  expect(preview.notices().map(({ message }) => message)).toEqual([
    'acme/b:v1 is not in the registry: a deploy would fail now.',
    'acme/a:v1 is not in the registry: a deploy would fail now.'
  ])
})

test.each([
  [false, '. Deploying it anyway; the same goes for 2 more images.'],
  [true, '; the same goes for 2 more images.']
])(
  'a registry that is down is one notice, however many images it has: in a preview %s',
  async (isPreview, end) => {
    const down: TagLookup = { kind: 'unavailable', detail: 'status 503' }
    const { resolve, notices } = resolverOf(
      { v1: down, v2: { kind: 'denied', status: 401, detail: 'no' } },
      isPreview
    )
    await resolve(['c', 'a', 'b'].map(name => ({ name: `ghcr.io/acme/${name}`, tag: 'v1' })))
    await resolve([
      { name: 'quay.io/acme/a', tag: 'v1' },
      { name: 'ghcr.io/acme/a', tag: 'v2' }
    ])
    const alone = isPreview ? '.' : '. Deploying it anyway.'
    expect(notices().map(({ message }) => message)).toEqual([
      `Could not check whether ghcr.io/acme/a:v1 exists (status 503)${end}`,
      `Could not check whether quay.io/acme/a:v1 exists (status 503)${alone}`,
      `Could not check whether ghcr.io/acme/a:v2 exists (no)${alone}`
    ])
  }
)

test('no clear answer is a notice, and a name that no registry has is not asked for', async () => {
  const { resolve, notices, asked, log } = resolverOf({ v1: { kind: 'unavailable', detail: 'status 503' } })
  await resolve([
    { name: 'acme/shop', tag: 'v1' },
    { name: 'SHOP', tag: 'v1' }
  ])
  expect(notices().map(({ message }) => message)).toEqual([
    'Could not check whether acme/shop:v1 exists (status 503). Deploying it anyway.'
  ])
  expect(asked).toEqual(['acme/shop v1'])
  expect(log.lines).toEqual(['info: SHOP:v1 is a name for kustomize only; no registry was asked.'])
})

describe('a digest that is going to be written down', () => {
  const reference = { name: 'acme/shop', tag: 'v1' }
  const other = `sha256:${'f'.repeat(64)}`
  const held: Record<string, TagLookup> = { v1: { kind: 'present', digest } }

  test('is read from the manifest once', async () => {
    const { resolve, confirm, read } = resolverOf(held, false, held)
    await resolve([reference])
    await confirm([reference, reference])
    await confirm([reference])
    expect(read).toEqual(['acme/shop v1'])
  })

  test('is not read where this run has pushed the manifest, where none is known, and in a preview', async () => {
    const own = resolverOf({})
    own.note(reference, digest, true)
    await own.confirm([reference, { name: 'acme/api', tag: 'v1' }])
    const preview = resolverOf(held, true)
    await preview.resolve([reference])
    await preview.confirm([reference])
    expect([own.read, preview.read]).toEqual([[], []])
  })

  test.each([
    ['DIGEST_MISMATCH', { kind: 'present', digest: other }, new RegExp(`by its manifest`)],
    ['DIGEST_UNKNOWN', { kind: 'absent' }, /status 404/],
    ['DIGEST_UNKNOWN', { kind: 'denied', status: 403, detail: 'no' }, /\(no\)/],
    ['DIGEST_UNKNOWN', { kind: 'unavailable', detail: 'a manifest without its digest' }, /without its digest/]
  ] as const)('is refused with %s where the manifest does not have it: %j', async (code, manifest, words) => {
    const { resolve, confirm } = resolverOf(held, false, { v1: manifest })
    await resolve([reference])
    await expect(confirm([reference])).rejects.toMatchObject({ code, message: expect.stringMatching(words) })
  })
})
