import type { ErrorCode } from '../../../src/errors/errors.ts'
import type { VirtualClock } from './clock.ts'
import type { Registries } from './registries.ts'

/** How a build ends that does not end well. */
interface BuildFailing {
  readonly kind: 'transient' | 'tag-exists' | 'refused' | 'other'
  readonly code: ErrorCode
  readonly message: string
  /** The image is in the registry all the same. */
  readonly arrives?: boolean
}

/** What is asked of the engine. */
interface Build {
  readonly name: string
  readonly tag: string
  readonly labels: Readonly<Record<string, string>>
  /** The image whose inline cache may be imported. */
  readonly previous: string | undefined
  /** Nothing is kept for other builds. */
  readonly importsOnly: boolean
}

/** What builds images, with what it did. Each build takes two seconds. */
export interface Engine {
  /** The builds, in the order in which they began. */
  readonly builds: Build[]
  /** What the next builds of a repository fail with, one each; undefined for one that does not. */
  readonly failing: Map<string, (BuildFailing | undefined)[]>
  /** What happens while an image is built; what it throws ends the build. */
  readonly during: Map<string, () => void>
  /** What the build checks say of the Dockerfile. */
  readonly remarks: string[]
  /** What it will do otherwise than asked. */
  readonly limits: string[]
  /** It was told that it will probably be needed. */
  isPrepared: boolean
  /** Why it cannot build at all. */
  unusable: Error | undefined
  /** Builds and pushes; returns the digest, or why there is none. */
  build(build: Build): Promise<string | BuildFailing>
}

export function createEngine(registries: Registries, clock: VirtualClock): Engine {
  const engine: Engine = {
    builds: [],
    failing: new Map(),
    during: new Map(),
    remarks: [],
    limits: [],
    isPrepared: false,
    unusable: undefined,
    build: async build => {
      const { name, tag, labels } = build
      engine.builds.push(build)
      await clock.sleep(2_000)
      engine.during.get(name)?.()
      const failing = engine.failing.get(name)?.shift()
      if (failing !== undefined && failing.arrives !== true) return failing
      const digest = registries.push(name, tag, {
        revision: labels['org.opencontainers.image.revision'],
        source: labels['org.opencontainers.image.source']
      })
      return failing ?? digest
    }
  }
  return engine
}
