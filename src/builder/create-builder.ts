import type { BuildPorts, BuildTask, BuiltImage } from './build-task.ts'
import type { Builder, BuildEngine } from './builder.ts'
import { findBuildSource } from './context.ts'
import { once } from '../async/once.ts'
import type { System } from '../system/system.ts'
import type { ActionError } from '../errors/errors.ts'
import type { ImageRepository, Logins, PushCheck } from '../registry/index.ts'

export interface BuilderOptions {
  readonly engine: 'buildx' | 'buildah'
  /** The name of a builder of Buildx; undefined for the current one. */
  readonly builder: string | undefined
  /** Where images will be pushed. */
  readonly repositories: readonly ImageRepository[]
  readonly workspace: string
  readonly logins: Logins
}

/** Creates the builder of the engine that was asked for. Its code is loaded when there is something to build. */
export function createBuilder(system: System, options: BuilderOptions): Builder {
  let isUsed = false
  const engine = once(() => {
    isUsed = true
    return load(system, options)
  })
  return {
    findSource: inputs => findBuildSource(options.workspace, inputs),
    prepare: () => {
      engine().then(
        builder => {
          builder.prepare()
        },
        () => undefined
      )
    },
    check: async request => await (await engine()).check(request),
    build: async (request, log) => await (await engine()).build(request, log),
    close: async () => {
      if (isUsed) await (await engine()).close()
    }
  }
}

/** Does what buildAndVerify() of build-and-verify.ts does, which is loaded with the first build. */
export async function buildAndVerify(task: BuildTask, ports: BuildPorts): Promise<BuiltImage> {
  const module = await import('./build-and-verify.ts')
  return await module.buildAndVerify(task, ports)
}

/** What a refused push means, in words; nothing when the registry would take it or gave no clear answer. */
export async function explainPushCheck(
  check: PushCheck,
  reference: string
): Promise<ActionError | undefined> {
  if (check.kind === 'allowed' || check.kind === 'unclear') return undefined
  const { refusalOf } = await import('./failure/push-refusal.ts')
  return refusalOf(check, reference)
}

async function load(system: System, options: BuilderOptions): Promise<BuildEngine> {
  const { engine, repositories, logins } = options
  const environment = once(async () => ({
    ...system.env,
    ...(await logins.environment(engine, repositories))
  }))
  if (engine === 'buildah') {
    const { createBuildah } = await import('./buildah/buildah.ts')
    return createBuildah(system, { ...options, environment })
  }
  const { createBuildx, hasGhaCache } = await import('./buildx/buildx.ts')
  return createBuildx(system, { ...options, environment, hasGhaCache: hasGhaCache(system.env) })
}
