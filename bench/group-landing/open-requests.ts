import type { Clock } from '../../src/clock.ts'
import type { Plan } from '../../src/gitops/publish.ts'
import type { FileUpdate, Tip } from '../../src/gitops/repository.ts'
import { isOdd, type Parked, type Parking } from './parking.ts'
import type { Group, LandingRequest } from './request.ts'
import { keepUntouched } from './untouched.ts'

/** So many requests go into one commit. */
export const mostFolded = 200

export interface Opened {
  /** What can be carried out on the tip. */
  readonly requests: readonly LandingRequest[]
  /** What nobody will ever carry out. */
  readonly useless: readonly Parked[]
}

/** Opens requests: those of the group that are not over, not done, and whose entries nobody has touched since. */
export async function openRequests(
  parking: Parking,
  { group, clock }: { readonly group: Group; readonly clock: Clock },
  tip: Tip,
  parked: readonly Parked[]
): Promise<Opened> {
  const named = parked.filter(each => !isOdd(each))
  const texts = await parking.readTexts(named)
  const opened = named.map((each, index) => ({ each, request: group.open(each.id, texts[index] ?? '') }))
  const history = await parking.history(tip.commit)
  const done = new Set(history.flatMap(({ requests }) => requests))
  const isOver = ({ id, expires }: LandingRequest) => done.has(id) || expires * 1_000 <= clock.now()
  const useless = opened.filter(({ request }) => request === undefined || isOver(request))
  const open = opened.flatMap(({ request }) => (request === undefined || isOver(request) ? [] : [request]))
  const requests = await keepUntouched(parking, history, open.slice(0, mostFolded))
  const odd = parked.filter(isOdd)
  return {
    requests,
    useless: [...odd, ...useless.map(({ each }) => each)].slice(0, mostFolded)
  }
}

/** The files that requests name: as a plan has made them, else as they are on the tip. */
export async function textsOf(
  tip: Tip,
  plan: Plan,
  requests: readonly LandingRequest[]
): Promise<ReadonlyMap<string, string>> {
  const planned = new Map(plan.files.map(({ path, content }) => [path, content.toString()]))
  const asked = new Set(requests.flatMap(({ entries }) => entries.map(({ path }) => path)))
  const missing = [...asked].filter(path => !planned.has(path))
  const read = missing.length === 0 ? [] : [...(await tip.read(missing))]
  return new Map([...planned, ...read.map(([path, content]) => [path, content.toString()] as const)])
}

export async function differing(tip: Tip, files: readonly FileUpdate[]): Promise<readonly FileUpdate[]> {
  const before = await tip.read(files.map(({ path }) => path))
  return files.filter(({ path, content }) => before.get(path)?.equals(content) !== true)
}
