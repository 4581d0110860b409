import { failure, type Result, success } from '../../../src/errors/result.ts'
import { createOrder, type Order, type SourceLabels } from '../../../src/source/order.ts'
import { type Answer, type Comparison, type Relation, unknown } from '../../../src/source/relation.ts'
import { silentLog } from '../log/silent-log.ts'

/** What a label says, why it could not be read, or what went wrong. */
export type Said = SourceLabels | string | Error

export interface OrderScene {
  /** How commits stand to ours, by their whole names; nobody knows others. */
  readonly relations?: Readonly<Record<string, Relation>>
  /** Names that several commits begin with. */
  readonly ambiguous?: readonly string[]
  /** By tag or digest. */
  readonly labels?: Readonly<Record<string, Said>>
  /** Whether a commit was taken back; nothing was without. */
  readonly takenBack?: Answer<boolean>
}

export interface GuardedOrder {
  readonly order: Order['order']
  readonly commitOf: Order['commitOf']
  /** The references whose labels were asked for. */
  readonly labels: readonly string[]
  /** The names that were compared with ours. */
  readonly compared: readonly (readonly string[])[]
  /** The commits of which it was asked whether they were taken back. */
  readonly reached: readonly string[]
  readonly log: readonly string[]
}

/** The commit of the run. */
export const ours = `${'0'.repeat(39)}1`
export const sourceUrl = 'https://github.com/acme/shop'
export const image = 'ghcr.io/acme/shop'

/** The order over a history and a registry that know what a scene says. */
export function guardedOrder(scene: OrderScene): GuardedOrder {
  const { relations = {}, ambiguous = [], labels: said = {}, takenBack } = scene
  const [labels, compared, reached]: [string[], (readonly string[])[], string[]] = [[], [], []]
  const log = silentLog()
  const compare = (names: readonly string[]): Answer<Comparison> => {
    for (const name of names) {
      if (ambiguous.includes(name)) return unknown('ambiguous', `${name} is the beginning of several commits`)
      const commit = Object.keys(relations).find(each => each.startsWith(name))
      const relation = commit === undefined ? undefined : relations[commit]
      if (commit !== undefined && relation !== undefined)
        return {
          kind: 'known',
          commit,
          value: { relation, ahead: relation === 'descendant' ? 2 : undefined }
        }
    }
    return unknown('absent', `the source repository has no commit ${names.join(' or ')}`)
  }
  const findRevision = (name: string, reference: string): Promise<Result<SourceLabels>> => {
    labels.push(`${name} ${reference}`)
    const label = said[reference]
    if (label instanceof Error) return Promise.reject(label)
    if (typeof label === 'object') return Promise.resolve(success(label))
    if (label === undefined)
      return Promise.resolve(success({ revision: undefined, source: undefined, isAbsent: true }))
    return Promise.resolve(failure(label))
  }
  const order = createOrder({
    history: {
      compare: (_, names) => {
        compared.push(names)
        return Promise.resolve(compare(names))
      },
      isTakenBack: (_, commit) => {
        reached.push(commit)
        return Promise.resolve(takenBack ?? { kind: 'known', commit, value: false })
      }
    },
    ...{ findRevision, sourceCommit: ours, sourceUrl, log }
  })
  return {
    order: (...question) => order.order(...question),
    commitOf: each => order.commitOf(each),
    ...{ labels, compared, reached, log: log.lines }
  }
}
