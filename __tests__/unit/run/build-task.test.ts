import { describe, expect, test } from '@jest/globals'

import type { RunContext } from '../../../src/context/context.ts'
import { isBuildable } from '../../../src/inputs/images.ts'
import type { InputName } from '../../../src/inputs/table.ts'
import type { ImageState } from '../../../src/plan/images.ts'
import { buildTask } from '../../../src/run/build-task.ts'
import { context, parse, sha } from '../../support/inputs/parse.ts'

type Given = Partial<Record<InputName, string>>

/** What is asked of the builder for the images of such inputs. */
function requestsFor(given: Given, changes: Partial<RunContext> = {}) {
  const inputs = parse(given, changes)
  const commit = {
    ...{ sha, committedAt: '2026-01-01T00:00:00Z', authoredAt: '2026-01-01T00:00:00Z' },
    ...{ author: 'Ada <ada@example.com>', subject: 'Sell more', deploy: undefined }
  }
  const details = { inputs, context: { ...context, ...changes }, commit }
  return inputs.images.filter(isBuildable).map(input => {
    const source = { kind: 'found', context: `/w/${input.build.context}`, file: '/w/Dockerfile' } as const
    const state: ImageState = {
      ...{ input, source, choice: 'build', commit: sha, digest: undefined, built: false, facts: undefined },
      ...{ found: undefined, checkedOut: undefined, madeFrom: undefined, kept: [] }
    }
    return buildTask(state, undefined, details).build
  })
}

describe('what is asked of the builder', () => {
  const settings: readonly (readonly [InputName, string, string, unknown])[] = [
    ['target', 'prod', 'target', 'prod'],
    ['platforms', 'linux/amd64,linux/arm64', 'platforms', ['linux/amd64', 'linux/arm64']],
    ['build-args', 'A=1', 'buildArgs', ['A=1']],
    ['build-contexts', 'base=docker-image://alpine', 'buildContexts', ['base=docker-image://alpine']],
    ['annotations', 'index:a=b', 'annotations', ['index:a=b']],
    ['secrets', 'id=s3cret', 'secrets', [{ kind: 'value', id: 'id', value: 's3cret' }]],
    ['secret-envs', 'id=NAME', 'secrets', [{ kind: 'variable', id: 'id', variable: 'NAME' }]],
    ['secret-files', 'id=a.txt', 'secrets', [{ kind: 'file', id: 'id', path: 'a.txt' }]],
    ['ssh', 'default', 'ssh', ['default']],
    ['network', 'none', 'network', 'none'],
    ['pull', 'true', 'pull', true],
    ['no-cache', 'true', 'noCache', true],
    ['provenance', 'mode=max', 'provenance', 'mode=max'],
    ['sbom', 'true', 'sbom', 'true'],
    ['labels', 'team=shop', 'labels', expect.objectContaining({ team: 'shop' })],
    ['cache-from', 'type=gha', 'cache', expect.objectContaining({ from: ['type=gha'], to: [] })],
    ['cache-to', 'type=inline', 'cache', expect.objectContaining({ from: [], to: ['type=inline'] })]
  ]

  test.each(settings)('has `%s`', (input, text, field, expected) => {
    expect(requestsFor({ [input]: text })).toMatchObject([{ [field]: expected }])
  })

  test.each(settings)(
    'has `%s` of an item of `images`, and the next item without it has not',
    (input, text, field, expected) => {
      const images = `- {image: ghcr.io/acme/a, ${input}: ${JSON.stringify(text)}}\n- {image: ghcr.io/acme/b}\n`
      const [first, second] = requestsFor({ image: '', images })
      expect(first).toMatchObject({ [field]: expected })
      expect(second).not.toMatchObject({ [field]: expected })
    }
  )

  test('has every label of the OCI specification, of which those that are given win', () => {
    const about = { title: 'shop', description: 'Sells', license: 'MIT' }
    const own = {
      revision: sha,
      source: 'https://github.com/acme/shop',
      url: 'https://github.com/acme/shop',
      created: '2026-01-01T00:00:00Z',
      version: 'v7',
      title: 'shop',
      description: 'Sells',
      licenses: 'MIT'
    }
    const named = (labels: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        Object.entries(labels).map(([name, value]) => [`org.opencontainers.image.${name}`, value])
      )
    expect(requestsFor({ tag: 'v7' }, { about })[0]?.labels).toEqual(named(own))
    const given = Object.fromEntries(Object.keys(own).map(name => [name, `my ${name}`]))
    const labels = Object.entries(named(given)).map(([name, value]) => `${name}=${value}`)
    expect(requestsFor({ tag: 'v7', labels: labels.join('\n') }, { about })[0]?.labels).toEqual(named(given))
  })
})

describe('the cache', () => {
  test('has one scope for each image', () => {
    const images = '- image: ghcr.io/acme/a\n- image: ghcr.io/acme/b\n- image: quay.io/acme/a\n'
    expect(requestsFor({ image: '', images }).map(({ cache }) => cache.scope)).toEqual([
      ...['ghcr.io/acme/a', 'ghcr.io/acme/b', 'quay.io/acme/a']
    ])
  })

  test.each([
    ['push', false],
    ['workflow_dispatch', false],
    ['merge_group', false],
    ['pull_request', true],
    ['pull_request_target', true],
    ['pull_request_review', true],
    ['pull_request_review_comment', true]
  ])('on %s is only read: %s', (eventName, importOnly) => {
    expect(requestsFor({ cache: 'registry' }, { eventName })).toMatchObject([
      { cache: { mode: 'registry', importOnly } }
    ])
  })
})
