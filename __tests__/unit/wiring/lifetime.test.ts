import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtemp, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { createProcesses } from '../../../src/system/process.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { requireTool } from '../../../testbed/tools.ts'

// Every kind of sudden end, in a process of its own: a run with a login in its folder.

const lifetime = path.join(import.meta.dirname, '../../../src/wiring/lifetime.ts')
const processes = createProcesses(new AbortController().signal)

let temporary: Temporary

beforeAll(async () => {
  temporary = await createTemporary('newtag-lifetime-')
})
afterAll(async () => {
  await temporary.remove()
})

/** Runs a script in the place of a run. `stop` is how it hears that it is to end; `forever` keeps the process alive. */
async function live(body: string) {
  const folder = await mkdtemp(path.join(temporary.path, 'temp-'))
  const script = `
    import { EventEmitter, once } from 'node:events'
    import { writeFileSync } from 'node:fs'
    import { spawn } from 'node:child_process'
    import { watchLifetime, withTemporaryFolder } from ${JSON.stringify(lifetime)}
    const log = { info: console.log, warning: console.log }
    const life = watchLifetime(log)
    const stop = () => once(life.ending, 'abort')
    const forever = () => { setInterval(() => {}, 1000); return new Promise(() => {}) }
    const act = () => withTemporaryFolder(${JSON.stringify(folder)}, log, async home => {
      writeFileSync(home + '/config.json', 'login')
      console.log('begun')
      ${body}
    })
    try {
      const value = await Promise.race([act(), life.lost])
      console.log('ended', value, life.thrown()?.error?.message)
    } catch (error) {
      console.log('caught', error.message, life.thrown()?.error?.message)
      if (life.isLost()) process.exit(1)
    } finally {
      life.close()
    }`
  const file = path.join(folder, '..', `${path.basename(folder)}.mts`)
  await writeFile(file, script)
  const { exitCode, stdout, stderr } = await processes.run(requireTool('node24'), [file], {
    env: { PATH: '/usr/bin:/bin', NODE_NO_WARNINGS: '1' },
    timeoutMs: 60_000
  })
  const said = stdout.toString().trim().split('\n').slice(1)
  return { exitCode, said, stderr, left: await readdir(folder) }
}

describe('a run in which something is thrown where nobody can catch it', () => {
  test.each([
    ['an exception in a timer', 'setTimeout(() => { throw new Error("boom") })'],
    ['a rejection that nobody waits for', 'void Promise.reject(new Error("boom"))'],
    ['a text', 'setTimeout(() => { throw "boom" })'],
    [
      'an exception in a handler of data',
      'const c = spawn("echo", ["x"]); c.stdout.on("data", () => { throw new Error("boom") })'
    ],
    [
      'an error event that nobody listens to',
      'setImmediate(() => new EventEmitter().emit("error", new Error("boom")))'
    ],
    [
      'a second one after the first',
      'setTimeout(() => { throw new Error("boom") }); setTimeout(() => { throw new Error("later") }, 20)'
    ]
  ])('hears that it is to end, and does: %s', async (_, throwing) => {
    const { said, left, exitCode } = await live(
      `${throwing}; await stop(); await new Promise(r => setTimeout(r, 50)); return 'report'`
    )
    expect(said[0]).toMatch(/^ended report (boom|undefined)$/)
    expect(left).toEqual([])
    expect(exitCode).toBe(0)
  })

  test('is given up when it does not end: the folder goes all the same', async () => {
    const { said, left, exitCode } = await live(
      'setTimeout(() => { throw new Error("boom") }); await forever()'
    )
    expect(said).toEqual(['caught boom boom'])
    expect(left).toEqual([])
    expect(exitCode).toBe(1)
  })

  test('is given up at once when there is nothing left to wait for', async () => {
    const { said, left } = await live(
      'setTimeout(() => { throw new Error("boom") }); await new Promise(() => {})'
    )
    expect(said).toEqual(['caught boom boom'])
    expect(left).toEqual([])
  })
})

describe('other sudden ends', () => {
  test('a run that waits for what never comes', async () => {
    const { said, left, exitCode } = await live('await new Promise(() => {})')
    expect(said).toEqual(['caught The run waits for something that never comes undefined'])
    expect(left).toEqual([])
    expect(exitCode).toBe(1)
  })

  test('process.exit in the middle', async () => {
    const { left, exitCode } = await live('process.exit(7)')
    expect(left).toEqual([])
    expect(exitCode).toBe(7)
  })

  test('a reader of the log that is gone', async () => {
    const { left } = await live(
      'process.stdout.destroy(); console.log("x"); process.stdout.emit("error", new Error("EPIPE")); await stop()'
    )
    expect(left).toEqual([])
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s', async signal => {
    const { said, left } = await live(
      `const heard = stop(); process.kill(process.pid, '${signal}'); const timer = setInterval(() => {}, 1000); await heard; clearInterval(timer); return 'report'`
    )
    expect(said).toEqual(['Cancelled; stopping what is under way.', 'ended report undefined'])
    expect(left).toEqual([])
  })

  test('what is thrown after the report makes the step red', async () => {
    const { exitCode, stderr } = await live('setTimeout(() => { throw new Error("late") }, 200)')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Error: late')
  })
})
