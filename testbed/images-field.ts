import type { Entry } from './image-entries.ts'
import type { Random } from './random.ts'
import type { Pairs, Yaml } from './yaml-writer.ts'
import type { ImageChange } from './edit-images.ts'

/** What is odd about a list or a change of it. */
export type Oddity =
  /** A value or a whole entry is used elsewhere by an alias. */
  | 'alias'
  /** An entry takes fields from another one by `<<`. */
  | 'merge'
  /** An entry has a field twice. */
  | 'repeated field'
  /** The list is there as `images` and as `Images`. */
  | 'two cases'
  /** The tag of the entry is a number, so kustomize cannot read the file. */
  | 'unquoted'

/** Writes the entries into `images`, `imageTags` or both, sometimes oddly, which is added to `oddities`. */
export function imagesFields(
  entries: readonly Entry[],
  change: ImageChange,
  oddities: Set<Oddity>,
  random: Random
): (readonly [string, Yaml])[] {
  if (entries.length === 0) return random.pick([[], [['images', []]], [['images', null]]])
  const keyCase = random.chance(0.05) ? random.pick(['lower', 'upper'] as const) : 'usual'
  const inCase = (key: string) => {
    if (keyCase === 'usual') return key
    return keyCase === 'lower' ? key.toLowerCase() : key.toUpperCase()
  }
  const isAlphabetical = random.chance(0.3)
  const items = entries.map(entry => {
    const pairs = Object.entries(entry).flatMap(([key, value]: [string, string | null | undefined]) =>
      value === undefined ? [] : [[inCase(key), value] as const]
    )
    if (isAlphabetical) pairs.sort()
    return { pairs: random.chance(0.2) ? random.shuffle(pairs) : pairs }
  })
  const listed = makeOdd(items, change, inCase, oddities, random)
  const key = inCase('images')
  const style = random.below(40)
  if (style === 0) return [[inCase('imageTags'), listed]]
  // An anchor has to stand before its alias, and the fields are shuffled.
  if (style === 1 && !oddities.has('alias') && !oddities.has('merge')) {
    const half = random.below(listed.length + 1)
    return [
      [key, listed.slice(0, half)],
      [inCase('imageTags'), listed.slice(half)]
    ].filter((field): field is [string, Yaml[]] => field[1]?.length !== 0)
  }
  const stale: Yaml = [
    {
      pairs: [
        ['name', 'stale'],
        ['newTag', 'v0']
      ]
    }
  ]
  if (style === 2)
    return [
      [key, stale],
      [key, listed]
    ]
  if (style === 3 && random.chance(0.15)) {
    oddities.add('two cases')
    return [
      [key, stale],
      [key === 'images' ? 'Images' : 'images', listed]
    ]
  }
  if (style === 4) return [[key, { anchor: 'unused', value: listed }]]
  return [[key, listed]]
}

/** Writes some entries in ways that an edit may have to refuse, or that it must not fall for. */
function makeOdd(
  items: readonly Pairs[],
  { entryName, image }: ImageChange,
  inCase: (key: string) => string,
  oddities: Set<Oddity>,
  random: Random
): readonly Yaml[] {
  const [name, tag] = [inCase('name'), inCase('newTag')]
  const at = random.below(items.length)
  const item = items[at] ?? { pairs: [] }
  const rest = item.pairs.filter(([key]) => key !== tag)
  const instead = (...others: readonly Yaml[]) => [...items.slice(0, at), ...others, ...items.slice(at + 1)]
  const isTarget = item.pairs.some(([key, value]) => key === name && (value === entryName || value === image))
  switch (random.below(150)) {
    case 0:
      oddities.add('alias')
      return [
        ...instead({ pairs: [...rest, [tag, { anchor: 'tag', value: 'v1' }]] }),
        {
          pairs: [
            [name, 'other'],
            [tag, { alias: 'tag' }]
          ]
        }
      ]
    case 1:
      oddities.add('alias')
      return [
        {
          pairs: [
            [name, 'other'],
            [tag, { anchor: 'tag', value: 'v1' }]
          ]
        },
        ...instead({ pairs: [...rest, [tag, { alias: 'tag' }]] })
      ]
    case 2:
      oddities.add('alias')
      return [...instead({ anchor: 'entry', value: item }), { alias: 'entry' }]
    case 3:
      oddities.add('merge')
      return [
        {
          anchor: 'entry',
          value: {
            pairs: [
              [name, 'other'],
              [tag, 'v1']
            ]
          }
        },
        ...instead({ pairs: [['<<', { alias: 'entry' }], ...(random.chance(0.5) ? item.pairs : rest)] })
      ]
    case 4:
      oddities.add('repeated field')
      return instead({ pairs: [[tag, 'v0'], ...rest, [tag, 'v1']] })
    case 5:
      return instead(item, null)
    case 6:
      return instead({ pairs: [...rest, [tag, { anchor: 'unused', value: 'v1' }]] })
    case 7:
      if (!isTarget) return items
      oddities.add('unquoted')
      return instead({ pairs: [...rest, [tag, random.pick([1.5, 7, 20240101, true])]] })
    default:
      return items
  }
}
