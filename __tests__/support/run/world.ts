import { silentLog } from '../log/silent-log.ts'
import { type Branch, createBranch, type Files } from './branch.ts'
import { createVirtualClock, type VirtualClock } from './clock.ts'
import { createEngine, type Engine } from './engine.ts'
import { createRegistries, type Registries } from './registries.ts'
import { createSource, type SourceRepository } from './source.ts'

/** What kustomize would make of a kustomization, image by image. */
interface Rendered {
  readonly path: string
  readonly images: readonly { readonly resource: string; readonly from: string; readonly to: string }[]
  readonly skipped: string | undefined
}

/** Everything around a run, in memory. It knows nothing of ports: see fake-ports.ts. */
export interface World {
  readonly clock: VirtualClock
  readonly log: ReturnType<typeof silentLog>
  readonly branch: Branch
  readonly registries: Registries
  readonly engine: Engine
  readonly source: SourceRepository
  /** The checkout that `publish: workspace` writes into. */
  readonly workspace: { files: Files; readOnly: Error | undefined }
  /** What each request to a registry or to the branch waits for, before it arrives and before its answer does. */
  pause: (() => Promise<void>) | undefined
  /** Takes the place of the real advice: its messages, when they are there. */
  advise: (() => Promise<readonly string[]>) | undefined
  /** Takes the place of the kustomize CLI, which is not there. */
  render: (() => Promise<readonly Rendered[]>) | undefined
}

/** Four commits of the application's repository, the oldest first, on one line of history. */
export const [c1, c2, c3, c4] = ['1a', '2b', '3c', '4d'].map(each => each.repeat(20)) as [
  string,
  string,
  string,
  string
]

export const shop = 'ghcr.io/acme/shop'
export const web = 'ghcr.io/acme/web'

/** The kustomization that a run is about when a test says nothing else. */
export const prod = 'apps/prod/kustomization.yaml'

/** @param files the GitOps repository, or only the text of `prod` */
export function createWorld(files: Files | string): World {
  const clock = createVirtualClock()
  const registries = createRegistries()
  const all = typeof files === 'string' ? { [prod]: files } : files
  return {
    clock,
    log: silentLog(),
    branch: createBranch(all),
    registries,
    engine: createEngine(registries, clock),
    source: createSource([c1, c2, c3, c4]),
    workspace: { files: all, readOnly: undefined },
    ...{ pause: undefined, advise: undefined },
    render: undefined
  }
}

type Entry = Readonly<Partial<Record<'name' | 'newName' | 'newTag' | 'digest', string>>>

/** A kustomization with these entries. */
export function kustomization(...entries: readonly Entry[]): string {
  const lines = entries.flatMap(entry =>
    Object.entries(entry).map(([key, value], index) => `${index === 0 ? '-' : ' '} ${key}: ${value}\n`)
  )
  return `images:\n${lines.join('')}`
}
