import { type Entry, makeDigest, otherImages, plainNames } from './image-entries.ts'
import type { Random } from './random.ts'
import type { Yaml } from './yaml-writer.ts'

/** A manifest with containers. */
export interface Resource {
  readonly kind: string
  readonly name: string
  readonly images: readonly string[]
  readonly text: string
}

/** Makes manifests whose images are partly those of the entries. */
export function makeResources(id: string, entries: readonly Entry[], random: Random): readonly Resource[] {
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

/** Returns the files beside the kustomization, by name. */
export function filesFor(
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
export function otherFields(
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
