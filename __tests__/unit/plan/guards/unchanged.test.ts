import { describe, expect, test } from '@jest/globals'

import type { Bump, FileEdit } from '../../../../src/plan/plan.ts'
import type { OwnImage } from '../../../../src/inputs/images.ts'
import type { Inputs } from '../../../../src/inputs/inputs.ts'
import { keepUnchanged, renderUnchanged, sourcesOf } from '../../../../src/plan/guards/unchanged.ts'
import type { Answer } from '../../../../src/source/index.ts'
import { fileEdit } from '../../../support/plan/file-edit.ts'
import type { RunContext } from '../../../../src/context/context.ts'

const ours = 'a'.repeat(40)
const running = 'b'.repeat(40)
const build = { context: 'services/api', file: undefined, buildContexts: [] }

interface Scene {
  readonly since?: Answer<'unchanged' | { readonly by: string }>
  readonly dirty?: readonly string[] | undefined
  readonly pin?: Inputs['pin']
  readonly skipUnchanged?: boolean
  readonly build?: Partial<OwnImage['build']>
  readonly image?: Partial<OwnImage>
}

function request(scene: Scene = {}) {
  const asked: unknown[] = []
  const inputs = {
    pin: scene.pin ?? 'tag',
    building: { skipUnchanged: scene.skipUnchanged ?? true },
    lines: [],
    images: [{ tagNamesCommit: true, ...scene.image, build: { ...build, ...scene.build } }]
  } as unknown as Inputs
  const context = {
    sourceCommit: ours,
    workflowFile: '.github/workflows/d.yml',
    workspace: '/w'
  } as RunContext
  const changes = {
    changedSince: (...question: readonly unknown[]) => {
      asked.push(question)
      return Promise.resolve(
        scene.since ?? { kind: 'known' as const, commit: running, value: 'unchanged' as const }
      )
    },
    dirty: () => Promise.resolve('dirty' in scene ? scene.dirty : [])
  }
  return { asked, options: { inputs, context, changes, sourceOf: () => undefined } }
}

function bumpOf(edits: readonly FileEdit[]): Bump {
  const text = { message: '', author: { name: '', email: '' }, committer: { name: '', email: '' } }
  return { files: [], edits, changes: [], notices: [], superseded: [], unchanged: [], text }
}

const edit = fileEdit('prod/k.yaml', 'api', { newTag: running }, { newTag: ours })

async function keep(scene: Scene, edits = [edit]) {
  const { asked, options } = request(scene)
  const bump = await keepUnchanged(
    bumpOf(edits),
    leave => Promise.resolve(bumpOf(edits.filter(each => !leave(each.path, each.edit.change)))),
    options
  )
  return { asked, bump }
}

describe('keepUnchanged', () => {
  test('leaves out what no commit has touched since what runs', async () => {
    const { asked, bump } = await keep({})
    expect(asked).toEqual([
      [ours, [running], ['services/api', 'services/api/Dockerfile', '.github/workflows/d.yml']]
    ])
    expect(bump.edits).toEqual([])
    expect(bump.unchanged.map(renderUnchanged)).toEqual([
      `prod/k.yaml: api keeps ${running}: its sources have not changed since bbbbbbbbbbbb`
    ])
  })

  test('asks nobody when it is not asked for', async () => {
    const { asked, bump } = await keep({ skipUnchanged: false })
    expect([asked, bump.edits]).toEqual([[], [edit]])
  })

  test.each([
    [
      'a commit has touched it',
      { since: { kind: 'known', commit: running, value: { by: ours } } },
      [edit],
      0
    ],
    ['it cannot be seen', { since: { kind: 'unknown', reason: 'shallow' } }, [edit], 1],
    ['the checkout is not as the commit has it', { dirty: ['services/api/gen.go'] }, [edit], 1],
    ['another commit is checked out', { dirty: undefined }, [edit], 1],
    ['what is built lies elsewhere', { build: { context: '../api' } }, [edit], 1],
    [
      'what runs names no commit',
      {},
      [fileEdit('prod/k.yaml', 'api', { newTag: 'v1' }, { newTag: ours })],
      1
    ],
    ['somebody chose a tag', { image: { tagIsLiteral: true, tagNamesCommit: false } }, [edit], 0],
    ['another step built it', { image: { digest: 'sha256:1' } }, [edit], 0],
    ['a digest is to be added', { pin: 'tag+digest' }, [edit], 0],
    [
      'a digest is to be taken away',
      {},
      [fileEdit('prod/k.yaml', 'api', { newTag: running, digest: 'sha256:1' }, { newTag: ours })],
      0
    ],
    [
      'the entry gets another name',
      {},
      [fileEdit('prod/k.yaml', 'api', { newTag: running, newName: 'x' }, { newTag: ours, newName: 'y' })],
      0
    ],
    ['the entry is new', {}, [{ ...edit, edit: { ...edit.edit, added: true } }], 0]
  ] as const)('deploys when %s', async (_, scene: Scene, edits, notices) => {
    const { bump } = await keep(scene, [...edits])
    expect(bump.edits).toEqual(edits)
    expect(bump.unchanged).toEqual([])
    expect(bump.notices).toHaveLength(notices)
  })

  test('judges each file by what runs there', async () => {
    const other = fileEdit('stage/k.yaml', 'api', { newTag: 'v1' }, { newTag: ours })
    const { bump } = await keep({}, [edit, other])
    expect(bump.edits).toEqual([other])
    expect(bump.unchanged).toHaveLength(1)
  })
})

describe('sourcesOf', () => {
  const context = { workflowFile: undefined, workspace: '/w' }
  test('counts in what says which files are left out', () => {
    const own = { build: { ...build, file: 'docker/api' } as unknown as OwnImage['build'] }
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
    expect(sourcesOf({ build: { ...build, ...changes } as unknown as OwnImage['build'] }, context)).toEqual(
      expected
    )
  })
})
