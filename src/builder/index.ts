import type { Builder } from './builder.ts'
import type { Logins } from '../registry/login/logins.ts'
import type { Repository } from '../registry/reference.ts'
import { once } from '../async/once.ts'
import type { Processes } from '../system/process.ts'

export interface BuilderWiring {
  readonly engine: 'buildx' | 'buildah'
  /** The name of a builder of Buildx; undefined for the current one. */
  readonly builder: string | undefined
  /** Where images will be pushed. */
  readonly repositories: readonly Repository[]
  readonly workspace: string
  /** A folder of this run alone, removed at its end. */
  readonly directory: string
  readonly processes: Processes
  /** The environment of children; see childEnvironment(). */
  readonly env: Readonly<Record<string, string>>
  readonly logins: Logins
}

/** Creates the builder of the engine that was asked for. Its code is loaded when there is something to build. */
export function createBuilderPort(wiring: BuilderWiring): Builder {
  let isUsed = false
  const engine = once(() => {
    isUsed = true
    return load(wiring)
  })
  return {
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

async function load(wiring: BuilderWiring): Promise<Builder> {
  const { engine, builder, repositories, logins, env, ...options } = wiring
  const environment = once(async () => ({ ...env, ...(await logins.environment(engine, repositories)) }))
  if (engine === 'buildah') {
    const { createBuildah } = await import('./buildah/buildah.ts')
    return createBuildah({ ...options, environment })
  }
  const [{ createBuildx }, { hasGhaCache }] = await Promise.all([
    import('./buildx/buildx.ts'),
    import('./buildx/gha-cache.ts')
  ])
  return createBuildx({ ...options, environment, builder, hasGhaCache: hasGhaCache(env) })
}
