import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp } from 'node:fs/promises'
import path from 'node:path'

import { createGitRepository } from '../src/gitops/git-backend.ts'
import { pushPlan } from '../src/gitops/push-loop.ts'
import type { Tip } from '../src/gitops/repository.ts'
import type { Logger } from '../src/log/log.ts'
import { createSecrets } from '../src/system/secrets.ts'
import { createSystem } from '../src/wiring/create-ports.ts'
import type { BareRepository } from '../testbed/git-repository.ts'
import { runStep } from '../testbed/runner.ts'
import type { Hosts } from './hosts.ts'
import { provideImage, type Source } from './source.ts'

/** The file that all writers write, each its own entry. */
interface SharedFile {
  readonly repository: BareRepository
  readonly file: string
  readonly source: Source
  readonly timeout: string
}

export interface Ended {
  readonly isGreen: boolean
  /** How often the writer has tried to push. */
  readonly attempts: number
  readonly log: string
}

/** A writer that is ready to start. */
type Writer = () => Promise<Ended>

/** How somebody writes; `name` is that of the writer's image. Prepares what the job finds when it starts. */
export type WriterWay = (hosts: Hosts, shared: SharedFile, names: readonly string[]) => Promise<Writer[]>

/** The whole action, one process for each writer, as jobs start it. */
export const newtag: WriterWay = async (hosts, { repository, file, source, timeout }, names) => {
  const original = await source.createWorkspace()
  const prepare = async (name: string): Promise<Writer> => {
    const image = await provideImage(hosts, name, source.head)
    const workspace = await hosts.createDirectory('workspace')
    await cp(original, workspace, { recursive: true })
    return async () => {
      const { exitCode, outputs, log } = await runStep({
        inputs: {
          image,
          tag: '{sha}',
          repository: repository.url,
          kustomization: path.dirname(file),
          build: 'never',
          'publish-timeout': timeout
        },
        repository: source.repository,
        serverUrl: hosts.server.url,
        sha: source.head,
        workspace,
        onStart: child => {
          hosts.track(child)
        }
      })
      return { isGreen: exitCode === 0, attempts: Number(outputs['attempts'] ?? 0), log }
    }
  }
  const writers: Writer[] = []
  for (const name of names) writers.push(await prepare(name))
  return writers
}

/** What most workflows do: the kustomize CLI on a checkout of depth 1, and ten times push or else pull and rebase. */
const loopScript = `
git clone --quiet --depth 1 "$URL" "$CHECKOUT" && cd "$CHECKOUT/$FOLDER" || exit
kustomize edit set image "$IMAGE=*:$TAG" || exit
git commit --quiet --all --message "Deploy $IMAGE:$TAG" || exit
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  echo "attempt $attempt"
  git push --quiet && exit
  git pull --quiet --rebase
done
exit 1`

export const loop: WriterWay = async (hosts, { repository, file, source }, names) => {
  const prepare = async (name: string): Promise<Writer> => {
    const env = {
      ...hosts.env,
      URL: repository.url,
      CHECKOUT: await hosts.createDirectory('checkout'),
      FOLDER: path.dirname(file),
      IMAGE: `${hosts.registry.host}/acme/${name}`,
      TAG: source.head
    }
    return async () => {
      const child = spawn('/bin/sh', ['-c', loopScript], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      hosts.track(child)
      let log = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text))
      child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text))
      const [exitCode] = (await once(child, 'close')) as [number | null]
      return { isGreen: exitCode === 0, attempts: [...log.matchAll(/^attempt /gm)].length, log }
    }
  }
  return await Promise.all(names.map(prepare))
}

/** The publish loop of the action alone, all writers in this process: without the starts of Node, and all else. */
export const inProcess: WriterWay = async (hosts, shared, names) => {
  const cancelled = new AbortController().signal
  const secrets = createSecrets(nothing)
  const { repository, file, source } = shared
  const { url } = repository
  const person = { name: 'Another Writer', email: 'writer@example.com' }
  const prepare = async (name: string): Promise<Writer> => {
    const temporary = await hosts.createDirectory('gitops')
    const system = createSystem({
      cancelled,
      workspace: temporary,
      secrets,
      log: silent,
      temporary,
      environment: process.env
    })
    const gitops = createGitRepository(system, {
      remote: { url, name: 'deploy', origin: undefined, webUrl: undefined, protocol: 'http' },
      branch: 'main',
      token: '',
      timeoutMs: 60_000
    })
    const entry = `- name: ${hosts.registry.host}/acme/${name}\n  newTag: `
    const plan = async (tip: Tip) => {
      const before = (await tip.read([file])).get(file)?.toString() ?? ''
      const after = before.replace(entry + source.older, entry + source.head)
      const updates = after === before ? [] : [{ path: file, content: Buffer.from(after) }]
      return { updates, commit: { message: `Deploy ${name}\n`, author: person, committer: person } }
    }
    return async () => {
      try {
        const landing = await pushPlan({
          repository: gitops,
          tip: undefined,
          plan,
          timeoutMs: 600_000,
          clock: system.clock,
          log: silent
        })
        return { isGreen: true, attempts: landing.attempts, log: landing.kind }
      } catch (error) {
        return { isGreen: false, attempts: 0, log: String(error) }
      }
    }
  }
  return await Promise.all(names.map(prepare))
}

const nothing = () => undefined
const silent: Logger = {
  debug: nothing,
  info: nothing,
  warning: nothing,
  foreign: nothing,
  group: (_title, work) => work()
}
