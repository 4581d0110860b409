import type { RunContext } from '../../../src/context/context.ts'
import { ActionError } from '../../../src/errors/errors.ts'
import type { Builder, BuildRequest } from '../../../src/builder/builder.ts'
import {
  createBranchTarget,
  createPreviewTarget,
  createWorkspaceTarget,
  type Target
} from '../../../src/gitops/index.ts'
import type { Inputs } from '../../../src/inputs/inputs.ts'
import { createKustomizations, type Kustomizations } from '../../../src/kustomization/kustomizations.ts'
import { parseRepository } from '../../../src/registry/reference.ts'
import type { Registry } from '../../../src/registry/registry.ts'
import type { Ports } from '../../../src/run/ports.ts'
import type { Source } from '../../../src/source/index.ts'
import { failure, success } from '../../../src/errors/result.ts'
import { readDeploy } from '../../../src/source/deploy-trailers.ts'
import { createOrder } from '../../../src/source/order.ts'
import { known, unknown } from '../../../src/source/relation.ts'
import { testSystem } from '../system/test-system.ts'
import type { Files } from './branch.ts'
import { repositoryOf, treeOf } from './fake-repository.ts'
import { referenceTo } from './registries.ts'
import type { World } from './world.ts'

/** Makes the ports of a run out of a world: the only place that knows their shapes. */
export function portsOf(world: World, inputs: Inputs, context: RunContext): Ports {
  const { clock, log } = world
  const registry = slowed(registryOf(world), world)
  return {
    ...{ log, clock, registry },
    builder: builderOf(world, context),
    source: sourceOf(world, registry, context),
    kustomizations: kustomizationsOf(world, inputs, context),
    target: targetOf(world, inputs)
  }
}

type Slow = Readonly<Record<string, (...given: never[]) => Promise<unknown>>>

/** The same, and each request takes as long as the world says. */
function slowed<T extends object>(quick: T, world: World): T {
  const slow = Object.entries(quick as unknown as Slow).map(([name, work]) => [
    name,
    async (...given: never[]) => {
      await world.pause?.()
      const answer = await work(...given)
      await world.pause?.()
      return answer
    }
  ])
  return Object.fromEntries(slow) as T
}

function targetOf(world: World, { publish, remote, publishTimeoutMs: timeoutMs }: Inputs): Target {
  const { clock, log, workspace } = world
  const branch = {
    clock,
    log,
    timeoutMs,
    repository: slowed(repositoryOf(world.branch), world),
    name: remote.name
  }
  if (publish === 'push') return createBranchTarget(branch)
  if (publish === 'none') return createPreviewTarget(branch)
  return createWorkspaceTarget({
    tree: () => Promise.resolve(treeOf(workspace.files)),
    check: () => settle(workspace.readOnly),
    write: files => {
      const written = files.map(({ path, content }) => [path, content.toString()])
      workspace.files = { ...workspace.files, ...(Object.fromEntries(written) as Files) }
      return settle(workspace.readOnly)
    }
  })
}

function kustomizationsOf(world: World, inputs: Inputs, context: RunContext): Kustomizations {
  const { clock, log } = world
  // What is real of these reads trees alone; there is no kustomize, because there is no PATH.
  const processes = { run: () => Promise.reject(new Error('A program was started.')) }
  const system = testSystem({ log, processes, temporary: '/nowhere' })
  const real = createKustomizations(system, { ...inputs, workspace: context.workspace })
  return {
    ...real,
    prefetch: (tree, paths) => clock.meanwhile(real.prefetch(tree, paths)),
    advise: async (tree, files) => {
      if (world.advise === undefined) return await clock.meanwhile(real.advise(tree, files))
      return (await world.advise()).map(message => ({ message, location: undefined }))
    },
    render: async (tree, files) => await (world.render?.() ?? real.render(tree, files))
  }
}

function sourceOf(world: World, registry: Registry, context: RunContext): Source {
  const { source } = world
  return {
    ...orderOf(world, registry, context),
    prepare: () => Promise.resolve(),
    dirty: () => Promise.resolve(source.dirty),
    changedSince: (ours, candidates, paths, ignored) => {
      if (source.trouble !== undefined)
        return Promise.resolve(unknown(source.trouble, 'the source repository could not be read'))
      const [commit] = source.find(candidates)
      const isKnown = commit !== undefined && ['same', 'older'].includes(source.compare(ours, commit).kinship)
      if (!isKnown)
        return Promise.resolve({ kind: 'unknown', cause: 'absent', reason: 'checkout: no such commit' })
      const by = source.touchedSince(ours, commit, paths, ignored)
      return Promise.resolve({ kind: 'known', commit, value: by === undefined ? 'unchanged' : { by } })
    },
    commit: () => {
      const at = '2026-01-01T00:00:00Z'
      const author = 'Ada <ada@example.com>'
      const { sourceCommit: sha } = context
      const deploy = readDeploy(world.branch.objects.get(sha)?.message ?? '')
      return Promise.resolve({ sha, committedAt: at, authoredAt: at, author, subject: 'Sell more', deploy })
    },
    checkedOut: folder => {
      const commit = source.checkouts.has(folder) ? source.checkouts.get(folder) : context.triggerCommit
      if (commit === undefined) return Promise.resolve(undefined)
      const address = source.forks.get(folder)
      return Promise.resolve(
        address === undefined ? { kind: 'ours', commit } : { kind: 'another', commit, address }
      )
    }
  }
}

function orderOf(world: World, registry: Registry, context: RunContext) {
  const { source, log } = world
  const words = { same: 'same', older: 'ancestor', newer: 'descendant', diverged: 'diverged' } as const
  return createOrder({
    history: {
      compare: (ours, candidates) => {
        if (source.trouble !== undefined)
          return Promise.resolve(unknown(source.trouble, 'the source repository could not be read'))
        const [commit, another] = source.find(candidates)
        const [name = ''] = candidates
        if (commit === undefined)
          return Promise.resolve(
            unknown('absent', `the source repository has no commit ${name.slice(0, 12)}`)
          )
        if (another !== undefined)
          return Promise.resolve(unknown('ambiguous', `${name} is the beginning of several commits`))
        const { kinship, ahead } = source.compare(ours, commit)
        return Promise.resolve(known(commit, { relation: words[kinship], ahead }))
      },
      isTakenBack: (_, commit) => {
        const [, branch] = /^refs\/heads\/(.+)$/.exec(context.historyRef ?? '') ?? []
        return Promise.resolve(known(commit, branch !== undefined && !source.leadsTo(commit, branch)))
      }
    },
    sourceCommit: context.sourceCommit,
    findRevision: async (image, reference) => {
      const repository = parseRepository(image)
      return repository.ok ? await registry.findRevision(repository.value, reference) : repository
    },
    sourceUrl: `${context.serverUrl}/${context.repository}`,
    log
  })
}

function registryOf({ registries }: World): Registry {
  const refusal = { kind: 'denied', status: 403, detail: 'ghcr.io: denied' } as const
  return {
    readDigest: ({ name }, version) => {
      registries.read.push(referenceTo(name, version))
      const digest = registries.trouble.get(name)?.manifest ?? registries.find(name, version)?.digest
      return Promise.resolve(digest === undefined ? { kind: 'absent' } : { kind: 'present', digest })
    },
    findTag: ({ name }, version) => {
      registries.asked.push(referenceTo(name, version))
      const reading = registries.trouble.get(name)?.reading
      if (reading === 'denied') return Promise.resolve(refusal)
      if (reading !== undefined) return Promise.resolve({ kind: 'unavailable', detail: 'ghcr.io: no answer' })
      const late = registries.late.get(name) ?? []
      const image =
        late.length > 0 ? late.map(digest => digest && { digest })[0] : registries.find(name, version)
      late.shift()
      return Promise.resolve(image ? { kind: 'present', digest: image.digest } : { kind: 'absent' })
    },
    findRevision: ({ name }, version) => {
      registries.labels.push(referenceTo(name, version))
      const { reading, labels = reading } = registries.trouble.get(name) ?? {}
      const image = registries.find(name, version)
      if (labels !== undefined)
        return Promise.resolve(failure(`ghcr.io answered with status ${labels === 'denied' ? 403 : 429}`))
      return Promise.resolve(success(image ?? { revision: undefined, source: undefined, isAbsent: true }))
    },
    checkPush: ({ name }) => {
      const pushing = registries.trouble.get(name)?.pushing
      if (pushing === 'denied') return Promise.resolve(refusal)
      return Promise.resolve(pushing ? { kind: 'missing', detail: 'NAME_UNKNOWN' } : { kind: 'allowed' })
    },
    copyTag: ({ name }, from, to) => {
      const image = registries.find(name, from)
      if (registries.trouble.get(name)?.tagging !== undefined) return Promise.resolve(refusal)
      if (image === undefined) return Promise.resolve({ kind: 'absent' })
      registries.tag(name, to, image.digest)
      return Promise.resolve({ kind: 'copied', digest: image.digest })
    },
    inspect: () => Promise.resolve({ size: 5_000_000, config: undefined })
  }
}

function builderOf({ engine, source }: World, { workspace }: RunContext): Builder {
  const notices = (texts: readonly string[]) => texts.map(message => ({ message, location: undefined }))
  return {
    findSource: ({ context: folder, file = folder === '.' ? 'Dockerfile' : `${folder}/Dockerfile` }) => {
      const at = (each: string) => `${workspace}/${each}`
      const ignoreFile = `${file}.dockerignore`
      if (source.files.has(file)) {
        const found = { kind: 'found', context: at(folder), file: at(file) } as const
        return Promise.resolve(source.files.has(ignoreFile) ? { ...found, ignoreFile } : found)
      }
      const problem = `there is no Dockerfile at ${file} in the workspace.`
      return Promise.resolve({ kind: 'missing', missing: 'file', problem })
    },
    prepare: () => {
      engine.isPrepared = true
    },
    check: () => settle(engine.unusable, notices(engine.limits)),
    build: async ({ repository: { name }, tag, labels, cache }: BuildRequest) => {
      const { previous, importOnly: importsOnly } = cache
      const result = await engine.build({ name, tag, labels, previous, importsOnly })
      if (typeof result === 'string') {
        const steps = { total: 4, cached: 3 }
        return { kind: 'built', digest: result, config: undefined, steps, notices: notices(engine.remarks) }
      }
      const error = new ActionError(result.code, result.message)
      return { kind: 'failed', failure: { kind: result.kind, error } }
    },
    close: () => Promise.resolve()
  }
}

/** Succeeds unless there is a problem. */
function settle(problem: Error | undefined): Promise<void>
function settle<T>(problem: Error | undefined, value: T): Promise<T>
function settle<T>(problem: Error | undefined, value?: T): Promise<T | undefined> {
  return problem === undefined ? Promise.resolve(value) : Promise.reject(problem)
}
