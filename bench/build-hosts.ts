import { cp, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { startDocker, type TestDocker } from '../testbed/docker.ts'
import { startRegistry } from '../testbed/registry.ts'
import { type Buildx, requireTool, toolPath } from '../testbed/tools.ts'
import { type Hosts, withHosts } from './hosts.ts'

/** Where dockerd keeps its images. */
export type Store = 'classic' | 'containerd'

/** What a bench of builds runs against: the registry asks for a login. */
export interface BuildHosts extends Hosts {
  readonly dockers: ReadonlyMap<Store, TestDocker>
}

/** Starts a Docker daemon for each of the stores, beside what `withHosts` starts, and ends all of it. */
export async function withBuildHosts(
  stores: readonly Store[],
  buildx: Buildx,
  work: (hosts: BuildHosts) => Promise<void>
): Promise<void> {
  await withHosts(async hosts => {
    const closing: { close(): Promise<void> }[] = []
    const close = async () => {
      await Promise.all(closing.map(each => each.close()))
    }
    // A daemon must unmount its containers before their folders can be removed.
    const interrupt = () => void close()
    process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
    try {
      const registry = await startRegistry({ auth: 'htpasswd' })
      closing.push(registry)
      const dockers = new Map<Store, TestDocker>()
      for (const store of stores) {
        const docker = await startDocker({ containerdStore: store === 'containerd', buildx })
        closing.push(docker)
        dockers.set(store, docker)
      }
      await work({ ...hosts, registry, dockers })
    } finally {
      await close()
    }
  })
}

/**
 * What a job needs in its environment for Docker: a configuration of its own without logins, so that no job finds what another one
 * has left.
 * @param directory of the job
 */
export async function dockerEnvironment(
  docker: TestDocker,
  directory: string
): Promise<Readonly<Record<string, string>>> {
  const config = path.join(directory, 'docker-config')
  await cp(docker.configDirectory, config, { recursive: true, verbatimSymlinks: true })
  return { ...docker.env, DOCKER_CONFIG: config, PATH: toolPath() }
}

/**
 * Puts a `docker` before the real one on PATH, which notes its arguments in a file; it takes some milliseconds.
 * @param directory of the job
 */
export async function traceDocker(
  directory: string
): Promise<{ readonly path: string; readonly notes: string }> {
  const [folder, notes] = [path.join(directory, 'traced'), path.join(directory, 'docker-commands')]
  await mkdir(folder)
  await writeFile(notes, '')
  const script = `#!/bin/sh\necho "$1 $2" >>'${notes}'\nexec '${requireTool('docker')}' "$@"\n`
  await writeFile(path.join(folder, 'docker'), script, { mode: 0o755 })
  return { path: `${folder}${path.delimiter}${toolPath()}`, notes }
}
