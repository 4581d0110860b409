import type { Clock } from '../system/clock.ts'
import type { WorkflowContext } from '../context/github-actions.ts'
import type { Http } from '../system/http.ts'
import { parseRepository } from '../registry/reference.ts'
import type { Registry } from '../registry/registry.ts'
import { type Inputs, isOwnRepository } from '../inputs/inputs.ts'
import type { Logger } from '../log/log.ts'
import { once } from '../async/once.ts'
import type { OrderGuard } from './order.ts'
import type { Processes } from '../system/process.ts'

export interface OrderWiring {
  readonly inputs: Inputs
  readonly context: WorkflowContext
  /** A folder of this run alone. */
  readonly directory: string
  readonly processes: Processes
  readonly gitEnv: Readonly<Record<string, string>>
  readonly registry: Registry
  readonly clock: Clock
  readonly http: Http
  readonly onSecret: (secret: string) => void
  readonly log: Logger
}

/** Creates the order guard. Its code is loaded when there is something to judge. */
export function createOrderPort(wiring: OrderWiring): OrderGuard {
  const guard = once(() => load(wiring))
  return {
    prepare: async ours => {
      await (await guard()).prepare(ours)
    },
    sourceOf: async image => await (await guard()).sourceOf(image),
    judge: async (ours, current) => await (await guard()).judge(ours, current)
  }
}

async function load(wiring: OrderWiring): Promise<OrderGuard> {
  const { inputs, context, registry, log } = wiring
  const [{ createOrderGuard }, { createSourceHistory }] = await Promise.all([
    import('./order.ts'),
    import('./history.ts')
  ])
  const history = createSourceHistory({
    ...context,
    ...wiring,
    env: wiring.gitEnv,
    token: sourceToken(inputs, context)
  })
  return createOrderGuard({
    history,
    findRevision: async (image, reference) => {
      const repository = parseRepository(image)
      return repository.ok ? await registry.findRevision(repository.value, reference) : undefined
    },
    sourceUrl: `${context.serverUrl}/${context.repository}`,
    log
  })
}

/** The token that may read the source repository; that of the GitOps repository only where it is the same one. */
export function sourceToken({ githubToken, remote, token }: Inputs, context: WorkflowContext): string {
  if (githubToken !== '') return githubToken
  return isOwnRepository(remote, context) ? token : ''
}
