import { failure, success } from '../../../src/errors/result.ts'
import { createCompare, createTakenBack } from '../../../src/source/history.ts'
import { createOrder } from '../../../src/source/order.ts'
import type { CommitPair, Lookup } from '../../../src/source/question.ts'
import { type Answer, type Comparison, known, type Unknown, unknown } from '../../../src/source/relation.ts'
import type { Reach } from '../../../src/source/taken-back.ts'
import { type OrderWorld, ourSource, reachable, relationOf, upTo } from './order-world.ts'

const silent = { debug: () => undefined }

/** The real order over places that see no more of a world than the real ones would. */
export function orderIn(world: OrderWorld) {
  /** The references whose labels were asked for. */
  const asked: string[] = []
  const lookups = [checkoutOf(world), fetchOf(world), ...(world.api === 'none' ? [] : [apiOf(world)])]
  const reaches = [
    fetchReach(world),
    ...(world.api === 'none' ? [] : [apiReach(world)]),
    checkoutReach(world)
  ]
  const order = createOrder({
    history: {
      compare: createCompare(lookups, silent),
      isTakenBack: createTakenBack(reaches, world, silent)
    },
    findRevision: (_, reference) => {
      asked.push(reference)
      const image = world.images.get(reference)
      if (world.labelsFault) return Promise.resolve(failure('ghcr.io answered with status 429'))
      return Promise.resolve(success(image ?? { revision: undefined, source: undefined, isAbsent: true }))
    },
    sourceCommit: world.runCommit,
    sourceUrl: ourSource,
    log: silent
  })
  return { order, asked }
}

function checkoutOf(world: OrderWorld): Lookup<Comparison> {
  const { checkout, runCommit } = world
  const held =
    checkout === 'whole' ? new Set([...reachable(world), ...upTo(world, runCommit)]) : new Set([runCommit])
  return {
    name: 'checkout',
    ask: pair => {
      if (checkout === 'none') return later(unknown('partial', 'there is none'))
      const commit = resolve(pair, held)
      if (typeof commit !== 'string') return later(commit ?? unknown('partial', 'it does not hold it'))
      const isByBeginning = !pair.candidates.includes(commit)
      if (isByBeginning && checkout !== 'whole') return later(unknown('partial', 'others may begin alike'))
      return later(compareIn(world, pair, commit, held, unknown('partial', 'it does not hold ours', commit)))
    }
  }
}

/** Everything on the server that can be fetched: what branches lead to, and more by its whole name where the server gives it. */
function fetchOf(world: OrderWorld): Lookup<Comparison> {
  const onBranches = reachable(world)
  return {
    name: 'fetch',
    ask: pair => {
      if (world.fetchFault !== undefined) return later(unknown(world.fetchFault, 'it could not be read'))
      const named = world.givesUnreachable
        ? [pair.ours, ...pair.candidates].flatMap(name => [...upTo(world, name)])
        : []
      const held = new Set([...onBranches, ...named])
      const commit = resolve(pair, held)
      if (typeof commit !== 'string') return later(commit ?? unknown('absent', 'it has no such commit'))
      return later(compareIn(world, pair, commit, held, unknown('absent', 'it does not have ours', commit)))
    }
  }
}

function apiOf(world: OrderWorld): Lookup<Comparison> {
  const all = new Set(world.nodes.map(({ id }) => id))
  return {
    name: 'api',
    ask: pair => {
      if (world.api !== 'there') return later(unknown(world.api === 'access' ? 'access' : 'other', 'status'))
      const commit = resolve(pair, all)
      if (typeof commit !== 'string') return later(unknown('absent', 'it has no such commit'))
      return later(compareIn(world, pair, commit, all, unknown('absent', 'no commits')))
    }
  }
}

function compareIn(
  world: OrderWorld,
  { ours }: CommitPair,
  commit: string,
  held: ReadonlySet<string>,
  otherwise: Unknown
): Answer<Comparison> {
  return held.has(ours)
    ? known(commit, { relation: relationOf(world, ours, commit), ahead: undefined })
    : otherwise
}

/** The first name that is there; unknown where several begin with it. */
function resolve({ candidates }: CommitPair, held: ReadonlySet<string>): string | Unknown | undefined {
  for (const name of candidates) {
    const [first, second] = [...held].filter(id => id.startsWith(name))
    if (second !== undefined) return unknown('ambiguous', `${name} is the beginning of several commits`)
    if (first !== undefined) return first
  }
  return undefined
}

function fetchReach(world: OrderWorld): Lookup<Reach> {
  return {
    name: 'fetch',
    ask: ({ candidates: [commit = ''] }) => {
      if (world.fetchFault !== undefined)
        return later(unknown(world.fetchFault, 'it could not be read', commit))
      const isHere = reachable(world).has(commit) || world.givesUnreachable
      return later(
        isHere ? known(commit, reachIn(world, commit)) : unknown('absent', 'it has no such commit')
      )
    }
  }
}

function apiReach(world: OrderWorld): Lookup<Reach> {
  return {
    name: 'api',
    ask: ({ candidates: [commit = ''] }) =>
      later(
        world.api === 'there' ? known(commit, reachIn(world, commit)) : unknown('other', 'status', commit)
      )
  }
}

/** What is in the checkout was on the branches when it was made; what is not there may be on them all the same. */
function checkoutReach(world: OrderWorld): Lookup<Reach> {
  return {
    name: 'checkout',
    ask: ({ candidates: [commit = ''] }) => {
      const isThere = world.checkout === 'whole' && world.knowsBranches && reachIn(world, commit) === 'there'
      return later(isThere ? known(commit, 'there') : unknown('partial', 'it is not there', commit))
    }
  }
}

function reachIn(world: OrderWorld, commit: string): Reach {
  const tips = ['main', (world.historyRef ?? '').replace('refs/heads/', '')].map(name => world.branches[name])
  const isThere = tips.some(tip => tip !== undefined && upTo(world, tip).has(commit))
  return isThere ? 'there' : tips.includes(undefined) ? 'branch gone' : 'taken back'
}

function later<T>(value: T): Promise<T> {
  return Promise.resolve(value)
}
