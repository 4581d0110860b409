import { describe, expect, test } from '@jest/globals'

import { createProcesses } from '../../../src/system/process.ts'
import { ProgramNotFound } from '../../../src/system/program-errors.ts'

const never = new AbortController().signal
const env = { PATH: process.env['PATH'] ?? '' }
const node = process.execPath

describe('createProcesses', () => {
  test('gives exit code, output and errors, whatever the bytes', async () => {
    const script = 'process.stdin.pipe(process.stdout); console.error("e"); process.exitCode = 3'
    const input = Buffer.from([0, 255, 10, 128])
    const result = await createProcesses(never).run(node, ['-e', script], { env, input })
    expect(result).toEqual({ exitCode: 3, stdout: input, stderr: 'e\n' })
  })

  test('gives the child the environment it was given and no other', async () => {
    const script = 'process.stdout.write(JSON.stringify(Object.keys(process.env)))'
    const { stdout } = await createProcesses(never).run(node, ['-e', script], { env: { ONLY: '1' } })
    expect(JSON.parse(stdout.toString())).toEqual(['ONLY'])
  })

  test('passes arguments as they are, without a shell', async () => {
    const { stdout } = await createProcesses(never).run(
      node,
      ['-p', 'process.argv[1]', '$(id) `id` "x"; y'],
      { env }
    )
    expect(stdout.toString()).toBe('$(id) `id` "x"; y\n')
  })

  test('cuts the output into lines, also at carriage returns and within characters', async () => {
    const lines: string[] = []
    const script =
      'const b = Buffer.from("one\\r\\ntw\\u00f6\\rthree\\n\\nlast"); for (const x of b) process.stdout.write(Buffer.from([x]))'
    await createProcesses(never).run(node, ['-e', script], { env, onLine: line => lines.push(line) })
    expect(lines).toEqual(['one', 'twö', 'three', '', 'last'])
  })

  test('tells a missing program from a missing folder', async () => {
    const processes = createProcesses(never)
    await expect(processes.run('newtag-no-such-program', [], { env })).rejects.toBeInstanceOf(ProgramNotFound)
    await expect(processes.run(node, ['-v'], { env, cwd: '/no/such/folder' })).rejects.not.toBeInstanceOf(
      ProgramNotFound
    )
  })

  test('ends what runs when the run is cancelled, even what does not listen', async () => {
    const cancel = new AbortController()
    const script = 'process.on("SIGINT", () => {}); console.log("up"); setInterval(() => {}, 1000)'
    const running = createProcesses(cancel.signal).run(node, ['-e', script], {
      env,
      onLine: () => {
        cancel.abort()
      }
    })
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' })
    await expect(createProcesses(cancel.signal).run(node, ['-v'], { env })).rejects.toMatchObject({
      code: 'CANCELLED'
    })
  })

  test('ends what the child has started with it, and does not wait for whoever holds its output', async () => {
    const cancel = new AbortController()
    let grandchild = 0
    // The grandchild does not listen to SIGINT, keeps the pipe open, and outlives its parent if nobody ends it.
    const script =
      'const { spawn } = require("child_process");' +
      'const c = spawn(process.execPath, ["-e", "process.on(\\"SIGINT\\", () => {}); console.log(process.pid); setInterval(() => {}, 1000)"], { stdio: "inherit" });'
    const running = createProcesses(cancel.signal).run(node, ['-e', script], {
      env,
      onLine: line => {
        grandchild = Number(line)
        cancel.abort()
      }
    })
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(grandchild).toBeGreaterThan(0)
    const isAlive = () => {
      try {
        process.kill(grandchild, 0)
        return true
      } catch {
        return false
      }
    }
    for (let look = 0; look < 200 && isAlive(); look += 1)
      await new Promise(resolve => setTimeout(resolve, 50))
    expect(isAlive()).toBe(false)
  })

  test('does not wait for a program that left the group and holds the output of a child that has ended', async () => {
    let left = 0
    const script =
      'const { spawn } = require("child_process");' +
      'const c = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit", detached: true });' +
      'console.log(c.pid); process.exit(0)'
    const result = await createProcesses(never).run(node, ['-e', script], {
      env,
      onLine: line => {
        left = Number(line)
      }
    })
    process.kill(left, 'SIGKILL')
    expect(result.exitCode).toBe(0)
    expect(result.stdout.toString().trim()).toBe(String(left))
  })

  test('ends a child whose time is up, and says so', async () => {
    const result = await createProcesses(never).run(node, ['-e', 'setInterval(() => {}, 1000)'], {
      env,
      timeoutMs: 200
    })
    expect(result).toMatchObject({ ending: 'timed out after 0.2 s' })
    expect(result.exitCode).not.toBe(0)
  })

  test('takes what ended well for done, also when the run is cancelled meanwhile', async () => {
    const cancel = new AbortController()
    const script =
      'process.on("SIGINT", () => process.exit(0)); console.log("up"); setInterval(() => {}, 1000)'
    const running = createProcesses(cancel.signal).run(node, ['-e', script], {
      env,
      onLine: () => {
        cancel.abort()
      }
    })
    await expect(running).resolves.toMatchObject({ exitCode: 0 })
  })
})
