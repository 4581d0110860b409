import { describe, expect, test } from '@jest/globals'

import type { Bump, FileEdit } from '../../../../src/plan/plan.ts'
import type { OwnImage } from '../../../../src/inputs/images.ts'
import type { Inputs } from '../../../../src/inputs/inputs.ts'
import { keepOrder, renderSuperseded } from '../../../../src/plan/guards/order.ts'
import type { LeaveOut } from '../../../../src/plan/leave-out.ts'
import { needsOrder } from '../../../../src/plan/guards/source-commit.ts'
import type { Source } from '../../../../src/source/index.ts'
import type { Relation } from '../../../../src/source/relation.ts'
import { fileEdit } from '../../../support/plan/file-edit.ts'
import type { RunContext } from '../../../../src/context/context.ts'

const ours = 'a'.repeat(40)
const other = 'b'.repeat(40)

type Shape = Partial<Pick<Inputs, 'allowOlder' | 'lines'>> & { readonly image?: Partial<OwnImage> }

function request(
  relationOf: (tag: string | undefined) => Relation | 'unknown',
  shape: Shape = {},
  isTag = false
) {
  const asked: string[] = []
  const guard: Pick<Source, 'order' | 'commitOf'> = {
    commitOf: ({ name, tag, digest }) => {
      asked.push(`label of ${name} ${tag ?? ''} ${digest ?? ''}`.trim())
      return Promise.resolve(undefined)
    },
    order: (from, { name, tag }) => {
      asked.push(`${from.slice(0, 4)} ${name} ${tag ?? ''}`)
      const relation = relationOf(tag)
      return Promise.resolve(
        relation === 'unknown'
          ? { kind: 'unknown', reason: 'why' }
          : { kind: 'known', commit: other, value: { relation, ahead: 2 } }
      )
    }
  }
  const image = {
    tag: ours,
    tagIsLiteral: false,
    tagNamesCommit: true,
    entryName: undefined,
    repository: { name: 'shop' },
    ...shape.image
  }
  const inputs = { allowOlder: false, lines: [], ...shape, images: [image] } as unknown as Inputs
  const context = {
    sourceCommit: ours,
    triggerCommit: 'c'.repeat(40),
    isTag,
    refName: 'v2'
  } as RunContext
  return { asked, options: { inputs, context, builtFrom: () => undefined, guard } }
}

function bumpOf(edits: readonly FileEdit[]): Bump {
  const text = { message: '', author: { name: '', email: '' }, committer: { name: '', email: '' } }
  return { files: [], edits, changes: [], notices: [], superseded: [], unchanged: [], text }
}

const stage = fileEdit('stage/k.yaml', 'shop', { newTag: 'new' }, { newTag: ours })
const prod = fileEdit('prod/k.yaml', 'shop', { newTag: 'old' }, { newTag: ours })

describe('keepOrder', () => {
  test('leaves out what runs newer, file by file, and makes the bump again without it', async () => {
    const { options } = request(tag => (tag === 'new' ? 'descendant' : 'ancestor'))
    let leaveOut: LeaveOut | undefined
    const bump = await keepOrder(
      bumpOf([stage, prod]),
      leave => {
        leaveOut = leave
        return Promise.resolve(bumpOf([prod]))
      },
      options
    )
    expect(leaveOut?.('stage/k.yaml', 0)).toBe(true)
    expect(leaveOut?.('prod/k.yaml', 0)).toBe(false)
    expect(leaveOut?.('stage/k.yaml', 1)).toBe(false)
    expect(bump.edits).toEqual([prod])
    expect(bump.superseded.map(({ path }) => path)).toEqual(['stage/k.yaml'])
    expect(bump.superseded.map(renderSuperseded)).toEqual([
      'stage/k.yaml: shop keeps new: its commit bbbbbbbbbbbb is newer than aaaaaaaaaaaa by 2 commit(s)'
    ])
  })

  test('judges again what is made without the first change: another one may mean the same entry', async () => {
    const { options } = request(tag => (tag === 'new' ? 'descendant' : 'ancestor'), {
      lines: [{ namesCommit: true } as Inputs['lines'][number]]
    })
    const again: FileEdit = { ...stage, edit: { ...stage.edit, change: 1 } }
    const left: boolean[][] = []
    const bump = await keepOrder(
      bumpOf([stage]),
      leave => {
        left.push([leave('stage/k.yaml', 0), leave('stage/k.yaml', 1)])
        return Promise.resolve(bumpOf(left.length === 1 ? [again] : []))
      },
      options
    )
    expect(left).toEqual([
      [true, false],
      [true, true]
    ])
    expect(bump.edits).toEqual([])
    expect(bump.superseded).toHaveLength(1)
  })

  test.each([
    ['same', 0],
    ['ancestor', 0],
    ['diverged', 1],
    ['unknown', 1]
  ] as const)('replaces what is %s, with %i notice(s)', async (relation, notices) => {
    const { options } = request(() => relation)
    const draft = bumpOf([prod])
    const bump = await keepOrder(draft, () => Promise.reject(new Error('made again')), options)
    expect(bump.edits).toBe(draft.edits)
    expect(bump.notices).toHaveLength(notices)
    expect(bump.notices.every(({ level }) => level === 'notice')).toBe(true)
  })

  test('asks nobody when going back is allowed, when nothing differs, and for a new entry', async () => {
    const never = () => Promise.reject(new Error('made again'))
    const allowed = request(() => 'descendant', { allowOlder: true })
    expect(await keepOrder(bumpOf([prod]), never, allowed.options)).toEqual(bumpOf([prod]))
    const { asked, options } = request(() => 'descendant')
    const same = fileEdit('prod/k.yaml', 'shop', { newTag: ours }, { newTag: ours })
    const added: FileEdit = { ...prod, edit: { ...prod.edit, added: true } }
    await keepOrder(bumpOf([same, added]), never, options)
    expect([...allowed.asked, ...asked]).toEqual([])
  })

  test.each([
    [
      'a tag that somebody wrote',
      { tag: 'v1', tagIsLiteral: true, tagNamesCommit: false },
      false,
      [`label of shop ${ours}`]
    ],
    [
      'our commit, shortened',
      { tag: 'sha-aaaaaaa', tagIsLiteral: true, tagNamesCommit: false },
      false,
      ['aaaa shop old']
    ],
    [
      'the merge commit of a pull request',
      { tag: 'c'.repeat(40), tagIsLiteral: true, tagNamesCommit: false },
      false,
      ['aaaa shop old']
    ],
    [
      'the version of the release that runs',
      { tag: '2', tagIsLiteral: true, tagNamesCommit: false },
      true,
      [`label of shop ${ours}`, 'aaaa shop old']
    ],
    [
      'a commit that somebody wrote',
      { tag: `sha-${other}`, tagIsLiteral: true, tagNamesCommit: false },
      false,
      ['bbbb shop old']
    ],
    [
      'the tag of the release that runs',
      { tag: 'v2', tagIsLiteral: true, tagNamesCommit: false },
      true,
      [`label of shop ${ours}`, 'aaaa shop old']
    ],
    [
      'a number of the run',
      { tag: '7', tagIsLiteral: false, tagNamesCommit: false },
      false,
      [`label of shop ${ours}`, 'aaaa shop old']
    ]
  ])('takes for the source of %s what it is made from', async (_, image, isTag, expected) => {
    const { asked, options } = request(() => 'ancestor', { image }, isTag)
    await keepOrder(bumpOf([prod]), () => Promise.reject(new Error('made again')), options)
    expect(asked).toEqual(expected)
  })
})

describe('needsOrder', () => {
  test.each([
    [true, {}],
    [false, { allowOlder: true }],
    [false, { image: { tag: 'v1', tagIsLiteral: true, tagNamesCommit: false } }]
  ])('%s for %j', (expected, shape) => {
    const { inputs, context } = request(() => 'ancestor', shape).options
    expect(needsOrder(inputs, context)).toBe(expected)
  })
})
