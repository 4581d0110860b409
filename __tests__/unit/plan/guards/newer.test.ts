import { describe, expect, test } from '@jest/globals'

import { parseRepository } from '../../../../src/registry/reference.ts'
import type { RunContext } from '../../../../src/context/context.ts'
import type { BuildableImage, ImageInput } from '../../../../src/inputs/images.ts'
import type { Inputs } from '../../../../src/inputs/inputs.ts'
import type { Tag } from '../../../../src/inputs/tag-template.ts'
import type { WantedEntry } from '../../../../src/kustomization/edit/entry-stages.ts'
import { remarkNotices } from '../../../../src/plan/guards/guard.ts'
import { keepNewer, type NewerOptions, renderSuperseded } from '../../../../src/plan/guards/newer.ts'
import { needsOrder, type SourceCommitOptions } from '../../../../src/plan/source-commit.ts'
import { known, type Relation, unknown } from '../../../../src/source/relation.ts'
import { entryEdit, fileEdits } from '../../../support/plan/entry-edit.ts'

const ours = 'a'.repeat(40)
const other = 'b'.repeat(40)

interface Shape {
  readonly allowOlder?: boolean
  readonly isTakenBack?: boolean
  readonly hasTime?: boolean
  readonly tag?: Partial<Tag>
  readonly others?: readonly ImageInput[]
}

type RelationOf = (tag: string | undefined) => Relation | 'unknown'

function request(relationOf: RelationOf, shape: Shape = {}, isTag = false) {
  const asked: string[] = []
  const source: SourceCommitOptions['source'] = {
    commitOf: ({ name, tag, digest }) => {
      asked.push(`commit of ${name} ${tag ?? ''} ${digest ?? ''}`.trim())
      return Promise.resolve(
        shape.tag?.text === `sha-${other}`
          ? ({ kind: 'commit', commit: other, doubt: undefined } as const)
          : unknown('unnamed', 'it names no commit')
      )
    },
    order: (from, { name, tag }) => {
      asked.push(`${from.slice(0, 4)} ${name} ${tag ?? ''}`)
      const relation = relationOf(tag)
      return Promise.resolve(
        relation === 'unknown'
          ? unknown('other', 'why')
          : known(other, { relation, ahead: 2, isTakenBack: shape.isTakenBack ?? false })
      )
    }
  }
  const repository = parseRepository('shop')
  if (!repository.ok) throw new Error(repository.problem)
  const image: Partial<BuildableImage> = {
    ...{ kind: 'buildable', id: 'image', entryName: undefined, repository: repository.value },
    tag: {
      ...{ text: ours, isLiteral: false, namesCommit: true, isShortened: false, moves: undefined },
      ...shape.tag
    }
  }
  const images = [image, ...(shape.others ?? [])]
  const inputs = { allowOlder: shape.allowOlder ?? false, images } as unknown as Inputs
  const context = {
    ...{ sourceCommit: ours, repository: 'acme/shop', historyRef: 'refs/heads/main' },
    triggerCommit: 'c'.repeat(40),
    isTag,
    refName: 'v2'
  } as RunContext
  const digests = new Map<string, string>()
  const options: NewerOptions = { inputs, context, source, digests, hasTime: () => shape.hasTime ?? true }
  return { asked, options }
}

const stage = entryEdit('stage/k.yaml', 'shop', { newTag: 'new' }, { newTag: ours })
const prod = entryEdit('prod/k.yaml', 'shop', { newTag: 'old' }, { newTag: ours })
const newest: RelationOf = tag => (tag === 'new' ? 'descendant' : 'ancestor')

describe('keepNewer', () => {
  test('keeps what runs newer, file by file, and leaves the rest to be set', async () => {
    const { options } = request(newest)
    const { wanted, kept } = await keepNewer([stage, prod], [], options)
    expect(wanted).toEqual([prod])
    expect(kept.map(({ path }) => path)).toEqual(['stage/k.yaml'])
    expect(kept.flatMap(entry => (entry.why === 'newer' ? [renderSuperseded(entry)] : []))).toEqual([
      'stage/k.yaml: shop keeps new: its commit bbbbbbbbbbbb is newer than aaaaaaaaaaaa by 2 commit(s)'
    ])
  })

  test('judges in turn what another image wants of the same entry', async () => {
    const line = { kind: 'prebuilt', id: 'shop:line', tag: { text: 'line', namesCommit: true } }
    const { asked, options } = request(newest, { others: [line as ImageInput] })
    const again: WantedEntry = { ...stage, id: line.id }
    const { wanted, kept } = await keepNewer([stage, again], [], options)
    expect(asked).toEqual(['aaaa shop new', 'aaaa shop new'])
    expect(wanted).toEqual([])
    expect(kept).toHaveLength(1)
  })

  test('keeps with an entry what the same image wants elsewhere in the file, and nothing of other images', async () => {
    const { options } = request(newest, { others: [{ kind: 'prebuilt', id: 'another' } as ImageInput] })
    const namesake: WantedEntry = { ...stage, index: 1, before: { ...stage.before, newTag: 'old' } }
    const another: WantedEntry = { ...stage, index: 2, id: 'another' }
    const { wanted, kept } = await keepNewer([stage, namesake, another], [], options)
    expect(wanted).toEqual([another])
    expect(kept).toHaveLength(1)
  })

  test.each([
    ['same', 0],
    ['ancestor', 0],
    ['diverged', 1],
    ['unknown', 1]
  ] as const)('replaces what is %s, with %i notice(s)', async (relation, count) => {
    const { options } = request(() => relation)
    const { wanted, remarks } = await keepNewer([prod], [], options)
    const notices = remarkNotices(remarks, fileEdits([prod]))
    expect(wanted).toEqual([prod])
    expect(notices).toHaveLength(count)
    expect(notices.every(({ level }) => level === 'notice')).toBe(true)
  })

  test('replaces what was taken back, and tells it in the log', async () => {
    for (const relation of ['descendant', 'diverged'] as const) {
      const { options } = request(() => relation, { isTakenBack: true })
      const { wanted, remarks } = await keepNewer([prod], [], options)
      expect(wanted).toEqual([prod])
      expect(remarkNotices(remarks, fileEdits([prod]))).toMatchObject([
        {
          level: 'info',
          message:
            'prod/k.yaml:2: shop had old of commit bbbbbbbbbbbb, which was taken back or is of another branch: main does not lead to it.'
        }
      ])
    }
  })

  test('goes back where that is allowed, and tells which commit over which', async () => {
    const { options } = request(() => 'descendant', { allowOlder: true })
    const { wanted, kept, remarks } = await keepNewer([prod, stage], [], options)
    expect([wanted, kept]).toEqual([[prod, stage], []])
    expect(remarkNotices(remarks, fileEdits([prod, stage]))).toMatchObject([
      {
        level: 'info',
        message: `prod/k.yaml:2: shop goes back by 2 commit(s), from old of commit bbbbbbbbbbbb to ${ours} of commit aaaaaaaaaaaa, because \`allow-older\` allows it; the same goes for 1 more entry.`
      }
    ])
    for (const relation of ['ancestor', 'diverged', 'unknown', 'same'] as const) {
      const other = request(() => relation, { allowOlder: true })
      expect(await keepNewer([prod], [], other.options)).toEqual({ wanted: [prod], kept: [], remarks: [] })
    }
  })

  test('asks nobody when there is no time left, and says that', async () => {
    const { asked, options } = request(() => 'descendant', { hasTime: false })
    const { wanted, remarks } = await keepNewer([prod], [], options)
    expect([asked, wanted]).toEqual([[], [prod]])
    expect(remarks).toMatchObject([{ level: 'notice', sentence: expect.stringContaining('no time left') }])
  })

  test('asks nobody when nothing differs, and for a new entry', async () => {
    const { asked, options } = request(() => 'descendant')
    const same = entryEdit('prod/k.yaml', 'shop', { newTag: ours }, { newTag: ours })
    const added: WantedEntry = { ...prod, index: undefined }
    await keepNewer([same, added], [], options)
    expect(asked).toEqual([])
  })

  test.each([
    [
      'a tag that somebody wrote',
      { text: 'v1', isLiteral: true, namesCommit: false },
      false,
      [`commit of shop ${ours}`]
    ],
    [
      'our commit, shortened',
      { text: 'sha-aaaaaaa', isLiteral: false, namesCommit: true, isShortened: true },
      false,
      ['aaaa shop old']
    ],
    [
      'the merge commit of a pull request',
      { text: 'c'.repeat(40), isLiteral: true, namesCommit: false },
      false,
      ['aaaa shop old']
    ],
    [
      'the version of the release that runs',
      { text: '2', isLiteral: true, namesCommit: false },
      true,
      [`commit of shop ${ours}`, 'aaaa shop old']
    ],
    [
      'a commit that somebody wrote',
      { text: `sha-${other}`, isLiteral: true, namesCommit: false },
      false,
      [`commit of shop ${ours}`, 'bbbb shop old']
    ],
    [
      'the tag of the release that runs',
      { text: 'v2', isLiteral: true, namesCommit: false },
      true,
      [`commit of shop ${ours}`, 'aaaa shop old']
    ],
    [
      'a number of the run',
      { text: '7', isLiteral: false, namesCommit: false },
      false,
      [`commit of shop ${ours}`, 'aaaa shop old']
    ]
  ])('takes for the source of %s what it is made from', async (_, tag, isTag, expected) => {
    const { asked, options } = request(() => 'ancestor', { tag }, isTag)
    await keepNewer([prod], [], options)
    expect(asked).toEqual(expected)
  })
})

describe('needsOrder', () => {
  test.each([
    [true, {}],
    [false, { allowOlder: true }],
    [false, { tag: { text: 'v1', isLiteral: true, namesCommit: false } }]
  ])('%s for %j', (expected, shape) => {
    const { inputs, context } = request(() => 'ancestor', shape).options
    expect(needsOrder(inputs, context)).toBe(expected)
  })
})
