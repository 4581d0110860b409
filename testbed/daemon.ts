import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whether a child process is gone. */
function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** Asks a daemon to end, and ends it by force when it has not done so after a while. */
export async function endDaemon(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  // dockerd stops its containerd, and waits for what runs in containers.
  const patience = new AbortController()
  await Promise.race([ended, sleep(20_000, undefined, { signal: patience.signal }).catch(() => undefined)])
  patience.abort()
  if (!hasEnded(child)) child.kill('SIGKILL')
  await ended
}

/** How long a daemon may take to start on a loaded machine, in milliseconds. */
const startLimitMs = 60_000

/**
 * Asks until a daemon is ready.
 * @param ask answers undefined as long as it is not
 * @throws when the daemon has ended, or when it takes too long
 */
export async function waitUntilReady<T>(child: ChildProcess, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + startLimitMs
  while (performance.now() < deadline) {
    if (hasEnded(child)) throw new Error(`it ended with ${String(child.exitCode ?? child.signalCode)}`)
    const answer = await ask()
    if (answer !== undefined) return answer
    await sleep(100)
  }
  throw new Error(`it was not ready after ${startLimitMs / 1_000} s`)
}

/** Unmounts what an ended builder left mounted: file systems of containers, and network namespaces. */
export async function unmountBelow(directory: string): Promise<void> {
  const mounts = (await readFile('/proc/self/mounts', 'utf8').catch(() => ''))
    .split('\n')
    .map(line => line.split(' ')[1] ?? '')
    .filter(mount => mount.startsWith(`${directory}/`))
  for (const mount of mounts.reverse()) {
    await once(spawn('umount', ['--lazy', mount], { stdio: 'ignore' }), 'close')
  }
}
