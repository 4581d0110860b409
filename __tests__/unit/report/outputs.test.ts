import { describe, expect, test } from '@jest/globals'

import { outputNames, renderClosing, renderKept, renderOutputs } from '../../../src/report/outputs.ts'
import { renderSummary, type SummaryDetails } from '../../../src/report/summary.ts'
import type { Report } from '../../../src/run/report.ts'
import { entryEdit } from '../../support/plan/entry-edit.ts'

const digest = `sha256:${'d'.repeat(64)}`
const report: Report = {
  failure: undefined,
  notices: [],
  outcome: 'deployed',
  images: [
    { image: 'ghcr.io/acme/shop', tag: 'v2', digest, built: true, held: true, inEntry: true, changed: true }
  ],
  entries: [
    entryEdit('apps/a/kustomization.yaml', 'shop', { newTag: 'v1' }, { newTag: 'v2' }),
    entryEdit('apps/b/kustomization.yaml', 'shop', { newTag: 'v2' }, { newTag: 'v2' })
  ],
  changedFiles: ['apps/a/kustomization.yaml'],
  diff: 'diff --git a/x b/x\n',
  rendered: [],
  branch: 'main',
  commitSha: 'c'.repeat(40),
  commitUrl: `https://github.com/acme/deploy/commit/${'c'.repeat(40)}`,
  kept: [],
  contentionMs: 1500,
  attempts: 2,
  durationMs: 1234.6
}
const summaryOf = (changes: Partial<Report>, details: Partial<SummaryDetails> = {}) =>
  renderSummary({
    report: { ...report, ...changes },
    repository: 'acme/deploy',
    failure: undefined,
    ...details
  })

describe('renderOutputs', () => {
  test('sets every declared output', () => {
    expect(Object.keys(renderOutputs(report))).toEqual([...outputNames])
  })

  test('renders a deploy', () => {
    expect(renderOutputs(report)).toMatchObject({
      'image-ref': `ghcr.io/acme/shop:v2@${digest}`,
      'previous-tag': 'v1',
      built: 'true',
      'changed-files': '["apps/a/kustomization.yaml"]',
      'duration-ms': '1235'
    })
  })

  test('names the first of several images, and lists all', () => {
    const second = { image: 'redis', tag: '', digest, built: false, held: true, inEntry: true, changed: true }
    const rendered = renderOutputs({ ...report, images: [...report.images, second] })
    expect(rendered.image).toBe('ghcr.io/acme/shop')
    expect(JSON.parse(rendered.images)).toEqual([
      {
        image: 'ghcr.io/acme/shop',
        tag: 'v2',
        digest,
        ref: `ghcr.io/acme/shop:v2@${digest}`,
        built: true,
        deployed: true
      },
      { image: 'redis', tag: '', digest, ref: `redis@${digest}`, built: false, deployed: true }
    ])
  })
})

describe('renderSummary', () => {
  test('shows old and new, the commit and the image', () => {
    expect(summaryOf({})).toMatchSnapshot()
  })

  test('shows a preview: the diff, the manifests and what is odd', () => {
    const summary = summaryOf({
      outcome: 'previewed',
      commitSha: '',
      commitUrl: '',
      entries: [
        entryEdit('apps/a/kustomization.yaml', 'shop', { newTag: 'v1', digest }, { newTag: 'v2' }),
        entryEdit('apps/a/kustomization.yaml', 'web', {}, { newName: 'ghcr.io/acme/web', digest })
      ],
      diff: '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-  newTag: v1 # ```\n+  newTag: v2\n',
      rendered: [
        {
          path: 'apps/a/kustomization.yaml',
          images: [{ resource: 'Deployment/shop', from: 'shop:v1', to: 'shop:v2' }],
          skipped: undefined
        },
        { path: 'apps/b/kustomization.yaml', images: [], skipped: 'It was not rendered.' },
        { path: 'apps/c/kustomization.yaml', images: [], skipped: undefined }
      ],
      notices: [{ message: 'a:3: this has no effect.', location: { path: 'a', line: 3 } }]
    })
    expect(summary).toMatchSnapshot()
  })

  test('claims for no image to be in the registry of which the registry did not say so', () => {
    const image = { image: 'redis', tag: '', digest, built: false, held: false, inEntry: true, changed: true }
    expect(summaryOf({ images: [image] })).not.toContain('in the registry')
  })

  test('keeps a diff in its fence, whatever is in it', () => {
    const summary = summaryOf({ outcome: 'previewed', diff: '+# `````\n+```\n<script>\n' })
    expect(summary).toContain('\n``````diff\n+# `````\n+```\n<script>\n``````\n')
  })

  test('cuts what nobody reads', () => {
    const many = Array.from({ length: 1_000 }, (_, i) =>
      entryEdit(`a/${i}`, 'x', { newTag: '1' }, { newTag: '2' })
    )
    const summary = summaryOf({ outcome: 'previewed', entries: many, diff: '+x\n'.repeat(1_000_000) })
    expect(summary).toContain('| and 800 more | | |')
    expect(summary.length).toBeLessThan(150_000)
  })

  test('shows the failure', () => {
    const summary = summaryOf(
      { outcome: 'failed', commitSha: '', commitUrl: '', entries: [] },
      { failure: { code: 'PUSH_CONFLICT', message: 'one\ntwo' } }
    )
    expect(summary).toContain('> **PUSH_CONFLICT** one<br>two')
  })

  test('escapes whatever a repository could name a file or an image', () => {
    const hostile = '<img src=x> `|`'
    const summary = summaryOf(
      {
        outcome: 'previewed',
        entries: [entryEdit('[x](javascript:1)|\n# y', hostile, { newTag: hostile }, { newName: hostile })],
        rendered: [
          { path: hostile, images: [{ resource: hostile, from: hostile, to: hostile }], skipped: undefined },
          { path: hostile, images: [], skipped: hostile }
        ],
        notices: [{ message: `${hostile}\n# z`, location: { path: 'a' } }],
        diff: ''
      },
      {
        repository: '**bold**',
        failure: { code: 'X', message: '<script>\n| a |' }
      }
    )
    expect(summary).not.toMatch(/<img|<script|\]\(javascript|\*\*bold|^# [yz]|`/m)
  })
})

describe('renderClosing', () => {
  test('says in words what happened', () => {
    expect(renderClosing(report, 'acme/deploy').join('\n')).toMatch(
      /^Deployed with commit https.*\n {2}apps\/a\S+: shop v1 -> v2$/
    )
    expect(renderClosing({ ...report, outcome: 'unchanged' }, 'acme/deploy')[0]).toMatch(
      /^Unchanged: all 2 kustomization\(s\) already have ghcr\.io\/acme\/shop:v2@sha256.*nothing was written/
    )
  })
})

describe('what stays because it is newer', () => {
  const kept = {
    ...entryEdit('apps/c/kustomization.yaml', 'shop', { newTag: 'v9' }, { newTag: 'v2' }),
    why: 'newer',
    commit: 'b'.repeat(40),
    ours: 'a'.repeat(40),
    ahead: 3
  } as const
  const line =
    'apps/c/kustomization.yaml: shop keeps v9: its commit bbbbbbbbbbbb is newer than aaaaaaaaaaaa by 3 commit(s)'

  test('is told beside what was deployed', () => {
    const mixed = { ...report, kept: [kept] }
    expect(renderClosing(mixed, 'acme/deploy')).toEqual([
      expect.stringMatching(/^Deployed with commit .* \(1 newer left as it is\)$/),
      expect.stringContaining('v1 -> v2'),
      `  ${line}`
    ])
    const summary = summaryOf({ kept: [kept] })
    expect(summary).toContain('; 1 newer left as it is')
    expect(summary).toContain('(kept: commit <code>bbbbbbbbbbbb</code> is newer than')
    expect(summary).not.toContain('allow-older')
  })

  test('is all there is to tell, with the way back', () => {
    const superseded = { ...report, outcome: 'superseded', entries: [], kept: [kept] } as const
    expect(renderClosing(superseded, 'acme/deploy')).toEqual([
      'Superseded: nothing to deploy, because what is deployed is newer:',
      `  ${line}`,
      expect.stringContaining('allow-older: true')
    ])
    const summary = summaryOf(superseded)
    expect(summary).toContain(
      'Superseded: acme/deploy keeps <code>shop</code> <code>v9</code>, which is newer'
    )
    expect(summary).toContain('allow-older: true')
  })

  test('is one annotation and one name in the headline, however many entries there are', () => {
    expect(renderKept({ kept: [] })).toBeUndefined()
    expect(renderKept({ kept: [kept] })).toBe(`${line}.`)
    const many = { ...report, outcome: 'superseded', entries: [], kept: [kept, kept, kept] } as const
    expect(renderKept(many)).toBe(`${line}; the same goes for 2 more entries.`)
    expect(summaryOf(many)).toMatch(/^### Superseded: .*, which is newer\n/)
    expect(
      summaryOf(many)
        .split('\n', 1)[0]
        ?.match(/which is newer/g)
    ).toHaveLength(1)
  })

  test('is escaped where it is shown', () => {
    const hostile = {
      ...kept,
      path: 'a|`b`<img>/kustomization.yaml',
      before: { newName: undefined, newTag: 'v\n::error::x', digest: undefined }
    }
    const superseded = { outcome: 'superseded', entries: [], kept: [hostile] } as const
    expect(summaryOf(superseded)).not.toMatch(/<img>|\n::error/)
    expect(renderClosing({ ...report, ...superseded }, 'r').join('\n')).not.toMatch(/\n::error/)
  })
})
