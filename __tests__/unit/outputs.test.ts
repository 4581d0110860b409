import { describe, expect, test } from '@jest/globals'

import { type Outputs, outputNames, renderClosing, renderOutputs } from '../../src/outputs.ts'
import { renderSummary } from '../../src/summary.ts'

const digest = `sha256:${'d'.repeat(64)}`
const outputs: Outputs = {
  outcome: 'deployed',
  image: 'ghcr.io/acme/shop',
  tag: 'v2',
  digest,
  built: true,
  edits: [
    {
      path: 'apps/a/kustomization.yaml',
      edit: { name: 'shop', line: 2, previousTag: 'v1', fields: [{ field: 'newTag', from: 'v1', to: 'v2' }] }
    },
    { path: 'apps/b/kustomization.yaml', edit: { name: 'shop', line: 2, previousTag: 'v2', fields: [] } }
  ],
  branch: 'main',
  commitSha: 'c'.repeat(40),
  commitUrl: `https://github.com/acme/deploy/commit/${'c'.repeat(40)}`,
  attempts: 2,
  durationMs: 1234.6
}

describe('renderOutputs', () => {
  test('sets every declared output', () => {
    expect(Object.keys(renderOutputs(outputs))).toEqual([...outputNames])
  })

  test('renders a deploy', () => {
    expect(renderOutputs(outputs)).toMatchObject({
      'image-ref': `ghcr.io/acme/shop:v2@${digest}`,
      'previous-tag': 'v1',
      built: 'true',
      'changed-files': '["apps/a/kustomization.yaml"]',
      'duration-ms': '1235'
    })
  })

  test('names no changed file when no commit was made', () => {
    expect(renderOutputs({ ...outputs, outcome: 'failed', commitSha: '' })['changed-files']).toBe('[]')
  })
})

describe('renderSummary', () => {
  test('shows old and new, the commit and the image', () => {
    const summary = renderSummary({ outputs, repository: 'acme/deploy', failure: undefined })
    expect(summary).toMatchSnapshot()
  })

  test('shows the failure', () => {
    const summary = renderSummary({
      outputs: { ...outputs, outcome: 'failed', commitSha: '', commitUrl: '', edits: [] },
      repository: 'acme/deploy',
      failure: { code: 'PUSH_CONFLICT', message: 'one\ntwo' }
    })
    expect(summary).toContain('> **PUSH_CONFLICT** one<br>two')
  })

  test('escapes whatever a repository could name a file or an image', () => {
    const edit = { name: '<img src=x>', line: 1, previousTag: '`|`', fields: [] }
    const summary = renderSummary({
      outputs: { ...outputs, edits: [{ path: '[x](javascript:1)|\n# y', edit }] },
      repository: '**bold**',
      failure: { code: 'X', message: '<script>\n| a |' }
    })
    expect(summary).not.toMatch(/<img|<script|\]\(javascript|\*\*bold|^# y|`/m)
  })
})

describe('renderClosing', () => {
  test('says in words what happened', () => {
    expect(renderClosing(outputs, 'acme/deploy').join('\n')).toMatch(
      /^Deployed with commit https.*\n {2}apps\/a\S+: shop v1 -> v2$/
    )
    expect(renderClosing({ ...outputs, outcome: 'unchanged' }, 'acme/deploy')[0]).toMatch(
      /^Unchanged: .*no commit/
    )
  })
})
