import type { ImageChange } from '../src/kustomization/image-change.ts'
import { createTag } from './image-tags.ts'
import { createRandom, type Random } from './random.ts'
import { type Pairs, type Yaml, writeYaml } from './yaml-writer.ts'

/** A generated kustomization with what is to be changed in it. */
export interface KustomizationCase {
  /** The seed and the number that it can be generated from again. */
  readonly seed: number
  readonly index: number
  /** Part of the names of all its resources and of no others. */
  readonly id: string
  readonly text: string
  /** A Component needs a kustomization around it. */
  readonly isComponent: boolean
  /** The files beside it, by name. */
  readonly files: Readonly<Record<string, string>>
  readonly change: ImageChange
  /** What is odd about the list, which may be a reason to refuse the edit. */
  readonly oddities: ReadonlySet<Oddity>
}

export type Oddity =
  /** A value or a whole entry is used elsewhere by an alias. */
  | 'alias'
  /** An entry takes fields from another one by `<<`. */
  | 'merge'
  /** An entry has a field twice. */
  | 'repeated field'
  /** The list is there as `images` and as `Images`. */
  | 'two cases'
  /** The change is about an entry without a name. */
  | 'nameless'
  /** The tag of the entry is a number, so kustomize cannot read the file. */
  | 'unquoted'

/** A field that is undefined is left out; null is written as nothing. */
interface Entry {
  readonly name?: string | undefined
  readonly newName?: string | null | undefined
  readonly newTag?: string | null | undefined
  readonly digest?: string | null | undefined
  readonly tagSuffix?: string | undefined
}

const plainNames = (
  'shop web api shop-api nginx worker job ui ghcr.io/acme/shop ghcr.io/acme/web ghcr.io/acme/api quay.io/acme/job ' +
  'registry.example:5000/team/db localhost:5000/db docker.io/library/nginx library/nginx Shop on y 123 1.0 null 1e3 é'
).split(' ')
/** Names that mean more than themselves, because kustomize takes them for regular expressions. */
const patternNames = (
  'sh.p ghcr.io/acme/.* a+b foo* (shop|web) [sw]hop .* * shop|web web$ ^web sho{1}p \\w+ shop\\d* ghcr.io/(acme|other)/api ' +
  'shop:1.0 ghcr-io/acme/shop s?hop'
).split(' ')
/** Images that only patterns match. */
const otherImages = 'fo foooo aab whop hop ghcr.io/other/api busybox ghcrXio/acme/shop nginx-x'.split(' ')

/** Images of which some match, whatever the names of the entries are. */
export const sampleImages: readonly string[] = [...plainNames, ...otherImages]

/** Generates a case; the same seed and number give the same case. */
export function generateCase(seed: number, index: number): KustomizationCase {
  const random = createRandom(seed, index)
  const id = `case${index}z`
  const oddities = new Set<Oddity>()
  const entries = makeEntries(random)
  const change = makeChange(entries, oddities, random)
  const isComponent = random.chance(0.05)
  const resources = makeResources(id, entries, random)
  const hasBase = random.chance(0.1)
  const fields = random.shuffle([
    ...otherFields(id, resources, entries, random),
    ...imagesFields(entries, change, oddities, random)
  ])
  const type: [string, Yaml][] =
    isComponent || random.chance(0.5)
      ? [
          [
            'apiVersion',
            isComponent ? 'kustomize.config.k8s.io/v1alpha1' : 'kustomize.config.k8s.io/v1beta1'
          ],
          ['kind', isComponent ? 'Component' : 'Kustomization']
        ]
      : []
  const root = { pairs: [...type, ['resources', [hasBase ? 'base' : 'resources.yaml']] as const, ...fields] }
  const text = writeYaml(root, random)
  return {
    seed,
    index,
    id,
    text,
    isComponent,
    files: filesFor(resources, hasBase, entries, random),
    change,
    oddities
  }
}

function makeDigest(random: Random): string {
  return `sha256:${Array.from({ length: 64 }, () => random.below(16).toString(16)).join('')}`
}

function makeEntries(random: Random): readonly Entry[] {
  const count = random.pick([0, 1, 1, 2, 2, 3, 3, 4, 5, 6])
  // In most files no entry has to do with another one.
  const isTangled = random.chance(0.3)
  const names = random.shuffle(plainNames)
  if (!isTangled && random.chance(0.4)) names.splice(count).sort()
  return Array.from({ length: count }, (_, index) => {
    const fallback = names[index] ?? 'shop'
    const name = isTangled
      ? random.pick([fallback, fallback, random.pick(patternNames), random.pick(names.slice(0, 3))])
      : random.chance(0.04)
        ? random.pick(patternNames)
        : fallback
    return makeEntry(name, isTangled, random)
  })
}

function makeEntry(name: string, isTangled: boolean, random: Random): Entry {
  const nothing = () => random.pick([null, ''])
  const rename = isTangled
    ? random.pick(plainNames)
    : `${random.pick(['mirror.example:8443', 'ghcr.io/new'])}/${name.replace(/[^\w./-]/g, 'x')}`
  return {
    name: random.chance(0.01) ? undefined : name,
    newName: random.chance(0.35) ? rename : random.chance(0.03) ? nothing() : undefined,
    newTag: random.chance(0.75) ? createTag(random) : random.chance(0.2) ? nothing() : undefined,
    digest: random.chance(0.25) ? makeDigest(random) : random.chance(0.05) ? nothing() : undefined,
    tagSuffix: random.chance(0.05) ? random.pick(['-dbg', '-alpine']) : undefined
  }
}

function makeChange(entries: readonly Entry[], oddities: Set<Oddity>, random: Random): ImageChange {
  const pin = random.pick(['tag', 'tag', 'tag', 'tag+digest', 'digest'] as const)
  const target = random.chance(0.88) && entries.length > 0 ? random.pick(entries) : undefined
  const values = {
    newTag: target?.newTag && random.chance(0.08) ? target.newTag : createTag(random),
    digest: random.chance(0.5) ? makeDigest(random) : undefined
  }
  if (!target) {
    const name = random.pick(plainNames)
    const image = random.chance(0.3) ? `ghcr.io/new/${name.replace(/[^\w./-]/g, 'x')}` : name
    const isNamed = image !== name || random.chance(0.5)
    return { image, entryName: isNamed ? name : undefined, ...values, pin }
  }
  if (target.name === undefined) oddities.add('nameless')
  const image = target.newName || target.name || 'nothing'
  const isByName = target.name !== undefined && random.chance(0.6)
  const found = isByName
    ? { entryName: target.name, image: random.chance(0.3) ? image : undefined }
    : { image: random.chance(0.8) ? image : (target.name ?? image) }
  const kind = random.below(20)
  if (kind === 0) return { ...found, newName: 'registry.example/renamed', ...values, pin }
  if (kind === 1) return { ...found, newName: random.pick(['registry.example:8443/x', 'shop']), pin }
  if (kind === 2) return { ...found, digest: makeDigest(random), keepTag: random.chance(0.3), pin }
  return { ...found, ...values, pin }
}

/** The fields that hold the entries: `images`, `imageTags` or both. */
function imagesFields(
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

interface Resource {
  readonly kind: string
  readonly name: string
  readonly images: readonly string[]
  readonly text: string
}

function makeResources(id: string, entries: readonly Entry[], random: Random): readonly Resource[] {
  const names = entries
    .flatMap(({ name, newName }) => [name, newName])
    .filter(name => typeof name === 'string')
  const known = [...names, ...names, ...plainNames, ...otherImages].filter(name => /^[\w./:é-]+$/.test(name))
  const makeImage = () => {
    const name = random.chance(0.8) ? random.pick(known.slice(0, 2 * names.length + 2)) : random.pick(known)
    const ending = random.pick([
      '',
      ':1',
      ':1',
      ':v1.0',
      ':1.0',
      `@${makeDigest(random)}`,
      `:1@${makeDigest(random)}`,
      ':'
    ])
    return name + ending
  }
  return Array.from({ length: random.pick([1, 1, 1, 1, 1, 2]) }, (_, index) => {
    const kind = random.pick(['Deployment', 'Deployment', 'CronJob', 'Pod', 'Rollout'])
    const images = Array.from({ length: 2 + random.below(3) }, makeImage)
    const name = `${id}-${'abc'.charAt(index)}`
    return { kind, name, images, text: renderResource(kind, name, images, random.chance(0.3)) }
  })
}

/** JSON is YAML, and quotes itself. */
function renderResource(kind: string, name: string, images: readonly string[], hasInit: boolean): string {
  const containers = images.map((image, index) => ({ name: `c${index}`, image }))
  const spec = hasInit
    ? { initContainers: containers.slice(0, 1), containers: containers.slice(1) }
    : { containers }
  const [apiVersion, body] =
    kind === 'Pod'
      ? ['v1', spec]
      : kind === 'CronJob'
        ? ['batch/v1', { jobTemplate: { spec: { template: { spec } } } }]
        : [kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1', { template: { spec } }]
  return JSON.stringify({ apiVersion, kind, metadata: { name }, spec: body })
}

function filesFor(
  resources: readonly Resource[],
  hasBase: boolean,
  entries: readonly Entry[],
  random: Random
): Record<string, string> {
  const text = `${resources.map(each => each.text).join('\n---\n')}\n`
  if (!hasBase) return { 'resources.yaml': text }
  const names = entries.flatMap(({ name }) => (name !== undefined && /^[\w./:-]+$/.test(name) ? [name] : []))
  const images = names.length > 0 && random.chance(0.5) ? [{ name: random.pick(names), newTag: 'base' }] : []
  return {
    'base/resources.yaml': text,
    'base/kustomization.yaml': JSON.stringify({ resources: ['resources.yaml'], images })
  }
}

/** Fields that have nothing to do with the list, some of them with images in their texts. */
function otherFields(
  id: string,
  resources: readonly Resource[],
  entries: readonly Entry[],
  random: Random
): (readonly [string, Yaml])[] {
  const deployment = resources.find(({ kind }) => kind === 'Deployment')
  const name = random.pick(entries.length > 0 ? entries : [{ name: 'shop' }]).name ?? 'shop'
  const image = `${name.replace(/[^\w./:-]/g, 'x')}:patched`
  const optional: (readonly [string, Yaml] | undefined)[] = [
    ['namespace', random.pick(['prod', 'on'])],
    ['namePrefix', 'p-'],
    ['nameSuffix', '-v1'],
    [
      'labels',
      [
        {
          pairs: [
            ['pairs', { pairs: [['app.kubernetes.io/name', name.replace(/\W/g, 'x')]] }],
            ['includeSelectors', false]
          ]
        }
      ]
    ],
    [
      'commonAnnotations',
      {
        pairs: [
          ['image', { anchor: 'image', value: `${name.replace(/[^\w./:-]/g, 'x')}:v1` }],
          ['again', { alias: 'image' }]
        ]
      }
    ],
    [
      'commonAnnotations',
      {
        pairs: [
          ['newTag', '1.10'],
          ['note', '# not a comment']
        ]
      }
    ],
    deployment && [
      'replicas',
      [
        {
          pairs: [
            ['name', deployment.name],
            ['count', 1 + random.below(5)]
          ]
        }
      ]
    ],
    deployment && ['patches', [makePatch(deployment, image, random)]],
    deployment && ['patchesStrategicMerge', [strategicMerge(deployment, image)]],
    [
      'configMapGenerator',
      [
        {
          pairs: [
            ['name', `${id}-config`],
            ['literals', [`image=${image}`, 'images=- name: shop']]
          ]
        }
      ]
    ],
    ['generatorOptions', { pairs: [['disableNameSuffixHash', true]] }],
    ['crds', []],
    ['components', null]
  ]
  const chosen = optional.filter(field => field !== undefined).filter(() => random.chance(0.06))
  return chosen.filter(([key], index) => chosen.findIndex(field => field[0] === key) === index)
}

function strategicMerge({ name, images }: Resource, image: string): string {
  return [
    ...[
      'apiVersion: apps/v1',
      'kind: Deployment',
      'metadata:',
      `  name: ${name}`,
      'spec:',
      '  template:',
      '    spec:'
    ],
    ...[
      '      containers:',
      `      - name: c${images.length - 1}`,
      `        image: ${image}`,
      '        # images:'
    ]
  ].join('\n')
}

function makePatch(resource: Resource, image: string, random: Random): Yaml {
  const path = '/spec/template/spec/containers/0/image'
  const patch = random.chance(0.5)
    ? strategicMerge(resource, image)
    : `- op: replace\n  path: ${path}\n  value: ${image}`
  return {
    pairs: [
      [
        'target',
        {
          pairs: [
            ['kind', 'Deployment'],
            ['name', resource.name]
          ]
        }
      ],
      ['patch', patch]
    ]
  }
}
