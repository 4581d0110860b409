import { describe, expect, test } from '@jest/globals'

import type { RunContext } from '../../../../src/context/context.ts'
import type { BuildableImage } from '../../../../src/inputs/images.ts'
import type { Inputs } from '../../../../src/inputs/inputs.ts'
import type { WantedEntry } from '../../../../src/kustomization/edit/entry-stages.ts'
import { remarkNotices } from '../../../../src/plan/guards/guard.ts'
import { keepUnchanged, renderUnchanged, sourcesOf } from '../../../../src/plan/guards/unchanged.ts'
import { type Source, unknown } from '../../../../src/source/index.ts'
import { entryEdit, fileEdits } from '../../../support/plan/entry-edit.ts'

const ours = 'a'.repeat(40)
const running = 'b'.repeat(40)
const build = { context: 'services/api', file: undefined, buildContexts: [] }

interface Scene {
  readonly since?: Awaited<ReturnType<Source['changedSince']>>
  readonly dirty?: readonly string[] | undefined
  readonly pin?: Inputs['pin']
  readonly skipUnchanged?: boolean
  readonly build?: Partial<BuildableImage['build']>
  readonly tag?: Partial<BuildableImage['tag']>
  readonly digest?: string
  /** Of what a digest names. */
  readonly commitOf?: Awaited<ReturnType<Source['commitOf']>>
}

function request(scene: Scene = {}) {
  const asked: unknown[] = []
  const inputs = {
    pin: scene.pin ?? 'tag',
    building: { skipUnchanged: scene.skipUnchanged ?? true },
    images: [
      {
        ...{ kind: 'buildable', id: 'image', digest: scene.digest, build: { ...build, ...scene.build } },
        tag: { isLiteral: false, namesCommit: true, ...scene.tag }
      }
    ]
  } as unknown as Inputs
  const context = {
    sourceCommit: ours,
    workflowFile: '.github/workflows/d.yml',
    workspace: '/w'
  } as RunContext
  const source = {
    changedSince: (...question: readonly unknown[]) => {
      asked.push(question)
      return Promise.resolve(
        scene.since ?? { kind: 'known' as const, commit: running, value: 'unchanged' as const }
      )
    },
    commitOf: (...question: readonly unknown[]) => {
      asked.push(question)
      return Promise.resolve(scene.commitOf ?? unknown('registry', 'it did not answer'))
    },
    dirty: () => Promise.resolve('dirty' in scene ? scene.dirty : [])
  }
  return { asked, options: { inputs, context, source } }
}

const edit = entryEdit('prod/k.yaml', 'api', { newTag: running }, { newTag: ours })

async function keep(scene: Scene, edits: readonly WantedEntry[] = [edit]) {
  const { asked, options } = request(scene)
  const { wanted, kept, remarks } = await keepUnchanged(edits, [], options)
  const lines = kept.flatMap(entry => (entry.why === 'unchanged' ? [renderUnchanged(entry)] : []))
  const set = edits.map(entry => ({ ...edit, ...entry }))
  return { asked, wanted, kept, lines, notices: remarkNotices(remarks, fileEdits(set)) }
}

describe('keepUnchanged', () => {
  test('keeps what no commit has touched since what runs', async () => {
    const { asked, wanted, lines } = await keep({})
    expect(asked).toEqual([
      [ours, [running], ['services/api', 'services/api/Dockerfile', '.github/workflows/d.yml']]
    ])
    expect(wanted).toEqual([])
    expect(lines).toEqual([
      `prod/k.yaml: api keeps ${running}: its sources have not changed since bbbbbbbbbbbb`
    ])
  })

  describe('what a digest names', () => {
    const doubt = unknown('registry', 'it did not answer')
    const pinned = { newTag: running, digest: 'sha256:1' }
    const digestOnly = { newTag: undefined, digest: 'sha256:1' }
    const built = 'c'.repeat(40)

    test.each([
      ['beside a tag', pinned],
      ['alone', digestOnly]
    ])('is what counts, %s', async (_, before) => {
      const commitOf = { kind: 'commit', commit: built, doubt: undefined } as const
      const entry = { ...edit, before: { ...edit.before, ...before } }
      const { asked, wanted } = await keep({ pin: 'digest', commitOf }, [entry])
      const { newTag: tag, digest } = before
      expect(asked).toEqual([[{ name: 'api', tag, digest }], [ours, [built], expect.anything()]])
      expect(wanted).toEqual([])
    })

    test.each([
      ['it is not known', doubt],
      ['it is only known by the tag beside it', { kind: 'commit', commit: running, doubt } as const]
    ])('is deployed when %s', async (_, commitOf) => {
      const entry = { ...edit, before: { ...edit.before, ...pinned } }
      const { wanted, notices } = await keep({ pin: 'tag+digest', commitOf }, [entry])
      expect(wanted).toEqual([entry])
      expect(notices.map(({ message }) => message).join()).toContain('(it did not answer)')
    })

    test('says what to do where the token may not read the source', async () => {
      const entry = { ...edit, before: { ...edit.before, ...pinned } }
      const commitOf = unknown('access', 'the source repository could not be read')
      const { notices } = await keep({ pin: 'tag+digest', commitOf }, [entry])
      expect(notices).toMatchObject([{ level: 'warning' }])
      expect(notices[0]?.message).toContain('github-token')
    })
  })

  test('asks nobody when it is not asked for', async () => {
    const { asked, wanted } = await keep({ skipUnchanged: false })
    expect([asked, wanted]).toEqual([[], [edit]])
  })

  test.each([
    [
      'a commit has touched it',
      { since: { kind: 'known', commit: running, value: { by: ours } } },
      [edit],
      0
    ],
    ['it cannot be seen', { since: { kind: 'unknown', cause: 'partial', reason: 'shallow' } }, [edit], 1],
    ['the checkout is not as the commit has it', { dirty: ['services/api/gen.go'] }, [edit], 1],
    ['another commit is checked out', { dirty: undefined }, [edit], 1],
    ['what is built lies elsewhere', { build: { context: '../api' } }, [edit], 1],
    [
      'what runs names no commit',
      {},
      [entryEdit('prod/k.yaml', 'api', { newTag: 'v1' }, { newTag: ours })],
      1
    ],
    ['somebody chose a tag', { tag: { isLiteral: true, namesCommit: false } }, [edit], 0],
    ['another step built it', { digest: 'sha256:1' }, [edit], 0],
    ['a digest is to be added', { pin: 'tag+digest' }, [edit], 0],
    [
      'a digest is to be taken away',
      {},
      [entryEdit('prod/k.yaml', 'api', { newTag: running, digest: 'sha256:1' }, { newTag: ours })],
      0
    ],
    [
      'the entry gets another name',
      {},
      [entryEdit('prod/k.yaml', 'api', { newTag: running, newName: 'x' }, { newTag: ours, newName: 'y' })],
      0
    ],
    ['the entry is new', {}, [{ ...edit, index: undefined }], 0]
  ] as const)('deploys when %s', async (_, scene: Scene, edits, notices) => {
    const result = await keep(scene, [...edits])
    expect(result.wanted).toEqual(edits)
    expect(result.kept).toEqual([])
    expect(result.notices).toHaveLength(notices)
  })

  test('judges each file by what runs there', async () => {
    const other = entryEdit('stage/k.yaml', 'api', { newTag: 'v1' }, { newTag: ours })
    const { wanted, kept } = await keep({}, [edit, other])
    expect(wanted).toEqual([other])
    expect(kept).toHaveLength(1)
  })
})

describe('sourcesOf', () => {
  const context = { workflowFile: undefined, workspace: '/w' }
  test('counts in what says which files are left out', () => {
    const own = { build: { ...build, file: 'docker/api' } as unknown as BuildableImage['build'] }
    expect(sourcesOf(own, context, 'docker/api.dockerignore')).toContain('docker/api.dockerignore')
  })

  test.each([
    [{ context: '.' }, ['.', 'Dockerfile']],
    [{ context: './a/' }, ['a', 'a/Dockerfile']],
    [{ context: 'a', file: './docker/Dockerfile' }, ['a', 'docker/Dockerfile']],
    [
      { context: 'a', buildContexts: ['lib=libs/x', 'base=docker-image://alpine', 'src=https://x/y.git'] },
      ['a', 'a/Dockerfile', 'libs/x']
    ],
    [{ context: '/a' }, undefined],
    [{ context: '/w/a' }, ['a', 'a/Dockerfile']],
    [{ context: 'a', file: '../Dockerfile' }, undefined],
    [{ context: 'a', buildContexts: ['lib=..'] }, undefined],
    [{ context: 'a', buildContexts: ['lib=oci-layout://out'] }, undefined]
  ])('%j', (changes, expected) => {
    expect(
      sourcesOf({ build: { ...build, ...changes } as unknown as BuildableImage['build'] }, context)
    ).toEqual(expected)
  })
})
