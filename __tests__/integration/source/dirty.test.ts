import {
  appendFile,
  chmod,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile
} from 'node:fs/promises'
import path from 'node:path'

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'

import { readExcluded } from '../../../src/source/changes/excluded.ts'
import { listDirty } from '../../../src/source/changes/dirty.ts'
import { readSourcePaths } from '../../../src/source/changes/source-paths.ts'
import { type BareRepository, type Files, gitEnvironment, runGit } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { gitSystem } from '../../support/git/git-system.ts'

let server: GitServer
let temporary: Temporary
let git: (...args: string[]) => Promise<string>
let count = 0

beforeAll(async () => {
  server = await startGitServer()
  temporary = await createTemporary('newtag-work-tree')
  const environment = await gitEnvironment(path.join(temporary.path, 'home'))
  git = async (...args) => (await runGit(args, environment)).toString().trim()
})
afterAll(async () => {
  await server.close()
  await temporary.remove()
})

async function createRepository(files: Files): Promise<BareRepository> {
  count += 1
  return await server.createRepository(`acme/shop-${count}`, { files })
}

async function clone(repository: BareRepository, ...options: string[]): Promise<string> {
  count += 1
  const workspace = path.join(temporary.path, `checkout-${count}`)
  await git('-c', 'protocol.file.allow=always', 'clone', '--quiet', ...options, repository.url, workspace)
  return workspace
}

const headOf = (workspace: string) => git('-C', workspace, 'rev-parse', 'HEAD')

/** Asks about the commit that is checked out, unless another one is given; the first path is the context. */
async function ask(
  workspace: string,
  paths: readonly string[] = ['.'],
  commit?: string,
  ignoreFile = path.join(paths[0] ?? '.', '.dockerignore')
) {
  const read = readSourcePaths(paths)
  if (!read.ok) throw new Error(read.problem)
  const system = gitSystem(path.join(temporary.path, 'home'))
  const isExcluded = await readExcluded(workspace, { paths, context: paths[0] ?? '.', ignoreFile })
  return await listDirty(system, workspace, commit ?? (await headOf(workspace)), read.value, isExcluded)
}

async function write(workspace: string, name: string, text = 'new\n'): Promise<void> {
  const file = path.join(workspace, name)
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, text)
}

/** Lets Git look at the bytes, because the file may have been written since the checkout. */
async function touch(workspace: string, ...names: string[]): Promise<void> {
  for (const name of names) await utimes(path.join(workspace, name), 1_500_000_000, 1_500_000_000)
}

describe('the files of a checkout', () => {
  let repository: BareRepository
  let workspace: string
  beforeAll(async () => {
    repository = await createRepository({
      '.gitignore': '*.log\n/a/out/\n',
      '.gitattributes': '*.txt text eol=crlf\n',
      'a/f': 'one\n',
      'a/g': 'one\n',
      'a/lines.txt': 'one\ntwo\n',
      'ab/f': 'one\n',
      'b/f': 'one\n',
      l: { mode: '120000', content: 'b' }
    })
  })
  beforeEach(async () => {
    workspace = await clone(repository)
  })

  test('are those of the commit, also when they have been written again', async () => {
    expect(await readFile(path.join(workspace, 'a/lines.txt'), 'utf8')).toBe('one\r\ntwo\r\n')
    expect(await ask(workspace)).toEqual([])
    await touch(workspace, 'a/f', 'a/lines.txt')
    expect(await ask(workspace)).toEqual([])
    expect(await ask(workspace, ['a', 'b/f'])).toEqual([])
  })

  test.each<[string, string, (name: string) => Promise<unknown>]>([
    ['is changed', 'a/f', name => writeFile(name, 'two\n')],
    [
      'is changed to what is as long, at the same time',
      'a/f',
      async name => {
        const { atime, mtime } = await stat(name)
        await writeFile(name, 'eno\n')
        await utimes(name, atime, mtime)
      }
    ],
    ['is deleted', 'a/f', name => rm(name)],
    ['may be run', 'a/f', name => chmod(name, 0o755)],
    [
      'is a link',
      'a/f',
      async name => {
        await rm(name)
        await symlink('g', name)
      }
    ],
    [
      'is new',
      'a/new/file',
      async name => {
        await mkdir(path.dirname(name))
        await writeFile(name, 'x')
      }
    ],
    ['has an odd name', 'a/ü "x"\n->y', name => writeFile(name, 'x')]
  ])('one that %s', async (_, name, change) => {
    await change(path.join(workspace, name))
    expect(await ask(workspace, ['a'])).toEqual([name])
    expect(await ask(workspace)).toEqual([name])
    expect(await ask(workspace, [name])).toEqual([name])
    expect(await ask(workspace, ['ab', 'b'])).toEqual([])
  })

  test('are staged: they differ from the commit all the same', async () => {
    await write(workspace, 'a/new')
    await write(workspace, 'a/f', 'two\n')
    await git('-C', workspace, 'add', '.')
    await git('-C', workspace, 'mv', 'a/g', 'a/h')
    expect(await ask(workspace, ['a'])).toEqual(['a/f', 'a/g', 'a/h', 'a/new'])
  })

  test('are many: five are listed', async () => {
    for (const name of ['1', '2', '3', '4', '5', '6', '7']) await write(workspace, `a/${name}`)
    expect(await ask(workspace)).toEqual(['a/1', 'a/2', 'a/3', 'a/4', 'a/5'])
  })

  test('are in a folder that the commit does not have', async () => {
    expect(await ask(workspace, ['dist'])).toEqual([])
    await write(workspace, 'dist/x')
    expect(await ask(workspace, ['a', 'dist'])).toEqual(['dist/x'])
  })

  test('are behind a link: nothing is known', async () => {
    await write(workspace, 'b/new')
    for (const name of ['l', 'l/f']) expect(await ask(workspace, [name])).toBeUndefined()
  })

  test('are another repository, which a step has put there', async () => {
    const inner = path.join(workspace, 'gitops')
    await git('clone', '--quiet', repository.url, inner)
    expect(await ask(workspace)).toEqual(['gitops/'])
    expect(await ask(workspace, ['a'])).toEqual([])
  })

  test('are not looked up again: nothing is written', async () => {
    await touch(workspace, 'a/f')
    await write(workspace, 'a/new')
    const snapshot = async () => ({
      names: (await readdir(workspace, { recursive: true })).sort(),
      index: (await readFile(path.join(workspace, '.git/index'))).toString('base64')
    })
    const before = await snapshot()
    await ask(workspace)
    expect(await snapshot()).toEqual(before)
  })
})

describe('a file that Git ignores', () => {
  /** Checks out these files, and has an earlier step make the others. */
  async function build(files: Files, ...made: string[]): Promise<string> {
    const workspace = await clone(await createRepository({ 'api/Dockerfile': 'COPY app /app\n', ...files }))
    for (const name of made) await write(workspace, name)
    return workspace
  }

  test('is in the build: another source may have made it', async () => {
    const workspace = await build({ '.gitignore': 'api/app\n', 'src/main.c': 'int main;\n' })
    expect(await ask(workspace, ['api'])).toEqual([])
    await write(workspace, 'api/app')
    expect(await ask(workspace, ['api'])).toEqual(['api/app'])
    expect(await ask(workspace)).toEqual(['api/app'])
    expect(await ask(workspace, ['src', 'api/Dockerfile'])).toEqual([])
  })

  test('is kept out of the build, with all that is in the folder', async () => {
    const rules = { '.gitignore': 'node_modules\n*.log\n', '.dockerignore': '**/node_modules/\n**/*.log\n' }
    const made = ['node_modules/a/x.js', 'web/node_modules/b/y.js', 'x.log', 'web/y.log']
    const workspace = await build(rules, ...made)
    expect(await ask(workspace)).toEqual([])
    // The rules of another context are not those of this one.
    await write(workspace, 'api/node_modules/x.js')
    expect(await ask(workspace, ['api'])).toEqual(['api/node_modules/'])
  })

  test('is let in again by an exception', async () => {
    const rules = {
      '.gitignore': 'dist\n.cache\napp\n',
      'api/.dockerignore': '*\n!dist\n!out/app\ndist/.cache\n',
      'api/dist/kept': '',
      'api/out/kept': ''
    }
    const workspace = await build(rules, 'api/.cache/x', 'api/dist/.cache/x', 'api/lib/dist/x', 'api/lib/app')
    expect(await ask(workspace, ['api'])).toEqual([])
    await write(workspace, 'api/out/app')
    expect(await ask(workspace, ['api'])).toEqual(['api/out/app'])
    await write(workspace, 'api/dist/main.js')
    expect(await ask(workspace, ['api'])).toEqual(['api/dist/main.js', 'api/out/app'])
  })

  test('is in a folder of which an exception lets something in', async () => {
    const rules = { '.gitignore': 'build\n', 'api/.dockerignore': 'build\n!build/libs/*.jar\n' }
    expect(await ask(await build(rules, 'api/build/tmp/x'), ['api'])).toEqual(['api/build/'])
  })

  test('is kept out by the rules that the builder reads, which belong to the Dockerfile', async () => {
    const rules = {
      '.gitignore': 'app\n',
      'docker/web.Dockerfile': 'COPY . .\n',
      'docker/web.Dockerfile.dockerignore': 'app\n',
      'api/.dockerignore': '# none\n'
    }
    const workspace = await build(rules, 'api/app')
    const own = 'docker/web.Dockerfile.dockerignore'
    const paths = ['api', 'docker/web.Dockerfile', own]
    expect(await ask(workspace, paths, undefined, own)).toEqual([])
    expect(await ask(workspace, paths)).toEqual(['api/app'])
  })

  test.each([
    ['an ignore file further down', { 'api/lib/.gitignore': '/gen\n' }],
    ['an ignore file that is not committed', {}]
  ])('is named by %s', async (_, files: Files) => {
    const workspace = await build({ ...files, 'api/lib/f': '' }, 'api/lib/gen/x', 'api/gen/x')
    const exclude = path.join(workspace, '.git/info/exclude')
    await appendFile(exclude, `/api/gen/\n${'api/lib/.gitignore' in files ? '' : '/api/lib/gen/\n'}`)
    expect(await ask(workspace, ['api'])).toEqual(['api/gen/', 'api/lib/gen/'])
    await write(workspace, '.dockerignore', '**/gen\n')
    expect(await ask(workspace, ['api'])).toEqual(['api/gen/', 'api/lib/gen/'])
    await write(workspace, '.git/info/exclude', `${await readFile(exclude, 'utf8')}/api/.dockerignore\n`)
    await write(workspace, 'api/.dockerignore', '**/gen\n')
    // It keeps the folders out, and nobody knows what it was before.
    expect(await ask(workspace, ['api'])).toEqual(['api/.dockerignore'])
  })

  test('is named by the ignore file of the user', async () => {
    const workspace = await build({}, 'api/app.bin')
    expect(await ask(workspace, ['api'])).toEqual(['api/app.bin'])
    const file = path.join(temporary.path, 'home/.config/git/ignore')
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, '*.bin\n')
    try {
      await write(workspace, 'api/new')
      expect(await git('-C', workspace, 'check-ignore', 'api/app.bin')).toBe('api/app.bin')
      expect(await ask(workspace, ['api'])).toEqual(['api/new', 'api/app.bin'])
    } finally {
      await rm(file)
    }
  })

  test('comes after those that are changed, and they are five in all', async () => {
    const workspace = await build({ '.gitignore': '*.o\n' }, 'api/z', 'api/y')
    for (const name of ['1', '2', '3', '4', '5']) await write(workspace, `api/${name}.o`)
    const listed = ['api/Dockerfile', 'api/y', 'api/z', 'api/1.o', 'api/2.o']
    await write(workspace, 'api/Dockerfile')
    expect(await ask(workspace, ['api'])).toEqual(listed)
  })

  test('is behind many that are kept out', async () => {
    const workspace = await build({ '.gitignore': '*.o\n', 'api/.dockerignore': '?.o\n' })
    for (const name of ['1', '2', '3', '4', '5', '6', 'zz']) await write(workspace, `api/${name}.o`)
    expect(await ask(workspace, ['api'])).toEqual(['api/zz.o'])
  })

  test('is a folder, also an empty one', async () => {
    const workspace = await build({ '.gitignore': 'out\n', 'web/.dockerignore': 'out/**\n' })
    for (const name of ['api/out', 'web/out']) await mkdir(path.join(workspace, name), { recursive: true })
    expect(await ask(workspace, ['api'])).toEqual(['api/out/'])
    expect(await ask(workspace, ['web'])).toEqual([])
  })

  test('is what the build reads in spite of the rules', async () => {
    const workspace = await build({ '.gitignore': 'gen\n', '.dockerignore': 'gen\n' }, 'gen/Dockerfile')
    expect(await ask(workspace)).toEqual([])
    for (const other of ['gen/Dockerfile', 'gen', 'gen/assets'])
      expect(await ask(workspace, ['.', other])).toEqual(['gen/'])
    // The context itself is made.
    expect(await ask(workspace, ['gen'])).toEqual(['gen/'])
  })

  test('is not kept out by rules that are a link', async () => {
    const link = { mode: '120000', content: 'rules' } as const
    const workspace = await build(
      { '.gitignore': 'x\n', 'api/rules': 'x\n', 'api/.dockerignore': link },
      'api/x'
    )
    expect(await ask(workspace, ['api'])).toEqual(['api/x'])
    expect(await ask(workspace, ['api'], undefined, 'api/rules')).toEqual([])
  })

  test('is in a submodule', async () => {
    const library = await createRepository({ '.gitignore': 'out\n', 'src/f': 'one\n' })
    const repository = await createRepository({
      '.gitmodules': `[submodule "lib"]\n\tpath = lib\n\turl = ${library.url}\n`,
      '.dockerignore': 'lib/out\n',
      lib: { mode: '160000', commit: await library.tip('main') }
    })
    const workspace = await clone(repository, '--recurse-submodules')
    await write(workspace, 'lib/out/x')
    expect(await ask(workspace)).toEqual([])
    await write(workspace, 'lib/src/out/x')
    expect(await ask(workspace)).toEqual(['lib/src/out/'])
    await write(workspace, 'new')
    expect(await ask(workspace)).toEqual(['new', 'lib/src/out/'])
    expect(await ask(workspace, ['lib'])).toEqual(['lib/out/', 'lib/src/out/'])
  })
})

describe('what is checked out', () => {
  let repository: BareRepository
  let first: string
  beforeAll(async () => {
    repository = await createRepository({ 'a/f': 'one\n' })
    first = await repository.tip('main')
    await repository.commit('main', { 'a/f': 'two\n' }, 'Second commit')
  })

  test('is another commit, or none', async () => {
    const workspace = await clone(repository)
    expect(await ask(workspace, ['.'], first)).toBeUndefined()
    count += 1
    const empty = path.join(temporary.path, `empty-${count}`)
    expect(await ask(empty, ['.'], first)).toBeUndefined()
    await git('init', '--quiet', empty)
    expect(await ask(empty, ['.'], first)).toBeUndefined()
    const inside = path.join(workspace, 'a')
    expect(await ask(inside, ['.'], await headOf(workspace))).toBeUndefined()
  })

  test('is a shallow clone', async () => {
    const workspace = await clone(repository, '--depth=1')
    expect(await ask(workspace)).toEqual([])
    await write(workspace, 'a/f', 'three\n')
    expect(await ask(workspace)).toEqual(['a/f'])
  })

  test('is a partial clone: nothing is fetched', async () => {
    const workspace = await clone(repository, '--filter=blob:none')
    await write(workspace, 'a/f', 'three\n')
    await touch(workspace, 'a/f')
    const before = server.requests.length
    expect(await ask(workspace)).toEqual(['a/f'])
    expect(server.requests).toHaveLength(before)
  })

  test('is a work tree of another clone', async () => {
    const main = await clone(repository)
    count += 1
    const workspace = path.join(temporary.path, `work tree ${count}`)
    await git('-C', main, 'worktree', 'add', '--quiet', '--detach', workspace)
    expect(await ask(workspace)).toEqual([])
    await write(workspace, 'a/new')
    expect(await ask(workspace)).toEqual(['a/new'])
    expect(await ask(main)).toEqual([])
  })

  test('is looked at where it is, whatever its configuration says', async () => {
    const workspace = await clone(repository)
    const other = await clone(repository)
    await write(workspace, 'a/new')
    await git('-C', workspace, 'config', 'core.worktree', other)
    expect(await ask(workspace, ['a'])).toEqual(['a/new'])
    await git('-C', workspace, 'config', 'core.worktree', path.dirname(workspace))
    expect(await ask(workspace, ['a'])).toEqual(['a/new'])
  })
})

describe('a submodule', () => {
  let workspace: string
  let library: BareRepository
  let repository: BareRepository
  beforeAll(async () => {
    library = await createRepository({ 'src/f': 'one\n', other: 'one\n' })
    await library.commit('main', { other: 'two\n' }, 'Second commit')
    repository = await createRepository({
      '.gitmodules': `[submodule "lib"]\n\tpath = a/lib\n\turl = ${library.url}\n\tignore = all\n`,
      'a/lib': { mode: '160000', commit: await library.tip('main') },
      'a/f': 'one\n',
      'b/f': 'one\n'
    })
  })
  beforeEach(async () => {
    workspace = await clone(repository, '--recurse-submodules')
  })

  test('is as the commit has it', async () => {
    expect(await ask(workspace)).toEqual([])
  })

  test('has a file that is changed, and one that is new', async () => {
    await write(workspace, 'a/lib/src/f', 'two\n')
    await write(workspace, 'a/lib/new')
    const all = ['a/lib/src/f', 'a/lib/new']
    for (const paths of [['.'], ['a'], ['a/lib'], ['a/lib/src']])
      expect(await ask(workspace, paths)).toEqual(all)
    expect(await ask(workspace, ['b', 'a/f'])).toEqual([])
  })

  test('is at another commit', async () => {
    await git('-C', path.join(workspace, 'a/lib'), 'checkout', '--quiet', '--detach', 'HEAD^')
    expect(await ask(workspace)).toEqual(['a/lib'])
  })

  test('is not checked out', async () => {
    const bare = await clone(repository)
    expect(await ask(bare)).toEqual([])
    await write(bare, 'a/lib/generated')
    expect(await ask(bare)).toEqual(['a/lib/generated'])
    await rm(path.join(bare, 'a/lib'), { recursive: true })
    expect(await ask(bare, ['b'])).toEqual([])
  })
})

describe('the configuration of the checkout', () => {
  /** A filter for `*.x`, and every other way we know in which it names a program that a look at the files could run. */
  async function poison(workspace: string, gitDirectory: string, trap: string): Promise<void> {
    const program = path.join(gitDirectory, 'program')
    await writeFile(program, `#!/bin/sh\necho "$0 $*" >> '${trap}'\ncat\n`, { mode: 0o755 })
    const hooks = path.join(gitDirectory, 'traps')
    await mkdir(hooks)
    for (const hook of ['post-index-change', 'fsmonitor-watchman', 'reference-transaction', 'post-checkout'])
      await writeFile(path.join(hooks, hook), `#!/bin/sh\necho hook >> '${trap}'\n`, { mode: 0o755 })
    const lines = [
      `[core]\n\tfsmonitor = ${program}\n\thooksPath = ${hooks}\n\tsshCommand = ${program}\n\tpager = ${program}`,
      `\tattributesFile = ${gitDirectory}/info/attributes\n\talternateRefsCommand = ${program}\n\teditor = ${program}`,
      `[filter "x"]\n\tclean = ${program}\n\tsmudge = ${program}\n\trequired = true`,
      `[filter "Long.y"]\n\tprocess = ${program}\n\trequired = true`,
      `[diff]\n\texternal = ${program}\n[diff "x"]\n\tcommand = ${program}\n\ttextconv = ${program}`,
      `[status]\n\tsubmoduleSummary = true\n[submodule]\n\trecurse = true`,
      `[pager]\n\tstatus = ${program}\n\tconfig = ${program}\n[alias]\n\tstatus = !${program}`,
      `[merge "x"]\n\tdriver = ${program}\n[log]\n\tshowSignature = true\n[gpg]\n\tprogram = ${program}`,
      `[include]\n\tpath = included`
    ]
    await appendFile(path.join(gitDirectory, 'config'), `${lines.join('\n')}\n`)
    await writeFile(path.join(gitDirectory, 'included'), `[filter "z"]\n\tclean = ${program}\n`)
    await mkdir(path.join(gitDirectory, 'info'), { recursive: true })
    const attributes = '*.x filter=x diff=x merge=x\n*.y filter=Long.y\n*.z filter=z\n'
    await writeFile(path.join(gitDirectory, 'info/attributes'), attributes)
    await touch(workspace, 'a.x', 'a.z')
  }

  const files = { '.gitattributes': '*.x filter=x\n', 'a.x': 'one\n', 'a.y': 'one\n', 'a.z': 'one\n' }
  const isThere = (file: string) =>
    stat(file).then(
      () => true,
      () => false
    )

  test('runs nothing, in the checkout and in its submodules', async () => {
    const library = await createRepository(files)
    const repository = await createRepository({
      ...files,
      '.gitmodules': `[submodule "lib"]\n\tpath = lib\n\turl = ${library.url}\n`,
      lib: { mode: '160000', commit: await library.tip('main') }
    })
    const workspace = await clone(repository, '--recurse-submodules')
    const head = await headOf(workspace)
    const trap = path.join(temporary.path, 'trap')
    await poison(workspace, path.join(workspace, '.git'), trap)
    await poison(path.join(workspace, 'lib'), path.join(workspace, '.git/modules/lib'), trap)
    expect(await ask(workspace, ['.'], head)).toEqual([])
    await touch(workspace, 'a.y', 'lib/a.y')
    await write(workspace, 'a.z', 'two\n')
    await write(workspace, 'lib/a.x', 'two\n')
    expect(await ask(workspace, ['.'], head)).toEqual(['a.z', 'lib/a.x'])
    expect(await isThere(trap)).toBe(false)
    // The traps are good ones: by itself Git steps into them, in the submodule, too.
    for (const name of ['a.x', 'lib']) await git('-C', workspace, 'status', '--', name).catch(() => undefined)
    const sprung = await readFile(trap, 'utf8')
    expect(sprung).toContain(`${workspace}/.git/program`)
    expect(sprung).toContain(`${workspace}/.git/modules/lib/program`)
  })

  test('each of the traps would run', async () => {
    const workspace = await clone(await createRepository(files))
    const trap = path.join(temporary.path, 'trap-of-filters')
    await poison(workspace, path.join(workspace, '.git'), trap)
    const quiet = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null']
    for (const name of ['a.x', 'a.y', 'a.z']) {
      await touch(workspace, name)
      await git('-C', workspace, ...quiet, 'status', '--', name).catch(() => undefined)
      expect(await readFile(trap, 'utf8')).toContain('program')
      await rm(trap)
    }
  })

  test('has a filter that cannot be named: nothing is known', async () => {
    const workspace = await clone(await createRepository(files))
    await appendFile(path.join(workspace, '.git/config'), '[filter "a=b"]\n\tclean = false\n')
    expect(await ask(workspace)).toBeUndefined()
  })

  test('has a filter that changes files: they are the same until they are written', async () => {
    const repository = await createRepository({ '.gitattributes': '*.x filter=x\n', 'a.x': 'ONE\n' })
    const filter = ['-c', 'filter.x.clean=tr a-z A-Z', '-c', 'filter.x.smudge=tr A-Z a-z']
    const workspace = await clone(repository, ...filter)
    expect(await readFile(path.join(workspace, 'a.x'), 'utf8')).toBe('one\n')
    // Git trusts what it knows of a file that is older than its index.
    await touch(workspace, 'a.x')
    await git('-C', workspace, ...filter, 'update-index', '--refresh')
    expect(await ask(workspace)).toEqual([])
    await utimes(path.join(workspace, 'a.x'), 1_600_000_000, 1_600_000_000)
    expect(await ask(workspace)).toEqual(['a.x'])
  })
})
