import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** A file system of its own, with little room. */
export interface SmallDisk {
  readonly path: string
  /** Takes up all the room but so many bytes. */
  fill(leave?: number): Promise<void>
  /** Gives the room back. */
  empty(): Promise<void>
  close(): Promise<void>
}

/** Mounts a disk of so many bytes at a folder that does not exist yet. */
export async function createSmallDisk(directory: string, bytes: number): Promise<SmallDisk> {
  await mkdir(directory, { recursive: true })
  await mount('mount', '-t', 'tmpfs', '-o', `size=${bytes},mode=0777`, 'tmpfs', directory)
  const ballast = path.join(directory, 'ballast')
  return {
    path: directory,
    fill: async (leave = 0) => {
      const { bavail, bsize } = await statfs(directory)
      await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leave)))
    },
    empty: () => rm(ballast, { force: true }),
    close: () => mount('umount', directory)
  }
}

/** Says why there can be no such disk here, or undefined. In CI it always is undefined: there it has to be possible. */
export async function smallDiskProblem(): Promise<string | undefined> {
  if (process.env['CI'] === 'true' || process.getuid?.() === 0) return undefined
  return await run('sudo', ['-n', 'true']).then(
    () => undefined,
    () => 'only root can mount a small disk'
  )
}

async function mount(program: 'mount' | 'umount', ...args: readonly string[]): Promise<void> {
  await (process.getuid?.() === 0 ? run(program, args) : run('sudo', ['-n', program, ...args]))
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const stderr: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  const [exitCode] = (await once(child, 'close')) as [number | null]
  if (exitCode !== 0) throw new Error(`${program} failed: ${Buffer.concat(stderr).toString().trim()}`)
}
