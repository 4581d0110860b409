// Makes the ports of a run, and the machine that they stand on.

import { homedir } from 'node:os'
import path from 'node:path'

import { createBuilder } from '../builder/index.ts'
import { createClock } from '../system/clock.ts'
import { childEnvironment, type Environment } from '../system/environment.ts'
import { createHttp } from '../system/http.ts'
import type { Logger } from '../log/log.ts'
import { createSource } from '../source/index.ts'
import { createProcesses } from '../system/process.ts'
import type { Secrets } from '../system/secrets.ts'
import type { System } from '../system/system.ts'
import { createKustomizations } from '../kustomization/index.ts'
import {
  createBranchTarget,
  createGitRepository,
  createPreviewTarget,
  createWorkspace,
  createWorkspaceTarget,
  type Target
} from '../gitops/index.ts'
import { registryLogins } from './registry-logins.ts'
import { sourceToken } from './source-token.ts'
import type { RunContext } from '../context/context.ts'
import {
  createLogins,
  type Logins,
  podmanAuthFiles,
  createRegistry,
  parseRepository
} from '../registry/index.ts'
import type { Ports } from '../run/index.ts'
import { type Inputs, isBuildable } from '../inputs/index.ts'

/** The least that one Git command may take, in milliseconds: a large repository is fetched in one. */
const commandMs = 60_000

/** How long one answer of the Git server or its API may take, in milliseconds. */
const requestMs = 10_000

export interface SystemOptions {
  /** Fires when the run is cancelled. */
  readonly cancelled: AbortSignal
  readonly secrets: Secrets
  readonly log: Logger
  /** A folder of this run alone, removed at its end. */
  readonly temporary: string
  /** GITHUB_WORKSPACE: no program is started from it. */
  readonly workspace: string
  /** What the runner gave this step. */
  readonly environment: Environment
}

/** Makes what every port stands on. */
export function createSystem({ cancelled, environment, workspace, ...parts }: SystemOptions): System {
  const { secrets, log, temporary } = parts
  const clock = createClock(cancelled)
  return {
    ...{ clock, log, secrets, temporary },
    processes: createProcesses(cancelled, { workspace }),
    http: createHttp({ log, clock, cancelled, timeoutMs: requestMs }),
    env: childEnvironment(environment)
  }
}

/** Makes every effect of a run. What only some runs need is loaded when it is used. */
export function createPorts(system: System, inputs: Inputs, context: RunContext): Ports {
  const { log, clock } = system
  const { workspace } = context
  const logins = createRunLogins(system, inputs, context)
  const registry = createRegistry(system, logins)
  return {
    ...{ log, clock, registry },
    kustomizations: createKustomizations(system, { ...inputs, workspace }),
    source: createSource(system, {
      context,
      token: sourceToken(inputs, context),
      findRevision: async (image, reference) => {
        const repository = parseRepository(image)
        return repository.ok ? await registry.findRevision(repository.value, reference) : repository
      }
    }),
    builder: createBuilder(system, {
      engine: inputs.building.engine,
      builder: inputs.building.builder,
      repositories: inputs.images.filter(isBuildable).map(({ repository }) => repository),
      ...{ workspace, logins }
    }),
    target: createTarget(system, inputs, workspace)
  }
}

/** Where `publish` says that the plan goes. */
function createTarget(system: System, inputs: Inputs, workspace: string): Target {
  const { remote, publish, publishTimeoutMs } = inputs
  const branch = {
    ...system,
    repository: createGitRepository(system, {
      ...inputs,
      timeoutMs: Math.max(publishTimeoutMs, commandMs)
    }),
    name: remote.name,
    timeoutMs: publishTimeoutMs
  }
  switch (publish) {
    case 'push':
      return createBranchTarget(branch)
    case 'none':
      return createPreviewTarget(branch)
    case 'workspace':
      return createWorkspaceTarget(createWorkspace(workspace))
  }
}

function createRunLogins(system: System, inputs: Inputs, context: RunContext): Logins {
  const { env } = system
  return createLogins(system, {
    // Docker, too, takes an empty variable for one that is not set.
    configDirectory: env['DOCKER_CONFIG'] || path.join(homedir(), '.docker'),
    podmanFiles:
      inputs.building.engine === 'buildah'
        ? podmanAuthFiles(env, { home: homedir(), id: process.getuid?.() ?? 0 })
        : [],
    ...registryLogins(inputs, context)
  })
}
