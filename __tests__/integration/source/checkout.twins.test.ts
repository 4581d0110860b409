import path from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { createGit } from '../../../src/git/git.ts'
import { createAncestry } from '../../../src/source/git/ancestry.ts'
import { createCheckout } from '../../../src/source/git/checkout.ts'
import { createReader } from '../../../src/source/git/reader.ts'
import { comparison } from '../../../src/source/history.ts'
import { type BareRepository, gitEnvironment, runGit } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { gitSystem } from '../../support/git/git-system.ts'
import { line, writeGraph } from '../../support/source/commit-graph.ts'
import { blobs, commitsOn, tagsOf, twinLength, writeTwins } from '../../support/source/twins.ts'

let server: GitServer
let temporary: Temporary
let source: BareRepository
let commit: (name: string) => string
let tree: string
let git: (...args: string[]) => Promise<string>
let count = 0

beforeAll(async () => {
  server = await startGitServer()
  temporary = await createTemporary('newtag-checkout-twins')
  source = await server.createRepository('acme/shop')
  commit = await writeGraph(source, line('a', 10), { main: 'a10' })
  const environment = await gitEnvironment(path.join(temporary.path, 'home'))
  git = async (...args) => (await runGit(args, environment)).toString().trim()
  tree = await git('--git-dir', source.directory, 'rev-parse', 'main^{tree}')
})
afterAll(async () => {
  await server.close()
  await temporary.remove()
})

async function clone(...options: string[]): Promise<string> {
  count += 1
  const workspace = path.join(temporary.path, `checkout-${count}`)
  await git('clone', '--quiet', ...options, source.url, workspace)
  return workspace
}

function open(workspace: string) {
  const place = createCheckout(gitSystem(path.join(temporary.path, 'home')), workspace)
  return (...candidates: string[]) => place.answer({ ours: commit('a5'), candidates }, comparison)
}

const one = () => commitsOn(commit('a10'), tree, 'one')
const other = () => commitsOn(commit('a9'), tree, 'other')

describe('a name that two objects of the checkout begin with', () => {
  test('is ambiguous when they are two commits, and the whole names are not', async () => {
    const workspace = await clone()
    const [first, second] = await writeTwins(path.join(workspace, '.git'), one(), other())
    const ask = open(workspace)
    for (const name of [first.slice(0, twinLength), first.slice(0, 4)])
      expect(await ask(name)).toEqual({
        ...{ kind: 'unknown', cause: 'ambiguous' },
        reason: `${name} is the beginning of several commits`
      })
    expect(await ask(first)).toMatchObject({ commit: first, value: { relation: 'descendant' } })
    expect(await ask(second.slice(0, 12))).toMatchObject({ commit: second })
    // What is trusted more decides, and what is trusted less does not.
    expect(await ask(second, first.slice(0, twinLength))).toMatchObject({ commit: second })
    expect(await ask(first.slice(0, twinLength), second)).toMatchObject({ cause: 'ambiguous' })
  })

  test.each([
    ['a commit and a file', () => blobs],
    ['a commit and a tag', () => tagsOf(commit('a3'))],
    ['a commit and a tag of that commit', () => tagsOf(commit('a10'))]
  ])('is the commit: %s', async (_, drawOther) => {
    const workspace = await clone()
    const [first, second] = await writeTwins(path.join(workspace, '.git'), one(), drawOther())
    const ask = open(workspace)
    expect(await ask(first.slice(0, twinLength))).toMatchObject({
      ...{ kind: 'known', commit: first },
      value: { relation: 'descendant' }
    })
    expect(await ask(second)).toMatchObject({ kind: 'unknown', cause: 'partial', commit: undefined })
  })

  test('is none when they are two files, or a file and a tag', async () => {
    const workspace = await clone()
    const gitDirectory = path.join(workspace, '.git')
    const more = (number: number) => ({ type: 'blob', text: `more ${number}\n` }) as const
    const ask = open(workspace)
    for (const drawOther of [more, tagsOf(commit('a3'))]) {
      const [first] = await writeTwins(gitDirectory, blobs, drawOther)
      const answer = await ask(first.slice(0, twinLength))
      expect(answer).toMatchObject({ kind: 'unknown', cause: 'partial', commit: undefined })
    }
  })

  test('is ambiguous in a part, too: more can only add to it', async () => {
    const workspace = await clone('--depth=2')
    const [first] = await writeTwins(path.join(workspace, '.git'), one(), other())
    expect(await open(workspace)(first.slice(0, twinLength))).toMatchObject({ cause: 'ambiguous' })
    // What is trusted more, and not here, may be elsewhere.
    for (const trusted of [commit('a1'), commit('a1').slice(0, 9)])
      expect(await open(workspace)(trusted, first.slice(0, twinLength))).toMatchObject({
        ...{ kind: 'unknown', cause: 'partial', commit: undefined }
      })
  })

  test('as Git itself has it', async () => {
    const workspace = await clone()
    const gitDirectory = path.join(workspace, '.git')
    const [first] = await writeTwins(gitDirectory, one(), other())
    const ancestry = createAncestry(
      createReader(createGit(gitSystem(path.join(temporary.path, 'home')), gitDirectory), 60_000)
    )
    const name = first.slice(0, twinLength)
    const { commits, ambiguous } = await ancestry.find([name, commit('a1'), '7654321', name.slice(0, 5)])
    expect([...commits]).toEqual([[commit('a1'), commit('a1')]])
    expect([...ambiguous]).toEqual([name, name.slice(0, 5)])
    expect(await ancestry.find([])).toEqual({ commits: new Map(), ambiguous: new Set() })
  })
})
