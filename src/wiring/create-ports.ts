import { homedir } from 'node:os'
import path from 'node:path'

import { createBuilder } from '../builder/index.ts'
import { createClock } from '../system/clock.ts'
import { childEnvironment, gitEnvironment, type Environment } from '../system/environment.ts'
import { createHttp } from '../system/http.ts'
import type { Logger } from '../log/log.ts'
import { createSource } from '../source/index.ts'
import { createProcesses, type Processes } from '../system/process.ts'
import { createKustomizations } from '../kustomization/index.ts'
import { createWorkspace, createGitRepository } from '../gitops/index.ts'
import { registryLogins } from './registry-logins.ts'
import type { RunContext } from '../context/context.ts'
import { authentication } from '../git/index.ts'
import {
  createLogins,
  type Logins,
  podmanAuthFiles,
  createRegistry,
  parseRepository
} from '../registry/index.ts'
import type { Ports } from '../run/index.ts'
import { type Inputs, isOwnRepository } from '../inputs/index.ts'

/** The least that one Git command may take, in milliseconds: a large repository is fetched in one. */
const commandMs = 60_000

/** How long one answer of the Git server or its API may take, in milliseconds. */
const requestMs = 10_000

export interface Wiring {
  readonly inputs: Inputs
  readonly context: RunContext
  /** A folder of this run alone, removed at its end. */
  readonly directory: string
  readonly cancelled: AbortSignal
  readonly mask: (secret: string) => void
  readonly log: Logger
  /** What the runner gave this step. */
  readonly environment: Environment
}

/** Makes every effect of a run. What only some runs need is loaded when it is used. */
export function createPorts(wiring: Wiring): Ports {
  const { inputs, context, directory, cancelled, mask, log, environment } = wiring
  const clock = createClock(cancelled)
  const processes = createProcesses(cancelled)
  const gitEnv = gitEnvironment(environment)
  const childEnv = childEnvironment(environment)
  const git = authentication(inputs.remote, inputs.token)
  for (const secret of git.secrets) mask(secret)
  const logins = createRunLogins(wiring, processes, childEnv)
  const http = createHttp({ log, timeoutMs: requestMs, cancelled, ...clock })
  const registry = createRegistry({ credentials: logins, log, cancelled, onSecret: mask, ...clock })
  return {
    log,
    clock,
    registry,
    kustomizations: createKustomizations({
      ...inputs,
      ...{ directory, processes, log },
      workspace: context.workspace,
      env: childEnv
    }),
    workspace: createWorkspace(context.workspace),
    source: createSource({
      ...{ context, directory, processes, clock, http, log },
      env: gitEnv,
      token: sourceToken(inputs, context),
      onSecret: mask,
      findRevision: async (image, reference) => {
        const repository = parseRepository(image)
        return repository.ok ? await registry.findRevision(repository.value, reference) : undefined
      }
    }),
    builder: createBuilder({
      ...{ directory, processes, logins },
      engine: inputs.building.engine,
      builder: inputs.building.builder,
      repositories: inputs.images.map(({ repository }) => repository),
      workspace: context.workspace,
      env: childEnv
    }),
    gitops: createGitRepository({
      ...inputs,
      authentication: git,
      processes,
      env: gitEnv,
      directory,
      timeoutMs: Math.max(inputs.publishTimeoutMs, commandMs),
      clock,
      http,
      log
    })
  }
}

/** The token that may read the source repository; that of the GitOps repository only where it is the same one. */
function sourceToken({ githubToken, remote, token }: Inputs, context: RunContext): string {
  if (githubToken !== '') return githubToken
  return isOwnRepository(remote, context) ? token : ''
}

function createRunLogins(
  { inputs, context, directory, mask, environment }: Wiring,
  processes: Processes,
  env: Readonly<Record<string, string>>
): Logins {
  return createLogins({
    // Docker, too, takes an empty variable for one that is not set.
    configDirectory: environment.DOCKER_CONFIG || path.join(homedir(), '.docker'),
    podmanFiles:
      inputs.building.engine === 'buildah'
        ? podmanAuthFiles(environment, { home: homedir(), id: process.getuid?.() ?? 0 })
        : [],
    ...registryLogins(inputs, context),
    ...{ directory, processes, env },
    onSecret: mask
  })
}
