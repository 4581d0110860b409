import { describe, expect, test } from '@jest/globals'

import { buildImage, decideImage, type ImageRequest } from '../../../src/image/provide.ts'
import { parseRepository } from '../../../src/image/reference.ts'
import type { TagLookup } from '../../../src/image/registry.ts'
import { silentLog } from '../../support/silent-log.ts'

const digest = `sha256:${'a'.repeat(64)}`
const other = `sha256:${'b'.repeat(64)}`
const parsed = parseRepository('ghcr.io/acme/shop')
if (!parsed.ok) throw new Error(parsed.problem)

const request: ImageRequest = {
  repository: parsed.value,
  tag: 'c0ffee',
  mode: 'auto',
  redeploy: false,
  source: { kind: 'found', context: '/w', file: '/w/Dockerfile' },
  build: { target: undefined, buildArgs: [], labels: {} }
}
const noFile = { kind: 'missing', missing: 'file', problem: 'there is no Dockerfile.' } as const
const noContext = { kind: 'missing', missing: 'context', problem: 'there is no context.' } as const
const present: TagLookup = { kind: 'present', digest }
const absent: TagLookup = { kind: 'absent' }
const denied: TagLookup = { kind: 'denied', status: 403, detail: 'no' }
const unavailable: TagLookup = { kind: 'unavailable', detail: '503' }

describe('decideImage', () => {
  test.each([
    ['auto, present', {}, present, { kind: 'use', digest }],
    ['auto, a clear 404 and a Dockerfile', {}, absent, { kind: 'build' }],
    ['always', { mode: 'always' }, undefined, { kind: 'build' }],
    ['never, present', { mode: 'never' }, present, { kind: 'use', digest }],
    ['never, no clear answer', { mode: 'never' }, denied, { kind: 'use', digest: undefined }],
    ['a redeploy of what exists', { redeploy: true }, present, { kind: 'use', digest }]
  ] as const)('%s', (_, changes, found, decision) => {
    expect(decideImage({ ...request, ...changes }, found, silentLog())).toEqual(decision)
  })

  test.each([
    ['IMAGE_NOT_FOUND', 'never, 404', { mode: 'never' }, absent],
    ['IMAGE_NOT_FOUND', 'a redeploy of what does not exist', { redeploy: true }, absent],
    ['IMAGE_NOT_FOUND', 'auto, 404, nothing to build from', { source: noFile }, absent],
    ['REGISTRY_DENIED', 'auto, 403', {}, denied],
    ['REGISTRY_UNAVAILABLE', 'auto, 503', {}, unavailable],
    ['DOCKERFILE_NOT_FOUND', 'always, no Dockerfile', { mode: 'always', source: noFile }, undefined],
    ['CONTEXT_NOT_FOUND', 'always, no context', { mode: 'always', source: noContext }, undefined]
  ] as const)('%s: %s', (code, _, changes, found) => {
    expect(() => decideImage({ ...request, ...changes }, found, silentLog())).toThrow(
      expect.objectContaining({ code })
    )
  })

  test('warns when an image is deployed unchecked', () => {
    const log = silentLog()
    decideImage({ ...request, mode: 'never' }, unavailable, log)
    expect(log.lines.join()).toMatch(/warning: .*unchecked/)
  })
})

describe('buildImage', () => {
  const ports = (held: TagLookup) => ({
    log: silentLog(),
    builder: { build: () => Promise.resolve(digest) },
    registry: { findTag: () => Promise.resolve(held) }
  })

  test('gives the digest that the registry holds', async () => {
    expect(await buildImage(request, ports(present))).toEqual({ digest, built: true })
  })

  test('fails when the registry holds something else', async () => {
    await expect(buildImage(request, ports({ kind: 'present', digest: other }))).rejects.toMatchObject({
      code: 'DIGEST_MISMATCH'
    })
  })

  test('fails when the registry holds nothing', async () => {
    await expect(buildImage(request, ports(absent))).rejects.toMatchObject({ code: 'IMAGE_PUSH_FAILED' })
  })

  test('says so when the registry cannot be asked', async () => {
    const open = ports(denied)
    expect(await buildImage(request, open)).toEqual({ digest, built: true })
    expect(open.log.lines.join()).toContain('warning')
  })
})
