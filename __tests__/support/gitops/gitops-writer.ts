import { mkdir } from 'node:fs/promises'

import { type Clock, createClock } from '../../../src/system/clock.ts'
import { parseRemote } from '../../../src/git/address.ts'
import { createGitRepository } from '../../../src/gitops/git-backend.ts'
import { pushPlan } from '../../../src/gitops/push-loop.ts'
import { locate } from '../../../src/kustomization/index.ts'
import type { GitOpsRepository, Tip } from '../../../src/gitops/repository.ts'
import { createHttp } from '../../../src/system/http.ts'
import { gitSystem } from '../git/git-system.ts'
import { silentLog } from '../log/silent-log.ts'
import { editImages } from '../../../testbed/edit-images.ts'

export interface WriterOptions {
  readonly url: string
  /** A folder of this writer alone; it is made. */
  readonly directory: string
  readonly token?: string
  /** For how long the server may keep one command waiting, in milliseconds. */
  readonly timeoutMs?: number
  readonly clock?: Clock
  readonly signal?: AbortSignal
}

/** One job with the parts that a run has: the Git backend, the editor and the loop. */
export interface Writer {
  readonly repository: GitOpsRepository
  readonly directory: string
  readonly clock: Clock
  readonly log: ReturnType<typeof silentLog>
}

export interface Bumped {
  /** Folders or files, globs too. */
  readonly kustomization: string | readonly string[]
  /** The entry's `name:`. */
  readonly name: string
  readonly tag: string
  /** For how long a push is tried again, in milliseconds. */
  readonly timeoutMs?: number
}

/** Opens a GitOps repository as a run does. */
export async function openWriter(options: WriterOptions): Promise<Writer> {
  const signal = options.signal ?? new AbortController().signal
  const { directory } = options
  const clock = options.clock ?? createClock(signal)
  await mkdir(directory, { recursive: true })
  const parsed = parseRemote(options.url, 'https://github.com')
  if (!parsed.ok) throw new Error(parsed.problem)
  const log = silentLog()
  const http = createHttp({ log, timeoutMs: 30_000, cancelled: signal, clock })
  const repository = createGitRepository(gitSystem(directory, { cancelled: signal, clock, http, log }), {
    remote: parsed.value,
    branch: 'main',
    token: options.token ?? '',
    timeoutMs: options.timeoutMs ?? 60_000
  })
  return { repository, directory, clock, log }
}

/** Lands the bump of one entry. The first line of the commit is `<name> to <tag>`. */
export function land({ repository, clock, log }: Writer, bump: Bumped) {
  const { name, tag, kustomization } = bump
  const patterns = typeof kustomization === 'string' ? [kustomization] : kustomization
  const person = { name: 'newtag', email: 'newtag@example.com' }
  return pushPlan({
    repository,
    tip: undefined,
    plan: async (tip: Tip) => {
      const paths = await locate(tip, patterns)
      const contents = await tip.read(paths)
      const updates = paths.flatMap(path => {
        const before = contents.get(path)?.toString() ?? ''
        const { text } = editImages(before, [{ entryName: name, newTag: tag, pin: 'tag' }], path, {
          ifMissing: 'error'
        })
        return text === before ? [] : [{ path, content: Buffer.from(text) }]
      })
      return { updates, commit: { message: `${name} to ${tag}\n`, author: person, committer: person } }
    },
    timeoutMs: bump.timeoutMs ?? 60_000,
    clock,
    log
  })
}

/** A clock on which a sleep takes no time, and yet the time goes on by as much. */
export function skippingClock(): Clock {
  const clock = createClock(new AbortController().signal)
  let skipped = 0
  return {
    random: () => clock.random(),
    now: () => clock.now() + skipped,
    sleep: ms => {
      skipped += ms
      return Promise.resolve()
    }
  }
}
