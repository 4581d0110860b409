import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'

import { gitEnvironment } from '../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../testbed/git-server.ts'
import { startRegistry, type TestRegistry } from '../testbed/registry.ts'
import { createTemporary } from '../testbed/temporary.ts'

/** What a bench of whole deploys runs against. */
export interface Hosts {
  /** Holds the GitOps repositories and the source repository, as one host does. */
  readonly server: GitServer
  readonly registry: TestRegistry
  /** The environment for Git and for shells that run it. */
  readonly env: Readonly<Record<string, string>>
  /** Creates an empty folder, which is removed at the end. */
  readonly createDirectory: (name: string) => Promise<string>
  /** Has a child ended when the bench is interrupted. */
  readonly track: (child: ChildProcess) => void
}

/** A cancelled step of newtag ends all that it has started within two seconds. */
const graceMs = 2_500

/** Starts a Git server and a registry for `work`, and ends and removes all of it, also when it fails or is interrupted. */
export async function withHosts(work: (hosts: Hosts) => Promise<void>): Promise<void> {
  const temporary = await createTemporary('newtag-bench')
  // The servers and the steps make their folders there, so that one removal takes them all.
  process.env['TMPDIR'] = temporary.path
  const children = new Set<ChildProcess>()
  const interrupt = () => {
    process.stderr.write('Interrupted: a row that still comes is not complete.\n')
    for (const child of children) child.kill('SIGTERM')
    setTimeout(() => {
      for (const child of children) child.kill('SIGKILL')
      rmSync(temporary.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
      process.exit(130)
    }, graceMs)
  }
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  const closing: { close(): Promise<void> }[] = []
  try {
    const server = await startGitServer()
    closing.push(server)
    const registry = await startRegistry({ auth: 'none' })
    closing.push(registry)
    let directories = 0
    await work({
      server,
      registry,
      env: await gitEnvironment(path.join(temporary.path, 'home')),
      createDirectory: async name => {
        directories += 1
        const directory = path.join(temporary.path, `${name}-${directories}`)
        await mkdir(directory)
        return directory
      },
      track: child => {
        children.add(child)
        child.once('close', () => children.delete(child))
      }
    })
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await Promise.all(closing.map(each => each.close()))
    await temporary.remove()
  }
}
