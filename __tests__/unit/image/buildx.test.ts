import { describe, expect, test } from '@jest/globals'

import { buildxArgs } from '../../../src/image/buildx-args.ts'
import { imageLabels } from '../../../src/image/labels.ts'

const request = {
  reference: 'ghcr.io/acme/shop:c0ffee',
  context: '/work/app',
  file: '/work/app/Dockerfile',
  target: undefined,
  buildArgs: [],
  labels: {}
}
const frame = (...middle: string[]) => [
  'buildx',
  'build',
  '--progress=plain',
  '--file=/work/app/Dockerfile',
  '--tag=ghcr.io/acme/shop:c0ffee',
  ...middle,
  '--metadata-file=/tmp/m.json',
  '--push',
  '/work/app'
]

describe('buildxArgs', () => {
  test.each([
    ['nothing more', {}, []],
    ['a target', { target: 'prod' }, ['--target=prod']],
    ['build arguments', { buildArgs: ['A=1', 'B=x y;$(z)'] }, ['--build-arg=A=1', '--build-arg=B=x y;$(z)']],
    ['labels', { labels: { a: '1', b: '--push' } }, ['--label=a=1', '--label=b=--push']],
    ['what looks like an option', { target: '--output=x' }, ['--target=--output=x']]
  ])('passes %s', (_, changes, middle) => {
    expect(buildxArgs({ ...request, ...changes }, '/tmp/m.json')).toEqual(frame(...middle))
  })
})

describe('imageLabels', () => {
  const values = {
    commit: 'c0ffee',
    sourceUrl: 'https://github.com/acme/shop',
    committedAt: '2026-11-21T10:00:00+01:00',
    version: 'v1'
  }

  test('names commit, source, time of the commit and version as OCI does', () => {
    expect(imageLabels(values)).toEqual({
      'org.opencontainers.image.revision': 'c0ffee',
      'org.opencontainers.image.source': 'https://github.com/acme/shop',
      'org.opencontainers.image.created': '2026-11-21T10:00:00+01:00',
      'org.opencontainers.image.version': 'v1'
    })
  })

  test('leaves the time out when it is not known, rather than inventing one', () => {
    expect(Object.keys(imageLabels({ ...values, committedAt: undefined }))).not.toContain(
      'org.opencontainers.image.created'
    )
  })
})
