import { describe, expect, test } from '@jest/globals'

import { chooseImage, type ImageRequest } from '../../../src/plan/choose-image.ts'
import type { TagLookup } from '../../../src/registry/answers.ts'
import { silentLog } from '../../support/log/silent-log.ts'

const digest = `sha256:${'a'.repeat(64)}`
const other = `sha256:${'b'.repeat(64)}`

const request: ImageRequest = {
  reference: 'ghcr.io/acme/shop:c0ffee',
  mode: 'auto',
  skipExisting: 'true',
  redeploy: false,
  namesCommit: true,
  moves: false,
  digest: undefined,
  commit: 'c'.repeat(40),
  madeFrom: undefined,
  source: { kind: 'found', context: '/w', file: '/w/Dockerfile' }
}
const noFile = { kind: 'missing', missing: 'file', problem: 'there is no Dockerfile.' } as const
const noContext = { kind: 'missing', missing: 'context', problem: 'there is no context.' } as const
const present: TagLookup = { kind: 'present', digest }
const absent: TagLookup = { kind: 'absent' }
const denied: TagLookup = { kind: 'denied', status: 403, detail: 'no' }
const unavailable: TagLookup = { kind: 'unavailable', detail: '503' }

describe('chooseImage', () => {
  test.each([
    ['auto, present', {}, present, { kind: 'use', digest }],
    ['auto, a clear 404 and a Dockerfile', {}, absent, { kind: 'build' }],
    ['always', { mode: 'always' }, undefined, { kind: 'build' }],
    ['never, present', { mode: 'never' }, present, { kind: 'use', digest }],
    ['never, no clear answer', { mode: 'never' }, denied, { kind: 'use', digest: undefined }],
    ['a redeploy of what exists', { redeploy: true }, present, { kind: 'use', digest }],
    ['an image of our commit', { madeFrom: 'c'.repeat(40) }, present, { kind: 'use', digest }],
    ['skip-existing false', { skipExisting: 'false' }, present, { kind: 'build' }],
    [
      'skip-existing false, no Dockerfile',
      { skipExisting: 'false', source: noFile },
      present,
      { kind: 'use', digest }
    ],
    [
      'skip-existing false, a redeploy',
      { skipExisting: 'false', redeploy: true },
      present,
      { kind: 'use', digest }
    ],
    [
      'skip-existing false, never',
      { skipExisting: 'false', mode: 'never' },
      present,
      { kind: 'use', digest }
    ],
    ['a tag that moves', { moves: true, namesCommit: false }, present, { kind: 'build' }],
    ['a tag that moves, a redeploy', { moves: true, redeploy: true }, present, { kind: 'use', digest }],
    ['may not read, and the tag names the commit', {}, denied, { kind: 'build' }],
    ['built elsewhere, present', { digest }, present, { kind: 'use', digest }],
    ['built elsewhere, no clear answer', { digest }, unavailable, { kind: 'use', digest }],
    ['built elsewhere, although always', { digest, mode: 'always' }, present, { kind: 'use', digest }]
  ] as const)('%s', (_, changes, found, decision) => {
    expect(chooseImage({ ...request, ...changes }, found, silentLog())).toEqual(decision)
  })

  test.each([
    ['IMAGE_NOT_FOUND', 'never, 404', { mode: 'never' }, absent],
    ['IMAGE_NOT_FOUND', 'a redeploy of what does not exist', { redeploy: true }, absent],
    ['IMAGE_NOT_FOUND', 'auto, 404, nothing to build from', { source: noFile }, absent],
    ['REGISTRY_DENIED', 'strict, 403', { skipExisting: 'strict' }, denied],
    ['REGISTRY_DENIED', '403 and a tag that others may have', { namesCommit: false }, denied],
    ['REGISTRY_DENIED', '403 and a redeploy', { redeploy: true }, denied],
    ['REGISTRY_DENIED', '403 and nothing to build from', { source: noFile }, denied],
    [
      'REGISTRY_UNAVAILABLE',
      'skip-existing false, a redeploy, 503',
      { skipExisting: 'false', redeploy: true },
      unavailable
    ],
    ['SOURCE_MISMATCH', 'an image of another commit', { madeFrom: 'd'.repeat(40) }, present],
    ['DIGEST_MISMATCH', 'built elsewhere, another digest', { digest: other }, present],
    ['IMAGE_NOT_FOUND', 'built elsewhere, 404', { digest }, absent],
    ['REGISTRY_UNAVAILABLE', 'auto, 503', {}, unavailable],
    ['DOCKERFILE_NOT_FOUND', 'always, no Dockerfile', { mode: 'always', source: noFile }, undefined],
    ['CONTEXT_NOT_FOUND', 'always, no context', { mode: 'always', source: noContext }, undefined]
  ] as const)('%s: %s', (code, _, changes, found) => {
    expect(() => chooseImage({ ...request, ...changes }, found, silentLog())).toThrow(
      expect.objectContaining({ code })
    )
  })

  test('warns when an image is deployed unchecked', () => {
    const log = silentLog()
    chooseImage({ ...request, mode: 'never' }, unavailable, log)
    expect(log.lines.join()).toMatch(/warning: Could not check whether .* Deploying it anyway/)
  })
})
