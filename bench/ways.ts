import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import path from 'node:path'

import { type BareRepository, runGit } from '../testbed/git-repository.ts'
import { runStep } from '../testbed/runner.ts'
import { requireTool } from '../testbed/tools.ts'
import type { Hosts } from './hosts.ts'
import type { Source } from './source.ts'

/** One entry of one kustomization in a GitOps repository. */
export interface Target {
  readonly repository: BareRepository
  readonly file: string
  readonly image: string
  readonly source: Source
}

/** One bump, ready to start. */
interface Attempt {
  run(): Promise<void>
  /** Removes what the bump has left, which a job does not do itself. */
  clean(): Promise<void>
}

/** How somebody bumps. `env` is added to the environment of the processes. */
export type Way = (hosts: Hosts, target: Target, env?: Readonly<Record<string, string>>) => Promise<Attempt>

/** What most workflows do: a checkout of depth 1, the kustomize CLI, a commit, a push. */
export const checkout: Way = async (hosts, { repository, file, image, source }, env = {}) => {
  const directory = await hosts.createDirectory('checkout')
  const environment = { ...hosts.env, ...env }
  const git = (...args: string[]) => runGit(args, environment)
  return {
    run: async () => {
      await git('clone', '--quiet', '--depth=1', repository.url, directory)
      const child = spawn(requireTool('kustomize'), ['edit', 'set', 'image', `${image}=*:${source.head}`], {
        cwd: path.join(directory, path.dirname(file)),
        env: environment,
        stdio: ['ignore', 'ignore', 'inherit']
      })
      const [exitCode] = (await once(child, 'close')) as [number | null]
      if (exitCode !== 0) throw new Error('kustomize failed')
      await git('-C', directory, 'commit', '--quiet', '--all', '--message=bump')
      await git('-C', directory, 'push', '--quiet')
    },
    clean: () => rm(directory, { recursive: true })
  }
}

/** The least that Git can do: the tip without files, a commit of the same tree, a push. */
export const floor: Way = async (hosts, { repository }, env = {}) => {
  const directory = await hosts.createDirectory('floor')
  const git = (...args: string[]) => runGit(['--git-dir', directory, ...args], { ...hosts.env, ...env })
  return {
    run: async () => {
      await git('init', '--quiet', '--bare')
      await git(
        'fetch',
        '--quiet',
        '--depth=1',
        '--filter=blob:none',
        '--no-tags',
        repository.url,
        'main:tip'
      )
      const commit = (await git('commit-tree', 'tip^{tree}', '-p', 'tip', '-m', 'bump')).toString().trim()
      await git('push', '--quiet', repository.url, `${commit}:refs/heads/main`)
    },
    clean: () => rm(directory, { recursive: true })
  }
}

/** The whole action, as the runner starts it, in the workspace that actions/checkout leaves. */
export const action: Way = actionOf(undefined)

/** The same with another bundle than that of this checkout. */
export function actionOf(bundle: string | undefined): Way {
  return async (hosts, { repository, file, image, source }, env = {}) => {
    const workspace = await source.createWorkspace()
    return {
      run: async () => {
        const result = await runStep({
          inputs: {
            image,
            tag: '{sha}',
            repository: repository.url,
            kustomization: path.dirname(file),
            build: 'never'
          },
          repository: source.repository,
          serverUrl: hosts.server.url,
          sha: source.head,
          workspace,
          env,
          bundle,
          onStart: child => {
            hosts.track(child)
          }
        })
        if (result.outputs['outcome'] !== 'deployed') throw new Error(result.log)
      },
      clean: () => rm(workspace, { recursive: true })
    }
  }
}
