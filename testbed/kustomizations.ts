import { makeChange, makeEntries } from './image-entries.ts'
import { imagesFields, type Oddity } from './images-field.ts'
import { createRandom } from './random.ts'
import { filesFor, makeResources, otherFields } from './surroundings.ts'
import { type Yaml, writeYaml } from './yaml-writer.ts'
import type { ImageChange } from './edit-images.ts'

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

/** Generates a case; the same seed and number give the same case. */
export function generateCase(seed: number, index: number): KustomizationCase {
  const random = createRandom(seed, index)
  const id = `case${index}z`
  const oddities = new Set<Oddity>()
  const entries = makeEntries(random)
  const change = makeChange(entries, random)
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
