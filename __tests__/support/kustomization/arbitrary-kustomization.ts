import fc, { type Arbitrary } from 'fast-check'

import {
  type EntryLayout,
  type FieldLayout,
  type FieldName,
  type Filler,
  type FlowForm,
  type KustomizationLayout,
  type ListLayout,
  otherFields,
  type Tail
} from './layout.ts'
import { renderKustomization, type RenderedKustomization } from './render-kustomization.ts'

export const digests = ['1', '2', '3'].map(digit => `sha256:${digit.repeat(64)}`)
export const tags = ['v1', 'v2', '1.2.3', '3f2a1bc', 'main-1', '2024-01-02', '1.10', '1e3', 'on', '0777']
const newNames = ['ghcr.io/acme/shop', 'mirror.example:5000/web', 'x']
const names = ['shop', 'web', 'ghcr.io/acme/api', 'registry.example:5000/acme/web', 'redis', 'yes', '123']

/** Mostly `usual`; the others are rare enough that files still look like files. */
function mostly<const T>(usual: T, ...others: readonly [T, ...T[]]): Arbitrary<T> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 8, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(...others) }
  )
}

const tail: Arbitrary<Tail> = mostly('', '  ', '\t', '#', '\t#')
const filler: Arbitrary<Filler> = fc.constantFrom('empty', 'comment', 'spaces', 'comment at start')
const fillers = fc.oneof(
  { withCrossShrink: true },
  { weight: 8, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(filler, { maxLength: 2 }) }
)
const flowForm = fc.constantFrom<FlowForm[]>('narrow', 'compact', 'spaced', 'lines', 'wrapped', 'leading')
const keyForm = mostly('plain', 'double', 'single', 'lower', 'upper')

/** Nothing, or something, by their weights. */
function maybe<T>(nothing: number, arbitrary: Arbitrary<T>, some: number): Arbitrary<T | undefined> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: nothing, arbitrary: fc.constant(undefined) },
    { weight: some, arbitrary }
  )
}

/** A field with one of the values; a `name` always has one. */
function field(name: FieldName, values: readonly string[]): Arbitrary<FieldLayout> {
  const noValue = name === 'name' ? [] : (['nothing', 'null', 'tilde', 'quotes'] as const)
  return fc.record({
    name: fc.constant(name),
    value: fc.constantFrom(...values),
    keyForm: mostly('plain', 'double', 'single', 'lower', 'upper', 'explicit'),
    form: fc.oneof(
      { withCrossShrink: true },
      { weight: 6, arbitrary: fc.constantFrom('plain', 'double', 'single') },
      {
        weight: 1,
        arbitrary: fc.constantFrom('escaped', 'split', 'literal', 'folded', 'below', 'alias', ...noValue)
      }
    ),
    property: fc.oneof(
      { withCrossShrink: true },
      { weight: 100, arbitrary: fc.constant('none') },
      { weight: 6, arbitrary: fc.constantFrom('str', 'anchor') },
      { weight: 1, arbitrary: fc.constant('shared') }
    ),
    colon: mostly(': ', ':   ', ' : ', ':\t'),
    tail,
    above: fillers
  })
}

const fields: Arbitrary<readonly FieldLayout[]> = fc
  .record({
    name: field('name', names),
    newName: maybe(1, field('newName', newNames), 1),
    newTag: maybe(1, field('newTag', tags), 5),
    digest: maybe(2, field('digest', digests), 1),
    tagSuffix: maybe(10, field('tagSuffix', ['-x']), 1),
    order: fc.oneof(
      { withCrossShrink: true },
      { weight: 3, arbitrary: fc.constant<number[]>([0, 1, 2, 3, 4]) },
      { weight: 1, arbitrary: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }) }
    )
  })
  .map(({ order, name, newName, newTag, digest, tagSuffix }) => {
    const all = [name, newName, newTag, digest, tagSuffix]
    return order.flatMap(place => all[place] ?? [])
  })

const entry: Arbitrary<EntryLayout> = fc
  .record({
    fields,
    isFlow: mostly(false, true),
    flowForm,
    comma: fc.boolean(),
    dash: mostly('inline', 'wide', 'alone', 'comment'),
    anchor: rarely('anchor', 'shared'),
    merge: rarely('other', 'tag first', 'tag last'),
    above: fillers,
    tail
  })
  // An own tag that covers a merged one may have to go, which is not asked for here.
  .map(each =>
    each.merge === 'tag first' && each.fields.some(({ name }) => name === 'newTag')
      ? { ...each, merge: 'other' as const }
      : each
  )

function rarely<const T>(...others: readonly [T, ...T[]]): Arbitrary<T | 'none'> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 30, arbitrary: fc.constant('none') },
    { weight: 1, arbitrary: fc.constantFrom(...others) }
  )
}

function list(
  key: 'images' | 'imageTags',
  entries: Arbitrary<readonly EntryLayout[]>
): Arbitrary<ListLayout> {
  return fc.record({
    key: fc.constant(key),
    keyForm,
    entries,
    isFlow: mostly(false, true),
    flowForm,
    comma: fc.boolean(),
    indent: fc.constantFrom(0, 2, 4, 1),
    tail,
    empty: fc.constantFrom('brackets', 'nothing', 'null', 'tilde', 'quotes'),
    nothingAt: maybe(15, fc.nat(2), 1)
  })
}

/** Entries of different names, but sometimes one name twice. */
const entries = fc
  .tuple(
    fc.uniqueArray(entry, { minLength: 1, maxLength: 5, selector: nameOf }),
    maybe(10, entry, 1),
    mostly('some', 'none')
  )
  .map(([all, again, some]) => (some === 'none' ? [] : again ? [...all, again] : all))

function nameOf({ fields }: EntryLayout): string {
  return fields.find(({ name }) => name === 'name')?.value ?? ''
}

const few = fc.array(entry, { maxLength: 2 })
const layout: Arbitrary<KustomizationLayout> = fc.record({
  isFlow: mostly(false, true),
  flowForm,
  rootIndent: mostly(0, 2),
  head: fc.subarray(['mark', 'comment', 'empty', 'start', 'directive'] as const),
  images: maybe(1, list('images', entries), 20),
  imageTags: maybe(8, list('imageTags', few), 1),
  unread: maybe(12, list('images', few), 1),
  before: fc.shuffledSubarray([...otherFields.keys()].slice(0, 4), { minLength: 1, maxLength: 3 }),
  behind: fc.shuffledSubarray([...otherFields.keys()].slice(4), { maxLength: 3 }),
  fillers: fc.array(filler, { maxLength: 8 }),
  rest: mostly('nothing', 'end', 'document', 'broken', 'end and document', 'comment'),
  hasFinalBreak: mostly(true, false),
  lineBreak: mostly('LF', 'CRLF', 'mixed')
})

/** Kustomizations in all the ways to write them that people and tools have found, alone and combined. */
export const arbitraryKustomization: Arbitrary<RenderedKustomization> = layout
  // The parser does not see the indentation behind a byte order mark.
  .map(each => (each.head.includes('mark') ? { ...each, rootIndent: 0 as const } : each))
  .map(each => (each.images === undefined ? { ...each, unread: undefined } : each))
  .map(renderKustomization)
