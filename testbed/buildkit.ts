import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { endDaemon, unmountBelow, waitUntilReady } from './daemon.ts'
import { createTemporary } from './temporary.ts'
import { requireTool, toolPath } from './tools.ts'

/** A BuildKit daemon by itself, as one of a build fleet. Registries on the loopback are spoken to by http. */
export interface TestBuildkit {
  /** `tcp://127.0.0.1:PORT` */
  readonly address: string
  /** `unix:///…` */
  readonly socket: string
  /** What it has logged so far. */
  log(): Promise<string>
  /** Ends the daemon, and deletes all it left. */
  close(): Promise<void>
}

/**
 * Starts buildkitd. Several may run at the same time. RUN steps have the machine's network.
 * @throws when buildkitd or runc is not there, saying how to get it, and when it does not start
 */
export async function startBuildkit(): Promise<TestBuildkit> {
  const program = requireTool('buildkitd')
  const runc = requireTool('runc')
  if (process.getuid?.() !== 0) throw new Error('Starting buildkitd needs root.')
  const temporary = await createTemporary('newtag-buildkit')
  const at = (name: string) => path.join(temporary.path, name)
  const socket = `unix://${at('buildkitd.sock')}`
  // An empty one, or the machine's own is read.
  await writeFile(at('buildkitd.toml'), '')
  const child = spawn(
    program,
    [
      ...['--config', at('buildkitd.toml'), '--root', at('root')],
      ...['--addr', socket, '--addr', 'tcp://127.0.0.1:0'],
      ...['--containerd-worker=false', '--oci-worker-binary', runc],
      ...['--oci-worker-net=host', '--oci-worker-gc=false'],
      // It would be in /run, for all of them.
      ...['--otel-socket-path', at('otel.sock'), '--cdi-disabled']
    ],
    {
      env: { PATH: toolPath(), HOME: temporary.path, TMPDIR: temporary.path },
      stdio: ['ignore', 'pipe', 'pipe']
    }
  )
  const logFile = createWriteStream(at('buildkitd.log'))
  child.stdout.pipe(logFile, { end: false })
  child.stderr.pipe(logFile, { end: false })
  const log = async () => await readFile(at('buildkitd.log'), 'utf8').catch(() => '')
  // A run that is interrupted must not leave a daemon behind.
  const endWithUs = () => child.kill()
  process.once('exit', endWithUs)
  const close = async () => {
    process.off('exit', endWithUs)
    await endDaemon(child)
    logFile.end()
    await unmountBelow(temporary.path)
    await temporary.remove()
  }
  try {
    const port = await waitUntilReady(
      child,
      async () => /running server on 127\.0\.0\.1:(\d+)/.exec(await log())?.[1]
    )
    return { address: `tcp://127.0.0.1:${port}`, socket, log, close }
  } catch (error) {
    const words = await log()
    await close()
    throw new Error(`buildkitd did not start: ${String(error)}\n${words.slice(-3_000)}`, { cause: error })
  }
}

export interface RemoteBuilder {
  readonly name: string
  /** As `TestBuildkit` has it. More than one makes a builder of several nodes. */
  readonly addresses: readonly string[]
  /** Whether it becomes the current builder. */
  readonly use?: boolean
}

/**
 * Makes a builder of the remote driver in a Docker configuration directory, as docker/setup-buildx-action does for a
 * build fleet. No Docker daemon is needed.
 */
export async function createRemoteBuilder(configDirectory: string, builder: RemoteBuilder): Promise<void> {
  for (const [node, address] of builder.addresses.entries()) {
    const child = spawn(
      requireTool('docker'),
      [
        ...[
          'buildx',
          'create',
          '--name',
          builder.name,
          '--driver',
          'remote',
          '--node',
          `${builder.name}${node}`
        ],
        ...(node > 0 ? ['--append'] : []),
        ...(builder.use === true ? ['--use'] : []),
        address
      ],
      {
        env: { PATH: toolPath(), HOME: configDirectory, DOCKER_CONFIG: configDirectory },
        stdio: ['ignore', 'ignore', 'pipe']
      }
    )
    let words = ''
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
    const [exitCode] = (await once(child, 'close')) as [number | null]
    if (exitCode !== 0) throw new Error(`The builder ${builder.name} could not be made: ${words}`)
  }
}
