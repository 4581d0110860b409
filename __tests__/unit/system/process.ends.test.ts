import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { createProcesses, describeEnd } from '../../../src/system/process.ts'
import { ProgramNotRunnable } from '../../../src/system/program-errors.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'

// How a child can end, or not begin, other than by itself.

const never = new AbortController().signal
const env = { PATH: '/usr/bin:/bin' }
const processes = createProcesses(never)
const shell = async (script: string, more: object = {}) =>
  await processes.run('sh', ['-c', script], { env, ...more })

let temporary: Temporary

beforeAll(async () => {
  temporary = await createTemporary('newtag-process-')
})
afterAll(async () => {
  await temporary.remove()
})

describe('a child that does not end by itself', () => {
  test.each([
    ['KILL', 137, 'was ended by SIGKILL, probably because the machine ran out of memory'],
    ['TERM', 143, 'was ended by SIGTERM'],
    ['SEGV', 139, 'crashed (SIGSEGV)']
  ])('says which signal ended it: %s', async (signal, exitCode, ending) => {
    const result = await shell(`echo last words >&2; kill -${signal} $$`)
    expect(result).toMatchObject({ exitCode, ending, stderr: 'last words\n' })
    expect(describeEnd(result)).toBe(ending)
  })

  test('has failed when its time is up, also when it then ends well; what it said is kept', async () => {
    const script = 'trap "exit 0" INT; echo waiting >&2; while :; do sleep 0.05; done'
    const result = await shell(script, { timeoutMs: 300 })
    expect(result).toMatchObject({ exitCode: 1, ending: 'timed out after 0.3 s', stderr: 'waiting\n' })
  })

  test('has a limit when nobody gives it one, and none when nobody wants one', async () => {
    const short = createProcesses(never, { limitMs: 200 })
    await expect(short.run('sleep', ['60'], { env })).resolves.toMatchObject({
      ending: 'timed out after 0.2 s'
    })
    const slow = await short.run('sleep', ['0.5'], { env, timeoutMs: Infinity })
    expect(slow.ending).toBeUndefined()
    expect(slow.exitCode).toBe(0)
  })

  test('is told apart from one that fails', async () => {
    expect(describeEnd(await shell('exit 3'))).toBe('failed with exit code 3')
  })

  test('has read nothing of its input, and is judged by its exit code', async () => {
    const result = await shell('exec <&-; exit 4', { input: Buffer.alloc(5_000_000) })
    expect(result).toMatchObject({ exitCode: 4 })
  })
})

describe('an output without a bound', () => {
  test('is more than a text can hold, and its ends are kept', async () => {
    let lines = 0
    const script =
      'echo first; yes "$(head -c 4000 /dev/zero | tr "\\0" x)" | head -c 600000000; echo; echo last'
    const result = await shell(`${script}; { ${script}; } >&2`, {
      onLine: () => {
        lines += 1
      }
    })
    expect(lines).toBeGreaterThan(290_000)
    for (const text of [result.stdout.toString(), result.stderr]) {
      expect(text.length).toBeLessThan(4_000_000)
      expect(text).toMatch(/^first\nx+\n/)
      expect(text).toMatch(/\n\[\d+ MB left out\]\nx{4000}\n/)
      expect(text).toMatch(/\nlast\n$/)
    }
  }, 60_000)

  test('without an end of a line is cut into lines', async () => {
    let longest = 0
    await shell('head -c 50000000 /dev/zero', {
      onLine: (line: string) => {
        longest = Math.max(longest, line.length)
      }
    })
    expect(longest).toBeLessThan(200_000)
  })

  test('ends a child whose output is read as a whole', async () => {
    const small = createProcesses(never, { limits: { head: 10, tail: 10, whole: 1_000_000 } })
    const result = await small.run('yes', [], { env })
    expect(result.ending).toBe('printed more than 1.0 MB')
    expect(result.exitCode).not.toBe(0)
    expect(result.stdout.length).toBeLessThanOrEqual(1_000_000)
  })

  test('is not read on by whoever throws: the child is ended, and the error thrown', async () => {
    const onLine = () => {
      throw new RangeError('Invalid string length')
    }
    await expect(shell('yes', { onLine })).rejects.toThrow('Invalid string length')
    await expect(shell('printf "no line end"', { onLine })).rejects.toThrow('Invalid string length')
  })
})

describe('a program that cannot be run', () => {
  const place = async (name: string, content: string | Buffer, mode = 0o755) => {
    const folder = path.join(temporary.path, name)
    await mkdir(folder)
    const file = path.join(folder, 'tool')
    await writeFile(file, content)
    await chmod(file, mode)
    return { file, env: { PATH: folder } }
  }

  const foreign = async () => {
    const program = await readFile('/bin/true')
    program.writeUInt16LE(process.arch === 'arm64' ? 62 : 183, 18)
    return program
  }
  test.each([
    [
      'must not be executed',
      () => '#!/bin/sh\n',
      0o644,
      'this user must not execute it, or its disk is mounted with noexec (EACCES)'
    ],
    ['is empty', () => '', 0o755, 'it is empty'],
    ['is a text', () => 'hello world\n', 0o755, 'it is neither a program nor a script that begins with #!'],
    [
      'is a page of a proxy',
      () => '<!doctype html><html>\n',
      0o755,
      'it is neither a program nor a script that begins with #!'
    ],
    [
      'has no interpreter',
      () => '#!/no/such/shell\n',
      0o755,
      'the interpreter that its first line names, or the loader of its libraries, is not there (ENOENT)'
    ],
    ['is for another processor', foreign, 0o755, `it is a program for another processor than ${process.arch}`]
  ])('%s', async (name, content, mode, why) => {
    const { file, env } = await place(name, await content(), mode)
    const error: unknown = await processes.run('tool', [], { env }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ProgramNotRunnable)
    expect((error as Error).message).toBe(`${file} cannot be run: ${why}`)
  })

  test('gets too many arguments, or one that no program can get', async () => {
    const long = processes.run('true', ['x'.repeat(4_000_000)], { env })
    await expect(long).rejects.toThrow(
      /true cannot be run: its arguments and variables are longer .*\(E2BIG\)/
    )
    await expect(processes.run('true', ['\0'], { env })).rejects.toBeInstanceOf(ProgramNotRunnable)
  })

  test('was to run in a folder that is not there', async () => {
    const nowhere = { env, cwd: path.join(temporary.path, 'nowhere') }
    await expect(processes.run('true', [], nowhere)).rejects.toMatchObject({ code: 'CONTEXT_INVALID' })
  })

  test('a script that fails with the same exit codes is none', async () => {
    const { env: own } = await place('script', '#!/bin/sh\nexit 127\n')
    await expect(processes.run('tool', [], { env: own })).resolves.toMatchObject({ exitCode: 127 })
  })
})
