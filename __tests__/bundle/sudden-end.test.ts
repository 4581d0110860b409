import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { outputNames } from '../../src/report/outputs.ts'
import { gitEnvironment, runGit } from '../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../testbed/git-server.ts'
import { pushImage } from '../../testbed/push-image.ts'
import { startRegistry, type TestRegistry } from '../../testbed/registry.ts'
import { runStep, type StepOptions } from '../../testbed/runner.ts'
import { createTemporary, type Temporary } from '../../testbed/temporary.ts'
import { requireTool, toolPath } from '../../testbed/tools.ts'

// What ends a run from outside, or from below: a docker of a few lines stands for the real one, which does none of it.

const token = 'sudden-t0ken-9'
const file = 'apps/prod/kustomization.yaml'
const node = requireTool('node24')

let registry: TestRegistry
let server: GitServer
let temporary: Temporary
let workspace: string
let sha: string
let count = 0

beforeAll(async () => {
  ;[registry, server, temporary] = await Promise.all([
    startRegistry({ auth: 'htpasswd' }),
    startGitServer({ token }),
    createTemporary('newtag-sudden')
  ])
  workspace = path.join(temporary.path, 'workspace')
  await mkdir(path.join(workspace, 'bin'), { recursive: true })
  await writeFile(path.join(workspace, 'Dockerfile'), 'FROM scratch\nCOPY Dockerfile /\n')
  const env = await gitEnvironment(path.join(temporary.path, 'home'))
  const git = async (...args: string[]) => (await runGit(['-C', workspace, ...args], env)).toString().trim()
  await git('init', '--quiet', '--initial-branch=main')
  await git('add', '.')
  await git('commit', '--quiet', '-m', 'Open the shop')
  sha = await git('rev-parse', 'HEAD')
}, 180_000)
afterAll(async () => {
  await Promise.all([registry.close(), server.close()])
  await temporary.remove()
}, 60_000)

async function setUp({ docker = 'exit 1' } = {}) {
  count += 1
  const name = `acme/shop-${count}`
  const image = `${registry.host}/${name}`
  const folder = path.join(temporary.path, `run-${count}`)
  await mkdir(path.join(folder, 'bin'), { recursive: true })
  await program(
    path.join(folder, 'bin', 'docker'),
    `if [ "$2" = inspect ]; then printf 'Name: here\\nDriver: docker-container\\n\\nNodes:\\nName: here0\\nStatus: running\\n'; exit 0; fi\ncd ${folder}\n${docker}\n`
  )
  const gitops = await server.createRepository(`acme/deploy-${count}`, {
    files: {
      [file]: `images:\n- name: shop\n  newName: ${image}\n  newTag: v1\n- name: job\n  newName: ${image}-job\n  newTag: v1\n`
    }
  })
  const run = async (changes: Partial<StepOptions> = {}) =>
    await runStep({
      ...{ repository: 'acme/shop', serverUrl: server.url, sha, workspace, node },
      ...changes,
      inputs: {
        ...{ image, kustomization: file, repository: gitops.url, token },
        'registry-username': registry.username,
        'registry-password': registry.password,
        ...changes.inputs
      },
      env: { PATH: `${folder}/bin:${toolPath()}`, ...changes.env }
    })
  return { folder, image, name, gitops, run }
}

async function program(at: string, script: string): Promise<void> {
  await writeFile(at, `#!/bin/sh\n${script}\n`)
  await chmod(at, 0o755)
}

/** A module that Node loads before the bundle: it ends the run in its own way as soon as a build has a login on the disk. */
async function sudden(folder: string, end: string): Promise<Record<string, string>> {
  const module = path.join(folder, 'sudden.mjs')
  const script = `
    import { existsSync, globSync } from 'node:fs'
    const timer = setInterval(() => {
      if (globSync(process.env.RUNNER_TEMP + '/newtag-*/docker-*/config.json').length === 0) return
      if (!existsSync(${JSON.stringify(path.join(folder, 'pid'))})) return
      clearInterval(timer)
      setTimeout(() => { ${end} })
    }, 20)
    timer.unref()`
  await writeFile(module, script)
  return { NODE_OPTIONS: `--import=${module} --no-warnings` }
}

describe('dist/index.js ends suddenly', () => {
  test.each([
    ['an exception in a handler', 'throw new RangeError("Invalid string length")'],
    ['a rejection that nobody waits for', 'void Promise.reject(new RangeError("Invalid string length"))']
  ])('%s: it is told with a code, the outputs are set, the logins and the build are gone', async (_, end) => {
    const it = await setUp({ docker: 'echo $$ > pid; exec sleep 600' })
    const { exitCode, log, outputs, leftBehind, summary } = await it.run({
      env: await sudden(it.folder, end)
    })
    expect(exitCode).toBe(1)
    expect(log).toContain('::error title=UNEXPECTED::Invalid string length. This is a bug in newtag')
    expect(Object.keys(outputs).sort()).toEqual([...outputNames].sort())
    expect(outputs).toMatchObject({ outcome: 'failed', 'commit-sha': '' })
    expect(summary).toContain('Invalid string length')
    expect(leftBehind).toEqual([])
    const pid = Number(await readFile(path.join(it.folder, 'pid'), 'utf8'))
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  test('by an exit in the middle: the logins are gone', async () => {
    const it = await setUp({ docker: 'echo $$ > pid; sleep 1; exit 1' })
    const { exitCode, leftBehind } = await it.run({ env: await sudden(it.folder, 'process.exit(9)') })
    expect(exitCode).toBe(9)
    expect(leftBehind).toEqual([])
  })

  test('by more output than a text can hold, of a build that waits for its turn', async () => {
    const flood = 'yes "$(head -c 4000 /dev/zero | tr "\\0" x)" | head -c 600000000'
    // The first shows what it prints and waits for the second, which floods.
    const docker = `case "$*" in *-job:*) ${flood}; echo; echo 'ERROR: failed to solve: the end' >&2; touch flooded;; *) while [ ! -e flooded ]; do sleep 0.1; done;; esac\nexit 1`
    const it = await setUp({ docker })
    const images = `- image: ${it.image}\n  context: .\n- image: ${it.image}-job\n  context: .\n`
    const { exitCode, log, outputs, leftBehind } = await it.run({ inputs: { image: '', images } })
    expect(exitCode).toBe(1)
    expect(log).toMatch(/\[\d+ lines left out while this build waited for its turn\]/)
    expect(log.length).toBeLessThan(60_000_000)
    expect(log).toMatch(/::error title=BUILD_FAILED::\S+-job:\S+ was not built .* the end/)
    expect(outputs).toMatchObject({ outcome: 'failed' })
    expect(leftBehind).toEqual([])
  }, 120_000)

  test('by a docker that is killed, as when memory runs out', async () => {
    const it = await setUp({ docker: 'echo "#1 [1/2] FROM scratch"; kill -KILL $$' })
    const { log, leftBehind } = await it.run()
    expect(log).toMatch(
      /::error title=BUILD_FAILED::\S+ was not built and pushed: docker was ended by SIGKILL, probably because the machine ran out of memory/
    )
    expect(leftBehind).toEqual([])
  })

  test('by a docker that is none', async () => {
    const it = await setUp()
    await writeFile(path.join(it.folder, 'bin', 'docker'), '<html>not found</html>\n')
    const { log } = await it.run()
    expect(log).toMatch(
      /::error title=DOCKER_MISSING::The image has to be built, and \S+\/bin\/docker cannot be run: it is neither a program nor a script/
    )
  })
})

test('dist/index.js starts no program of the workspace, whatever PATH says', async () => {
  const it = await setUp()
  await pushImage(registry.url, it.name, sha, { authorization: registry.pushAuthorization(it.name) ?? '' })
  const mark = path.join(it.folder, 'taken')
  for (const name of ['git', 'docker', 'docker-credential-vault', 'sh', 'kustomize'])
    await program(path.join(workspace, 'bin', name), `echo ${name} >> ${mark}; exit 1`)
  const PATH = `:bin:./bin:${workspace}/bin:${it.folder}/../workspace/bin:${toolPath()}`
  const { log, outputs } = await it.run({ env: { PATH } })
  expect(log).toContain('Deployed with commit')
  expect(outputs).toMatchObject({ outcome: 'deployed' })
  expect(existsSync(mark)).toBe(false)
})
