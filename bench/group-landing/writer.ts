import type { Clock } from '../../src/clock.ts'
import { createClock } from '../../src/clock.ts'
import { type Bump, planBump } from '../../src/bump.ts'
import { gitEnvironment } from '../../src/environment.ts'
import { createGitRepository } from '../../src/gitops/git-repository.ts'
import { publish } from '../../src/gitops/publish.ts'
import type { Tip } from '../../src/gitops/repository.ts'
import { editImages } from '../../src/kustomization/edit-images.ts'
import type { Logger } from '../../src/log.ts'
import { createProcesses } from '../../src/process.ts'
import { splitMessage } from './message.ts'
import { Parking } from './parking.ts'
import { type Draft, type GroupTally, publishInGroup } from './publish-in-group.ts'
import { createGroup } from './request.ts'

/** `patient` is the plain loop, waiting longer between its attempts. */
export type Way = 'plain' | 'patient' | 'group'

/** One writer: everything it needs, so that it can also be handed to another process. */
export interface WriterOptions {
  readonly way: Way
  readonly url: string
  readonly directory: string
  readonly file: string
  /** The entry's name, and the tag it shall get. */
  readonly image: string
  readonly tag: string
  /** How much longer the patient loop waits. */
  readonly waiting: number
  readonly secret: string
  readonly leaseMs: number
  readonly timeoutMs: number
}

export interface Result {
  readonly isGreen: boolean
  readonly attempts: number
  readonly commit: string
  readonly log: string
  readonly ms: number
  readonly tally: GroupTally
}

const person = { name: 'Another Writer', email: 'writer@example.com' }

export async function write(options: WriterOptions, cancelled: AbortSignal): Promise<Result> {
  const tally: GroupTally = { parked: 0, looks: 0, led: 0, folds: [], byOthers: 0, fellBack: 0 }
  const started = performance.now()
  const lines: string[] = []
  const end = (isGreen: boolean, attempts: number, commit: string): Result => {
    return { isGreen, attempts, commit, log: lines.join('\n'), ms: performance.now() - started, tally }
  }
  try {
    const landing = await land(options, cancelled, tally, line => lines.push(line))
    return end(true, landing.attempts, landing.kind === 'landed' ? landing.commit : '')
  } catch (error) {
    lines.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return end(false, 0, '')
  }
}

function land(
  options: WriterOptions,
  cancelled: AbortSignal,
  tally: GroupTally,
  say: (line: string) => void
) {
  const { url, directory, way, waiting, timeoutMs } = options
  const clock = createClock(cancelled)
  const log = createLog(say)
  const repositoryOptions = {
    remote: { url, name: 'deploy', origin: undefined, webUrl: undefined, protocol: 'http' as const },
    branch: 'main',
    authentication: { args: [], env: {}, secrets: [] },
    processes: createProcesses(cancelled),
    env: gitEnvironment(process.env),
    directory,
    timeoutMs: 120_000,
    clock,
    log
  }
  const repository = createGitRepository(repositoryOptions)
  const plan = (tip: Tip) => planOne(options, tip)
  const common = { repository, tip: undefined, plan, timeoutMs, log }
  const patientClock: Clock = { ...clock, sleep: ms => clock.sleep(ms * waiting) }
  if (way === 'plain') return publish({ ...common, clock })
  if (way === 'patient') return publish({ ...common, clock: patientClock })
  const group = createGroup(options.secret, url, 'main')
  const createParking = (branch: string) => new Parking(repositoryOptions, branch, group.namespace)
  const { signal } = new AbortController()
  const createRemover = (branch: string) =>
    new Parking({ ...repositoryOptions, processes: createProcesses(signal) }, branch, group.namespace)
  const { leaseMs } = options
  return publishInGroup({ ...common, clock, group, createParking, createRemover, toDraft, leaseMs, tally })
}

/** The plan of the action, with the real editor; the order guard would let it pass. */
function planOne({ file, image, tag }: WriterOptions, tip: Tip): Promise<Bump> {
  const request = {
    patterns: [file],
    changes: [{ entryName: image, newTag: tag, pin: 'tag' as const }],
    options: { ifMissing: 'error' as const },
    leaveOut: () => false,
    describe: () => ({
      message: `Deploy ${image} ${tag.slice(0, 12)}\n\n${file}: ${image}\n\nSource-Commit: ${tag}\nImage: ${image}:${tag}\n`,
      author: person,
      committer: person
    })
  }
  return planBump(tip, request, editImages)
}

export function toDraft({ edits, text }: Bump): Draft | undefined {
  const changed = edits.filter(({ edit }) => edit.fields.length > 0)
  const names = new Set(changed.map(({ path, edit }) => `${edit.name}\n${path}`))
  if (changed.some(({ edit }) => edit.added) || names.size !== changed.length) return undefined
  const entries = changed.map(({ path, edit }) => ({
    path,
    entry: edit.name,
    from: edit.before,
    to: edit.after
  }))
  return { entries, ...splitMessage(text.message) }
}

function createLog(say: (line: string) => void): Logger {
  return { debug: () => undefined, info: say, warning: say, foreign: say, group: (_title, work) => work() }
}
