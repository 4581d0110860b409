import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { chmod, mkdir, mkdtemp, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { ActionError } from '../../../src/errors/errors.ts'
import { findKustomize, type KustomizeSearch } from '../../../src/kustomization/cli/binary.ts'
import type { CliPorts, Kustomize } from '../../../src/kustomization/cli/run.ts'
import { describeRewrite } from '../../../src/kustomization/cli/describe-rewrite.ts'
import { proveCliEdit } from '../../../src/kustomization/cli/edit-proof.ts'
import { cliArgument, setImageByCli } from '../../../src/kustomization/cli/edit-set-image.ts'
import { readModel } from '../../../src/kustomization/cli/model.ts'
import { createProcesses, type ProcessOptions, type Processes } from '../../../src/system/process.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { requireTool, skipReason } from '../../../testbed/tools.ts'
import type { EntryValues } from '../../../src/kustomization/read/entry.ts'

const reason = skipReason('kustomize')
const suite = reason === undefined ? describe : describe.skip
const processes = createProcesses(new AbortController().signal)
const [d1, d2] = [`sha256:${'1'.repeat(64)}`, `sha256:${'2'.repeat(64)}`]
/** What a job has in its environment, and kustomize must not see. */
const jobEnvironment = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/home/runner',
  INPUT_TOKEN: 'ghs_secret',
  GITHUB_TOKEN: 'ghs_secret',
  AWS_SECRET_ACCESS_KEY: 'aws_secret',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'oidc_secret',
  HTTPS_PROXY: 'http://user:proxy_secret@proxy.example:3128',
  KUSTOMIZE_PLUGIN_HOME: '/plugins'
}

let temporary: Temporary
beforeAll(async () => {
  if (reason !== undefined) console.warn(`skipped: ${reason}`)
  temporary = await createTemporary('newtag-kustomize-cli')
})
afterAll(async () => {
  await temporary.remove()
})

async function folder(name = 'folder'): Promise<string> {
  return await mkdtemp(path.join(temporary.path, `${name}-`))
}

/** Writes a program; the shell that runs it is found without PATH, and what is no built-in is not. */
async function program(directory: string, script: string, name = 'kustomize'): Promise<string> {
  await mkdir(directory, { recursive: true })
  const file = path.join(directory, name)
  await writeFile(file, `#!/bin/sh\n${script}\n`)
  await chmod(file, 0o755)
  return file
}

async function find(search: Partial<KustomizeSearch>): Promise<Kustomize | undefined> {
  const workspace = path.join(temporary.path, 'no-checkout')
  return await findKustomize({
    path: '',
    searchPath: '',
    workspace,
    processes,
    env: jobEnvironment,
    ...search
  })
}

async function failure(work: Promise<unknown>): Promise<ActionError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown
  )
  if (error instanceof ActionError) return error
  throw new Error(`It did not fail as it should: ${String(error)}`)
}

/** Ends what takes long at once, and tells for how long it would have been waited. */
function impatient(): Processes & { readonly waited: (number | undefined)[] } {
  const waited: (number | undefined)[] = []
  return {
    waited,
    run: (name, args, options: ProcessOptions) => {
      waited.push(options.timeoutMs)
      return processes.run(name, args, { ...options, timeoutMs: 200 })
    }
  }
}

describe('findKustomize', () => {
  test.each([
    ['v5', 'v5.8.1', 'v5.8.1'],
    ['v5 without the v', '5.8.1', 'v5.8.1'],
    [
      'a build of the main branch',
      'v5.8.1-0.20260101000000-abcdef+dirty',
      'v5.8.1-0.20260101000000-abcdef+dirty'
    ],
    [
      'v4',
      '{Version:kustomize/v4.5.7 GitCommit:56d82a8 BuildDate:2022-08-02T16:35:54Z GoOs:linux GoArch:amd64}',
      'v4.5.7'
    ],
    ['a build from source', '(devel)', '(devel)'],
    [
      'an old build from source',
      '{Version:unknown GitCommit:$Format:%H$ BuildDate:1970-01-01T00:00:00Z}',
      '(devel)'
    ]
  ])('reads the version of %s', async (_, output, version) => {
    const file = await program(await folder(), `[ "$*" = version ] && echo '${output}'`)
    expect(await find({ path: file })).toEqual({ path: file, version })
  })

  test('takes the first of PATH that can be executed', async () => {
    const [none, notExecutable, isFolder, first, second] = [
      await folder(),
      await folder(),
      await folder(),
      await folder(),
      await folder()
    ]
    await chmod(await program(notExecutable, 'echo v1.0.0'), 0o644)
    await mkdir(path.join(isFolder, 'kustomize'))
    const file = await program(first, 'echo v2.0.0')
    await program(second, 'echo v3.0.0')
    const folders = [none, '', path.join(none, 'missing'), notExecutable, isFolder, first, second]
    expect(await find({ searchPath: folders.join(path.delimiter) })).toEqual({
      path: file,
      version: 'v2.0.0'
    })
  })

  test('passes over relative folders, and finds nothing where there is nothing', async () => {
    const directory = await folder()
    await program(directory, 'echo v1.0.0')
    const relative = path.relative(process.cwd(), directory)
    const searchPath = ['', '.', relative, `./${relative}`].join(path.delimiter)
    expect(await find({ searchPath })).toBeUndefined()
    expect(await find({ searchPath: '' })).toBeUndefined()
  })

  test('passes over whatever lies in the workspace, by whatever way it is reached', async () => {
    const workspace = await folder('checkout')
    const outside = await folder('outside')
    const marker = path.join(outside, 'executed')
    const script = `echo x > '${marker}'; echo v1.0.0`
    const inside = await program(path.join(workspace, 'bin'), script)
    // A folder that links into it, a program that links into it, and a link in it that leads out.
    await symlink(path.join(workspace, 'bin'), path.join(outside, 'bin'))
    await mkdir(path.join(outside, 'tools'))
    await symlink(inside, path.join(outside, 'tools/kustomize'))
    const real = await program(path.join(outside, 'real'), script, 'other')
    await mkdir(path.join(workspace, 'links'))
    await symlink(real, path.join(workspace, 'links/kustomize'))
    // A folder of the workspace that leads out, and a folder outside that leads to a link in the workspace.
    await program(path.join(outside, 'real'), script)
    await symlink(path.join(outside, 'real'), path.join(workspace, 'away'))
    await symlink(path.join(workspace, 'links'), path.join(outside, 'back'))
    const entries = [
      path.join(workspace, 'bin'),
      path.join(outside, 'bin'),
      path.join(outside, 'tools'),
      path.join(workspace, 'links'),
      path.join(workspace, 'away'),
      path.join(outside, 'back')
    ]
    const last = await program(path.join(outside, 'last'), 'echo v5.0.0')

    for (const searchPath of [...entries, `${workspace}/../${path.basename(workspace)}/bin`]) {
      expect(await find({ searchPath, workspace })).toBeUndefined()
    }
    expect(
      await find({ searchPath: [...entries, path.dirname(last)].join(path.delimiter), workspace })
    ).toEqual({
      path: last,
      version: 'v5.0.0'
    })
    const linked = path.join(outside, 'checkout')
    await symlink(workspace, linked)
    expect(await find({ searchPath: path.join(workspace, 'bin'), workspace: linked })).toBeUndefined()

    for (const entry of entries) {
      const error = await failure(find({ path: path.join(entry, 'kustomize'), workspace }))
      expect(error.code).toBe('KUSTOMIZE_MISSING')
      expect(error.message).toContain('lies in the workspace')
      expect(error.message).toContain('RUNNER_TEMP')
    }
    await expect(stat(marker)).rejects.toThrow('ENOENT')
  })

  test('a folder beside the workspace with a longer name is not in it', async () => {
    const workspace = await folder('checkout')
    const file = await program(`${workspace}-tools`, 'echo v5.0.0')
    const hidden = await program(path.join(path.dirname(workspace), '..tools'), 'echo v5.0.0')
    expect(await find({ path: file, workspace })).toEqual({ path: file, version: 'v5.0.0' })
    expect(await find({ path: hidden, workspace })).toEqual({ path: hidden, version: 'v5.0.0' })
  })

  test('says why the one named cannot be used', async () => {
    const directory = await folder()
    const plainFile = path.join(directory, 'plain')
    await writeFile(plainFile, 'x')
    const problems = {
      'bin/kustomize': 'is not an absolute path',
      './kustomize': 'is not an absolute path',
      [path.join(directory, 'missing')]: 'is not an executable file',
      [plainFile]: 'is not an executable file',
      [directory]: 'is not an executable file'
    }
    for (const [named, problem] of Object.entries(problems)) {
      const error = await failure(find({ path: named, searchPath: directory }))
      expect(error.code).toBe('KUSTOMIZE_MISSING')
      expect(error.message).toContain(`kustomize-path: ${named} ${problem}`)
    }
  })

  test.each([
    ['fails', 'echo "Error: no such command" >&2; exit 1', 'no such command'],
    ['fails without a word', 'exit 3', 'exit code 3 and no message'],
    ['prints nothing', 'exit 0', 'it prints no version'],
    ['prints something else', 'echo "usage: kustomize"', 'its version is "usage: kustomize"'],
    ['prints junk', `printf '\\033[31mv5\\0\\377'`, 'is not a kustomize that runs'],
    ['needs a program of PATH', 'exec real-kustomize version', 'is not a kustomize that runs']
  ])('refuses a program that %s', async (_, script, detail) => {
    const file = await program(await folder(), script)
    for (const search of [{ path: file }, { searchPath: path.dirname(file) }]) {
      const error = await failure(find(search))
      expect(error.code).toBe('KUSTOMIZE_MISSING')
      expect(error.message).toContain(`${file} is not a kustomize that runs: `)
      expect(error.message).toContain(detail)
      expect(error.message).not.toMatch(/\p{Cc}/u)
    }
  })

  test('refuses a program that hangs, after 30 seconds', async () => {
    const file = await program(await folder(), 'trap "" INT; /bin/sleep 600')
    const ports = impatient()
    const error = await failure(find({ path: file, processes: ports }))
    expect(error.code).toBe('KUSTOMIZE_MISSING')
    expect(error.message).toContain('it timed out after 0.2 s')
    expect(ports.waited).toEqual([30_000])
  })

  test('refuses what the machine cannot start', async () => {
    const directory = await folder()
    const noInterpreter = await program(directory, '', 'script')
    await writeFile(noInterpreter, '#!/no/such/interpreter\n')
    const noProgram = await program(directory, '', 'binary')
    await writeFile(noProgram, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0]))
    for (const file of [noInterpreter, noProgram]) {
      const error = await failure(find({ path: file }))
      expect(error.code).toBe('KUSTOMIZE_MISSING')
      expect(error.message).toContain(file)
    }
  })

  test('gives the program nothing of the job', async () => {
    const directory = await folder()
    const file = await program(
      directory,
      `export -p > '${directory}/env'; pwd > '${directory}/cwd'; echo v5.0.0`
    )
    await find({ path: file })
    const env = await readFile(path.join(directory, 'env'), 'utf8')
    expect(env).toContain('PATH')
    expect(env).not.toMatch(/secret|INPUT_|GITHUB_|AWS_|ACTIONS_|KUSTOMIZE_|runner/)
    expect(await readFile(path.join(directory, 'cwd'), 'utf8')).toBe(`${directory}\n`)
  })
})

const file = 'apps/$(x)/kustomization.yaml'

suite('setImageByCli', () => {
  let kustomize: Kustomize
  let ports: CliPorts
  beforeAll(async () => {
    const found = await find({ path: requireTool('kustomize') })
    if (found === undefined) throw new Error('There is no kustomize.')
    kustomize = found
    ports = { processes, env: jobEnvironment, temporary: await folder('ports') }
  })

  const edit = (text: string, args: readonly string[], at = file) =>
    setImageByCli(kustomize, { text, args, path: at }, ports)

  test('finds the real one on PATH', async () => {
    const searchPath = path.dirname(requireTool('kustomize'))
    expect((await find({ searchPath }))?.version).toMatch(/^(v5\.\d+\.\d+|\(devel\))$/)
  })

  const none: EntryValues = { newName: undefined, newTag: undefined, digest: undefined }
  const befores: EntryValues[] = [
    none,
    { ...none, newTag: 'v1' },
    { ...none, digest: d1 },
    { ...none, newTag: 'v1', digest: d1 },
    { ...none, newName: 'r.example:5000/a/b', newTag: '1.10' },
    { newName: 'mirror/x', newTag: 'v1', digest: d1 }
  ]
  const afters: EntryValues[] = [
    { ...none, newTag: 'v2' },
    { ...none, newTag: '1.10' },
    { ...none, newTag: '007' },
    { ...none, newTag: 'y' },
    { ...none, digest: d2 },
    { ...none, newTag: 'v2', digest: d2 },
    { ...none, newTag: 'v1', digest: d1 }
  ]
  const names = ['shop', 'ghcr.io/acme/shop', 'r.example:5000/shop', '-shop', '--help', '$(id)', 'a@b', 'a:b']

  test('sets every combination of values exactly, whatever the name', async () => {
    const cases = befores.flatMap((before, at) =>
      afters
        .flatMap(after => [
          after,
          { ...after, newName: before.newName },
          { ...after, newName: 'host:5000/new' }
        ])
        .map((after, index) => ({
          before,
          after,
          name: `${names[(index + at) % names.length] ?? ''}.${index}-${at}`
        }))
    )
    const entries = cases.map(({ name, before }) => JSON.stringify({ name, ...before }))
    const text = `# head\nimages:\n${entries.map(entry => `- ${entry}\n`).join('')}`
    const result = await edit(text, cases.map(cliArgument))
    const found = new Map(readModel(result, file).entries.map(({ name, values }) => [name, values]))
    expect(found).toEqual(new Map(cases.map(({ name, after }) => [name, after])))
    expect(cases).toHaveLength(126)
    expect(result).toMatch(/^# head\nimages:\n/)
  })

  test('adds an entry, also where there is no list', async () => {
    const after = { ...none, newName: 'ghcr.io/acme/shop', newTag: '007' }
    const result = await edit('resources: [a.yaml]\n', [cliArgument({ name: 'shop', before: none, after })])
    expect(result).toContain('images:\n- name: shop\n  newName: ghcr.io/acme/shop\n  newTag: "007"\n')
  })

  test.each(['kustomization.yaml', 'kustomization.yml', 'Kustomization', 'images.yaml', 'kustomize.yml'])(
    'edits a file named %s, which is alone and removed afterwards',
    async name => {
      const result = await edit('images:\n- name: shop\n  newTag: v1\n', ['shop=*:v2'], `apps/${name}`)
      expect(result).toContain('newTag: v2')
      expect(await readdir(ports.temporary)).toEqual([])
    }
  )

  test('rewrites comments and line ends, and says so', async () => {
    const before =
      '# bot\r\nimages: # list\r\n# ours\r\n- name: web\r\n  newTag: "2"\r\n- name: api # front\r\n  newTag: v1 # mark\r\n'
    const exact = before.replace('v1', 'v9')
    const byCli = await edit(before, ['api=*:v9'])
    const edits = [{ name: 'api', after: { ...none, newTag: 'v9' } }]
    expect(() => {
      proveCliEdit(kustomize, { path: file, edits, exact, byCli })
    }).not.toThrow()
    const told = describeRewrite('v5.8.1', exact, byCli)
    expect(told).toMatch(/: \d+ other lines are gone, \d+ lines? (?:is|are) new, line ends became LF\.$/)
    expect(['# list', '# front', '# mark'].filter(comment => byCli.includes(comment))).toEqual([])
    expect(await edit(byCli, ['api=*:v9'])).not.toContain('# mark')
  })

  test('does not hide what it would do to other entries', async () => {
    const twice = 'images:\n- {name: web, newTag: v1}\n- {name: web, newTag: v2}\n- {name: api, newTag: v1}\n'
    const renames =
      'images:\n- {name: web, newName: reg/a}\n- {name: reg/a, newTag: v5}\n- {name: api, newTag: v1}\n'
    const problems = [
      [twice, 'change the entry web'],
      [renames, 'sort the entry web']
    ] as const
    for (const [text, problem] of problems) {
      const byCli = await edit(text, ['api=*:v2'])
      const exact = text.replace('name: api, newTag: v1', 'name: api, newTag: v2')
      const edits = [{ name: 'api', after: { ...none, newTag: 'v2' } }]
      const check = async () => {
        await Promise.resolve()
        proveCliEdit(kustomize, { path: file, edits, exact, byCli })
      }
      const error = await failure(check())
      expect(error.message).toContain(problem)
    }
  })

  test('does not take a script in which kustomize repeats lines (kustomize#6225)', async () => {
    const text =
      'configMapGenerator:\n- name: a\n  literals:\n  - |\n    k=#!/bin/sh\n    # one\n    # two\nimages:\n- name: api\n  newTag: v1\n'
    const byCli = await edit(text, ['api=*:v2'])
    const script = (each: string) => /- \|\n(?: {4}.*\n)+/.exec(each)?.[0].replace(/^ +/gm, '')
    const check = async () => {
      await Promise.resolve()
      const edits = [{ name: 'api', after: { ...none, newTag: 'v2' } }]
      proveCliEdit(kustomize, { path: file, edits, exact: text.replace('v1', 'v2'), byCli })
    }
    // Versions differ in whether they do it; either way the proof and the text agree.
    if (script(byCli) === script(text)) await expect(check()).resolves.toBeUndefined()
    else expect((await failure(check())).message).toContain('change a text of several lines')
  })

  test.each([
    ['a number for a tag', 'images:\n- {name: shop, newTag: 1.0}\n', 'cannot unmarshal number'],
    ['an unknown field', 'x-note: a\n', 'unknown field'],
    ['no YAML', 'images: [', 'yaml: ']
  ])('says what kustomize says about %s, without its usage', async (_, text, detail) => {
    const error = await failure(edit(text, ['shop=*:v2']))
    expect(error.code).toBe('KUSTOMIZE_FAILED')
    expect(error.location).toEqual({ path: file })
    expect(error.message).toContain(`could not edit ${file}: `)
    expect(error.message).toContain(detail)
    expect(error.message).not.toContain('Usage')
    expect(error.message).not.toContain(ports.temporary)
    expect(await readdir(ports.temporary)).toEqual([])
  })

  test('stops when the run is cancelled', async () => {
    const cancel = new AbortController()
    cancel.abort()
    const cancelled = { ...ports, processes: createProcesses(cancel.signal) }
    const error = await failure(
      setImageByCli(kustomize, { text: 'images: []\n', args: ['a=*:b'], path: file }, cancelled)
    )
    expect(error.code).toBe('CANCELLED')
    expect(await readdir(ports.temporary)).toEqual([])
  })
})

describe('setImageByCli with a program that is no kustomize', () => {
  async function editWith(script: string, change: Partial<CliPorts> = {}) {
    const directory = await folder('ports')
    const kustomize = { path: await program(await folder(), script), version: 'v5.8.1' }
    const ports = { processes, env: jobEnvironment, temporary: directory, ...change }
    const text = 'images: []\n'
    return {
      directory,
      edited: setImageByCli(kustomize, { text, args: ['-a=*:v2', '$(b)=*:v3'], path: file }, ports)
    }
  }

  test('passes the arguments as they are, in a private folder that holds nothing else', async () => {
    const out = await folder('out')
    const script = `printf '%s\\n' "$@" > '${out}/args'; export -p > '${out}/env'; echo * > '${out}/files'; pwd > '${out}/cwd'
exec /bin/ls -lan > '${out}/ls'`
    const { directory, edited } = await editWith(script)
    expect(await edited).toBe('images: []\n')
    const read = async (name: string) => await readFile(path.join(out, name), 'utf8')
    expect(await read('args')).toBe('edit\nset\nimage\n--\n-a=*:v2\n$(b)=*:v3\n')
    expect(await read('files')).toBe('kustomization.yaml\n')
    expect(path.dirname((await read('cwd')).trim())).toBe(directory)
    expect(await read('ls')).toMatch(/^drwx------ .* \.$/m)
    expect(await read('ls')).toMatch(/^-rw------- .* kustomization\.yaml$/m)
    const env = await read('env')
    expect(env).toContain('PATH')
    expect(env).not.toMatch(/secret|INPUT_|GITHUB_|AWS_|ACTIONS_|KUSTOMIZE_|runner/)
    expect(await readdir(directory)).toEqual([])
  })

  test('shows its error harmlessly and with the path of the file', async () => {
    const script = `printf 'warning\\nError: \\033[31m%s/kustomization.yaml\\r is bad.\\nUsage:\\n' "$PWD" >&2; exit 1`
    const { edited } = await editWith(script)
    const error = await failure(edited)
    expect(error.code).toBe('KUSTOMIZE_FAILED')
    expect(error.message).toContain(`:  [31m${file}. Correct the file`)
  })

  test('says when it hangs, and cleans up', async () => {
    const ports = impatient()
    const { directory, edited } = await editWith('trap "" INT; /bin/sleep 600', {
      processes: ports
    })
    expect((await failure(edited)).message).toContain('it timed out after 0.2 s')
    expect(ports.waited).toEqual([60_000])
    expect(await readdir(directory)).toEqual([])
  })

  test('does not take what is not UTF-8, nor a file that is gone', async () => {
    const junk = await editWith(`printf 'images: [] # \\377\\n' > kustomization.yaml`)
    expect((await failure(junk.edited)).code).toBe('YAML_INVALID')
    const gone = await editWith('exec /bin/rm kustomization.yaml')
    expect((await failure(gone.edited)).message).toContain(`could not edit ${file}: it left no file`)
    expect(await readdir(gone.directory)).toEqual([])
  })
})
