import fc, { type Arbitrary } from 'fast-check'

import { digests, tags } from './arbitrary-kustomization.ts'
import { entriesOf } from './expected-edit.ts'
import type { KustomizationLayout } from './layout.ts'
import type { ImageChange } from '../../../testbed/edit-images.ts'

/** Makes changes for a layout. */
export type MakeChanges = (layout: KustomizationLayout) => readonly ImageChange[]

const wish = fc
  .record({
    newTag: fc.constantFrom(...['v3', ...tags, 'v2.0.0', '12345678', 'null', 'y', '1_000', undefined]),
    digest: fc.constantFrom(undefined, ...digests),
    newName: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom('z', 'new.example:5000/team/z') }
    ),
    pin: fc.constantFrom('tag' as const, 'tag+digest' as const, 'digest' as const)
  })
  // Without a digest, none can be pinned.
  .map(each => (each.digest === undefined && each.pin === 'digest' ? { ...each, pin: 'tag' as const } : each))
  .map(each =>
    (each.newTag ?? each.digest ?? each.newName) === undefined ? { ...each, newTag: 'v3' } : each
  )

const target = fc.record({
  /** The place of an entry; beyond the last there is no such entry. */
  place: fc.nat(30),
  by: fc.constantFrom('name', 'name', 'image')
})

/** Changes for one to three different names, mostly of entries that are there. */
export const arbitraryChanges: Arbitrary<MakeChanges> = fc
  .array(fc.tuple(target, wish), { minLength: 1, maxLength: 3 })
  .map(wishes => layout => {
    const entries = entriesOf(layout)
    const changes = new Map<string, ImageChange>()
    for (const [{ place, by }, wanted] of wishes) {
      const entry = place > 27 ? undefined : entries[place % Math.max(1, entries.length)]
      const name = entry?.name ?? 'absent'
      const image = entry ? (entry.values.newName ?? name) : 'registry.example/absent'
      // A new name is only ever given to an entry that is named: by the old image it would not be found again.
      const change = by === 'name' ? { entryName: name, image } : { image, newName: undefined }
      if (!changes.has(name)) changes.set(name, { ...wanted, ...change })
    }
    return [...changes.values()]
  })
