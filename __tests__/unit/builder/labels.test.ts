import { expect, test } from '@jest/globals'

import { imageLabels } from '../../../src/builder/labels.ts'

const about = { title: 'shop', description: 'Sells things', license: 'MIT' }
const known = {
  commit: 'c0ffee',
  sourceUrl: 'https://github.com/acme/shop',
  committedAt: '2026-11-21T10:00:00+01:00',
  version: 'v1',
  about
}

test('sets the labels of the OCI specification', () => {
  expect(imageLabels(known)).toEqual({
    'org.opencontainers.image.revision': 'c0ffee',
    'org.opencontainers.image.source': 'https://github.com/acme/shop',
    'org.opencontainers.image.url': 'https://github.com/acme/shop',
    'org.opencontainers.image.created': '2026-11-21T10:00:00+01:00',
    'org.opencontainers.image.version': 'v1',
    'org.opencontainers.image.title': 'shop',
    'org.opencontainers.image.description': 'Sells things',
    'org.opencontainers.image.licenses': 'MIT'
  })
})

test('leaves out what is not known', () => {
  const labels = imageLabels({
    ...known,
    committedAt: undefined,
    about: { title: 'shop', description: undefined, license: undefined }
  })
  expect(Object.keys(labels).map(name => name.replace('org.opencontainers.image.', ''))).toEqual([
    'revision',
    'source',
    'url',
    'version',
    'title'
  ])
})
