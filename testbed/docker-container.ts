import { execFile } from 'node:child_process'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

import type { TestDocker } from './docker.ts'
import { createTemporary } from './temporary.ts'
import { requireTool, toolPath } from './tools.ts'

/** No registry is there to be asked for it, so that the one that was loaded is used. */
const buildkitImage = '127.0.0.1:1/moby/buildkit:testbed'

export interface ContainerBuilder {
  readonly name: string
  /** Whether it becomes the current builder. */
  readonly use?: boolean
  /** Whether its container is started now; else the first build does it. Default true. */
  readonly bootstrap?: boolean
}

/**
 * Loads our buildkitd into a Docker daemon as an image, as moby/buildkit is one.
 * @throws when buildkitd is not there, saying how to get it
 */
export async function loadBuildkitImage(docker: TestDocker, image: string = buildkitImage): Promise<void> {
  const temporary = await createTemporary('newtag-buildkit-image')
  try {
    const put = async (file: string, place: string) => {
      await mkdir(path.dirname(path.join(temporary.path, place)), { recursive: true })
      await copyFile(file, path.join(temporary.path, place))
    }
    for (const program of ['buildkitd', 'buildctl']) await put(requireTool(program), `usr/bin/${program}`)
    await put(requireTool('runc'), 'usr/bin/runc')
    for (const library of await librariesOf(requireTool('runc'))) await put(library, library)
    await put(requireTool('busybox'), 'bin/sh')
    await mkdir(path.join(temporary.path, 'tmp'))
    const dockerfile = path.join(temporary.path, 'Dockerfile')
    await writeFile(dockerfile, 'FROM scratch\nCOPY . /\nENV PATH=/usr/bin:/bin\nENTRYPOINT ["buildkitd"]\n')
    // Compression would take longer than all the rest, in the store of containerd.
    const output = `type=image,name=${image},compression=uncompressed,unpack=true`
    await run(docker, ['buildx', 'build', '--builder', 'default', '--output', output, temporary.path])
  } finally {
    await temporary.remove()
  }
}

/**
 * Makes a builder of the docker-container driver, as docker/setup-buildx-action does. The image has to be loaded. The
 * container is in the machine's network, to reach registries on the loopback. It ends with a daemon of our own.
 */
export async function createContainerBuilder(docker: TestDocker, builder: ContainerBuilder): Promise<void> {
  await run(docker, [
    ...['buildx', 'create', '--name', builder.name, '--driver', 'docker-container'],
    ...['--driver-opt', `image=${buildkitImage},network=host`],
    ...(builder.use === true ? ['--use'] : []),
    ...(builder.bootstrap === false ? [] : ['--bootstrap'])
  ])
}

/** Ends the container of a builder, and forgets the builder. */
export async function removeContainerBuilder(docker: TestDocker, name: string): Promise<void> {
  await run(docker, ['buildx', 'rm', '--force', name])
}

/** The absolute paths of the libraries that a program needs, the loader among them; none when it is static. */
async function librariesOf(program: string): Promise<string[]> {
  // ldd fails for a static program.
  const output = await execute('ldd', [program]).then(
    ({ stdout }) => stdout,
    () => ''
  )
  return [...output.matchAll(/(?:^|=>)\s*(\/\S+) \(/gm)].map(match => match[1] ?? '')
}

const execute = promisify(execFile)

async function run(docker: TestDocker, args: readonly string[]): Promise<void> {
  await execute(requireTool('docker'), args, {
    env: { PATH: toolPath(), HOME: docker.configDirectory, ...docker.env }
  })
}
