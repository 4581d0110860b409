import { createHash } from 'node:crypto'

/** What a registry has of an image. */
interface StoredImage {
  readonly digest: string
  /** The label `org.opencontainers.image.revision`. */
  readonly revision: string | undefined
  /** The label `org.opencontainers.image.source`. */
  readonly source: string | undefined
}

type Labels = Partial<Pick<StoredImage, 'revision' | 'source'>>

/** What is wrong with a repository of a registry. */
interface Trouble {
  /** No answer, or one that says that we may not know. */
  readonly reading?: 'unavailable' | 'denied'
  /** The same, for the labels of images alone. */
  readonly labels?: 'unavailable' | 'denied'
  /** The registry would refuse a push, or has no such repository. */
  readonly pushing?: 'denied' | 'missing'
  /** Tags cannot be set. */
  readonly tagging?: 'denied'
  /** The digest that the bytes of its manifests have, whatever a header says. */
  readonly manifest?: string
}

/** All registries there are. An image is found by `name:tag` and `name@digest`. */
export interface Registries {
  /** The references that were asked for, in their order. */
  readonly asked: string[]
  /** The references whose manifests were read, in their order. */
  readonly read: string[]
  /** The references whose labels were asked for, in their order. */
  readonly labels: string[]
  /** The next answers of a repository to the question for a tag, from before: a digest, or undefined for nothing. */
  readonly late: Map<string, (string | undefined)[]>
  /** By the name of the repository. */
  readonly trouble: Map<string, Trouble>
  /** Pushes an image, and returns its digest; without labels nobody knows what it was made from. */
  push(name: string, tag: string, labels?: Labels): string
  /** Gives the image of a digest one more tag. */
  tag(name: string, tag: string, digest: string): void
  /** Finds an image by a tag or a digest. */
  find(name: string, version: string): StoredImage | undefined
}

export function createRegistries(): Registries {
  const tags = new Map<string, string>()
  const images = new Map<string, StoredImage>()
  let pushes = 0
  return {
    asked: [],
    read: [],
    labels: [],
    late: new Map(),
    trouble: new Map(),
    push: (name, tag, labels = {}) => {
      pushes += 1
      const digest = `sha256:${createHash('sha256').update(`${name}:${tag} ${pushes}`).digest('hex')}`
      images.set(`${name}@${digest}`, { revision: undefined, source: undefined, ...labels, digest })
      tags.set(`${name}:${tag}`, digest)
      return digest
    },
    tag: (name, tag, digest) => {
      tags.set(`${name}:${tag}`, digest)
    },
    find: (name, version) =>
      images.get(`${name}@${version.includes(':') ? version : (tags.get(`${name}:${version}`) ?? '')}`)
  }
}

/** How an image is written: `name:tag` or `name@digest`. */
export function referenceTo(name: string, version: string): string {
  return `${name}${version.includes(':') ? '@' : ':'}${version}`
}
