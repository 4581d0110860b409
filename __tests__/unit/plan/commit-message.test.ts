import { describe, expect, test } from '@jest/globals'

import { type CommitDetails, renderCommitText } from '../../../src/plan/commit-message.ts'
import { entryEdit } from '../../support/plan/entry-edit.ts'
import { defaultIdentity } from '../../../src/git/types.ts'
import { messageProblem } from '../../../src/inputs/commit-template.ts'

const sha = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567'
const imageOf = (tag: string, digest = '', image = 'ghcr.io/acme/shop') => ({
  image,
  tag,
  digest,
  built: false,
  held: false,
  inEntry: true,
  changed: true
})
const bot = defaultIdentity('https://github.com')
const details: CommitDetails = {
  images: [imageOf(sha, `sha256:${'d'.repeat(64)}`)],
  sourceRepository: 'acme/shop',
  sourceRepositoryUrl: 'https://github.com/acme/shop',
  runUrl: 'https://github.com/acme/shop/actions/runs/1',
  source: {
    sha,
    author: 'Ada <ada@example.com>',
    authoredAt: '2026-11-21T10:00:00+01:00',
    committedAt: undefined,
    deploy: undefined,
    subject: 'Fix the cart'
  },
  template: undefined,
  author: bot,
  committer: bot
}
const edits = [entryEdit('apps/shop/kustomization.yaml', 'shop', { newTag: 'v1' }, { newTag: sha })]
const messageOf = (changes: Partial<CommitDetails> = {}) =>
  renderCommitText({ ...details, ...changes }, edits).message

describe('renderCommitText', () => {
  test('tells what changed, and leads to the source in trailers', () => {
    expect(messageOf()).toBe(`Deploy ghcr.io/acme/shop 0a1b2c3d4e5f

apps/shop/kustomization.yaml: shop v1 -> ${sha}

Source-Repository: https://github.com/acme/shop
Source-Commit: ${sha}
Source-Run: https://github.com/acme/shop/actions/runs/1
Image: ghcr.io/acme/shop:${sha}@sha256:${'d'.repeat(64)}
Argocd-reference-commit-repourl: https://github.com/acme/shop
Argocd-reference-commit-sha: ${sha}
Argocd-reference-commit-author: Ada <ada@example.com>
Argocd-reference-commit-date: 2026-11-21T10:00:00+01:00
Argocd-reference-commit-subject: Fix the cart
`)
  })

  test('claims no source commit for a tag that may stand for any', () => {
    const message = messageOf({ source: undefined, images: [imageOf('v1.2.3')] })
    expect(message).not.toMatch(/Source-Commit|Argocd/)
    expect(message).toContain('\nImage: ghcr.io/acme/shop:v1.2.3\n')
  })

  test('fills a template of the user', () => {
    const template = 'chore({repository}): {image} {previous-tag} to {tag}\n\nSee {sha}'
    expect(messageOf({ template, images: [imageOf('v2')] })).toMatch(
      new RegExp(`^chore\\(acme/shop\\): ghcr.io/acme/shop v1 to v2\n\nSee ${sha}\n\nSource-Repository`)
    )
  })

  test('keeps a tag that a file had from making lines of its own', () => {
    const images = [imageOf('v1\n\nSource-Commit: forged')]
    for (const template of [undefined, 'deploy {tag}', 'deploy {sha}']) {
      const message = messageOf({ images, template, source: undefined })
      expect(message).not.toMatch(/^Source-Commit: forged/m)
    }
  })

  test('lists several images', () => {
    const images = [imageOf('v2'), imageOf('', `sha256:${'d'.repeat(64)}`, 'redis')]
    const message = messageOf({ images })
    expect(message).toMatch(/^Deploy 2 images\n/)
    expect(message).toContain(`\nImage: ghcr.io/acme/shop:v2\nImage: redis@sha256:${'d'.repeat(64)}\n`)
  })

  test('keeps trailers of the user in one block with its own', () => {
    expect(messageOf({ template: 'deploy\n\nSigned-off-by: A <a@x>' })).toContain(
      'Signed-off-by: A <a@x>\nSource-Repository:'
    )
  })

  test('keeps the values of a file from making lines of their own', () => {
    const [edit] = edits
    if (edit === undefined) throw new Error('no edit')
    const hostile = { ...edit, path: 'a\nSource-Commit: forged/kustomization.yaml' }
    expect(renderCommitText(details, [hostile]).message).not.toMatch(/^Source-Commit: forged/m)
  })
})

describe('messageProblem', () => {
  test('names an unknown placeholder', () => {
    expect(messageProblem('deploy {images}')).toMatch(/\{images\}, which is not one of/)
    expect(messageProblem('deploy {"json": 1} {image}')).toBeUndefined()
    expect(messageProblem('\nbody')).toMatch(/empty line/)
  })
})

describe('defaultIdentity', () => {
  test('is the account that the server shows for workflows', () => {
    expect(defaultIdentity('https://github.com').email).toBe(
      '41898282+github-actions[bot]@users.noreply.github.com'
    )
    expect(defaultIdentity('https://ghe.example.com').email).toBe(
      'github-actions[bot]@users.noreply.ghe.example.com'
    )
  })
})
