import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { createProcesses } from '../../../src/system/process.ts'
import { ProgramNotFound } from '../../../src/system/program-errors.ts'
import { createPrograms } from '../../../src/system/programs.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'

// Programs are never taken from the workspace, whatever PATH says.

let temporary: Temporary
let workspace: string
let system: string

/** A program that says where it lies. */
async function place(folder: string, name = 'git'): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, name), `#!/bin/sh\necho ${folder}\n`)
  await chmod(path.join(folder, name), 0o755)
}

beforeAll(async () => {
  temporary = await createTemporary('newtag-programs-')
  const at = (...names: string[]) => path.join(temporary.path, ...names)
  workspace = at('work')
  system = at('system')
  await place(at('work', 'bin'))
  await place(at('work'))
  await place(system)
  await mkdir(at('links'))
  // A link to a folder of the workspace, a link to a file of it, and a link to the workspace itself.
  await symlink(at('work', 'bin'), at('linked'))
  await symlink(at('work', 'bin', 'git'), at('links', 'git'))
  await symlink(at('work'), at('other'))
  // A folder of the workspace that is a link to outside is the commit's choice.
  await place(at('outside'))
  await symlink(at('outside'), at('work', 'out'))
  await mkdir(at('work2'))
  await place(at('work2'))
})
afterAll(async () => {
  await temporary.remove()
})

const inside: readonly (readonly [string, () => string])[] = [
  ['an empty entry', () => ''],
  ['a relative entry', () => 'bin'],
  ['the current folder', () => '.'],
  ['the workspace', () => workspace],
  ['a folder of the workspace', () => path.join(workspace, 'bin')],
  ['a way round', () => `${system}/../work/bin`],
  ['a link to a folder of it', () => path.join(temporary.path, 'linked')],
  ['the workspace behind a link', () => path.join(temporary.path, 'other', 'bin')],
  ['a link in it to elsewhere', () => path.join(workspace, 'out')]
]

describe('createPrograms', () => {
  test.each([
    ...inside,
    ['a folder with a link to a file of it', () => path.join(temporary.path, 'links')]
  ] as const)('passes over %s', async (_, entry) => {
    const { find } = createPrograms(workspace)
    const PATH = [entry(), system].join(path.delimiter)
    expect(await find('git', { PATH })).toBe(path.join(system, 'git'))
  })

  test.each(inside)('leaves %s out of the PATH of children', async (_, entry) => {
    const { searchPath } = createPrograms(workspace)
    expect(await searchPath({ PATH: [entry(), system, entry()].join(path.delimiter) })).toBe(system)
    // Empty, it would be the current folder.
    expect(await searchPath({ PATH: entry() })).toBe('/dev/null')
  })

  test('takes what lies beside the workspace, and everything absolute where there is none', async () => {
    const beside = path.join(temporary.path, 'work2')
    expect(await createPrograms(workspace).find('git', { PATH: beside })).toBe(path.join(beside, 'git'))
    const bin = path.join(workspace, 'bin')
    expect(await createPrograms(undefined).find('git', { PATH: `.:${bin}` })).toBe(path.join(bin, 'git'))
  })

  test('says where the program is that it passed over', async () => {
    const error = await createPrograms(workspace)
      .find('git', { PATH: path.join(workspace, 'bin') })
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ProgramNotFound)
    expect((error as Error).message).toBe(
      `git is on PATH only as ${workspace}/bin/git, in the workspace, from which newtag starts no program`
    )
  })

  test('has no PATH for a child that is to have none', async () => {
    expect(await createPrograms(workspace).searchPath({})).toBeUndefined()
  })
})

test('a child finds no program of the workspace either', async () => {
  const processes = createProcesses(new AbortController().signal, { workspace })
  const PATH = ['', '.', path.join(workspace, 'bin'), system, '/usr/bin', '/bin'].join(':')
  const { stdout } = await processes.run('sh', ['-c', 'git; echo "$PATH"'], { env: { PATH }, cwd: workspace })
  expect(stdout.toString()).toBe(`${system}\n${system}:/usr/bin:/bin\n`)
})
