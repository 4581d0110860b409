import path from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'

import type { BareRepository } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { commitByHand, type HandEdit } from '../../support/gitops/commit-by-hand.ts'
import { land, openWriter } from '../../support/gitops/gitops-writer.ts'

const file = 'apps/shop/kustomization.yaml'
const writers = Array.from({ length: 8 }, (_, number) => ({ name: `app-${number}`, tag: `w${number}` }))

let server: GitServer
let temporary: Temporary
let count = 0
const undo: (() => void)[] = []

beforeAll(async () => {
  server = await startGitServer()
  temporary = await createTemporary('newtag-races')
})
afterEach(() => {
  for (const remove of undo.splice(0)) remove()
})
afterAll(async () => {
  await server.close()
  await temporary.remove()
})

interface Job {
  readonly name: string
  readonly tag: string
}

/** A repository whose server would take a push that is forced. */
async function setUp(text: string): Promise<BareRepository> {
  count += 1
  return await server.createRepository(`acme/deploy-${count}`, {
    files: {
      [file]: text,
      'apps/shop/neighbour.yaml': 'a: 1\n',
      'apps/old/kustomization.yaml': 'images: []\n',
      'README.md': 'x'
    }
  })
}

/** Runs the jobs at once, each with a repository of its own as on another runner. */
async function landAll(bare: BareRepository, jobs: readonly Job[]) {
  return await Promise.all(
    jobs.map(async (job, index) => {
      const directory = path.join(temporary.path, `writer-${count}-${index}`)
      const writer = await openWriter({ url: bare.url, directory })
      return { job, landing: await land(writer, { ...job, kustomization: file }) }
    })
  )
}

/** Has somebody commit by hand whenever a job is about to push, until there is nothing left to do by hand. */
function commitBetween(bare: BareRepository, edits: readonly (readonly [string, HandEdit])[]) {
  const rest = [...edits]
  const done = new Map<string, Buffer>()
  undo.push(
    server.onRequest(async request => {
      if (request.service !== 'git-receive-pack' || request.phase !== 'pack') return
      const [message, edit] = rest.shift() ?? []
      if (message === undefined || edit === undefined) return
      const commit = await commitByHand(bare, edit, message)
      done.set(commit, await bare.gitBytes('cat-file', 'commit', commit))
    })
  )
  return { left: () => rest.length, done: () => done }
}

/** The text with another tag in the entry, by nothing but the place where the tag stands. */
function withTag(text: string, { name, tag }: Job): string {
  const entry = new RegExp(`(name: ${name}[,\\n] *newTag: )[^,}\\s]+`, 'g')
  const result = text.replace(entry, `$1${tag}`)
  if (result === text) throw new Error(`${name} was not found, or has the tag already`)
  return result
}

/**
 * Follows the branch from its first commit to its tip. Every commit has the one before as its only parent; a job's
 * commit changes its tag and not one byte besides. Returns the jobs in the order of their commits.
 */
async function replay(bare: BareRepository, jobs: readonly Job[]): Promise<Map<string, Job>> {
  const history = (await bare.log('main')).reverse()
  const landed = new Map<string, Job>()
  for (const [index, commit] of history.entries()) {
    expect(commit.parents).toEqual(index === 0 ? [] : [history[index - 1]?.sha])
    const [, name, tag] = /^(app-\d+) to (\S+)$/.exec(commit.message) ?? []
    const job = jobs.find(each => each.name === name && each.tag === tag)
    if (job === undefined) continue
    const before = history[index - 1]?.sha ?? ''
    expect(await bare.git('diff-tree', '-r', '--raw', '--name-only', before, commit.sha)).toBe(file)
    const [was, is] = [await bare.read(before, file), await bare.read(commit.sha, file)]
    expect(is.toString()).toBe(withTag(was.toString(), job))
    landed.set(commit.sha, job)
  }
  return landed
}

/** Every job has said which commit is its own, and there are no other commits of jobs. */
async function expectAllLanded(
  bare: BareRepository,
  results: Awaited<ReturnType<typeof landAll>>
): Promise<void> {
  const landed = await replay(
    bare,
    results.map(({ job }) => job)
  )
  const told = results.map(({ job, landing }) => [landing.kind === 'landed' ? landing.commit : '', job])
  expect(new Map(told as [string, Job][])).toEqual(landed)
  expect(landed.size).toBe(results.length)
}

const oneLiners = ['images:', ...writers.map(({ name }) => `- {name: ${name}, newTag: v1}`), ''].join('\n')
const flow = `images: [${writers.map(({ name }) => `{name: ${name}, newTag: v1}`).join(', ')}] # all of them\n`

describe('many writers at once', () => {
  test.each([
    ['entries on adjacent lines', oneLiners],
    ['entries on one line', flow]
  ])('%s: nobody is lost, and each changes its own bytes', async (_, text) => {
    const bare = await setUp(text)
    const results = await landAll(bare, writers)
    await expectAllLanded(bare, results)
    expect((await bare.read('main', file)).toString()).toBe(
      writers.reduce((before, job) => withTag(before, job), text)
    )
  })

  test('the same entry: each tag was on the branch, and the last one is', async () => {
    const bare = await setUp('# by hand\nimages:\n- name: app-0\n  newTag: v1 # ours\n- name: app-00\n')
    const jobs = writers.slice(0, 6).map(({ tag }) => ({ name: 'app-0', tag }))
    await expectAllLanded(bare, await landAll(bare, jobs))
    const [tip] = await bare.log('main')
    expect((await bare.read('main', file)).toString()).toBe(
      `# by hand\nimages:\n- name: app-0\n  newTag: ${tip?.message.split(' ').at(-1) ?? ''} # ours\n- name: app-00\n`
    )
  })

  test('the same tag of the same entry: one commit, and everybody is green', async () => {
    const bare = await setUp(oneLiners)
    const results = await landAll(
      bare,
      writers.slice(0, 6).map(() => ({ name: 'app-3', tag: 'v2' }))
    )
    expect(await bare.log('main')).toHaveLength(2)
    const commits = new Set(
      results.map(({ landing }) => (landing.kind === 'landed' ? landing.commit : undefined))
    )
    commits.delete(undefined)
    expect([...commits]).toEqual([await bare.tip('main')])
  })
})

describe('what people do by hand meanwhile', () => {
  const edit = (change: (text: string) => string): HandEdit => {
    return async read => {
      const before = await read(file)
      const after = change(before)
      if (after === before) throw new Error(`nothing to change by hand in ${before}`)
      return { [file]: after }
    }
  }

  test.each([
    ['on lines', oneLiners.replace('images:\n', 'images: # the pipeline\n- {name: doomed, newTag: v1}\n')],
    ['on one line', flow.replace('[', '[{name: doomed, newTag: v1}, ').replace('# all', '#  all')]
  ])('stays, byte for byte: entries %s', async (_, text) => {
    const bare = await setUp(text)
    const byHand = commitBetween(bare, [
      ['comment above', edit(before => `# Dear reader,\n${before}`)],
      ['delete an entry', edit(before => before.replace(/(?:- )?\{name: doomed, newTag: v1\}(?:, |\n)/, ''))],
      ['comment, again', edit(before => before.replace(/(# +(?:the|all).*)\n/, '$1  \t(really)\n'))],
      [
        'rename folders',
        () => Promise.resolve({ 'apps/old/kustomization.yaml': null, 'apps/new/kustomization.yaml': 'x' })
      ],
      ['field below', edit(before => `${before}\nnamespace:   shop`)],
      ['delete a neighbour', () => Promise.resolve({ 'apps/shop/neighbour.yaml': null })],
      [
        'reformat an entry',
        edit(before => before.replace(/\{name: app-5, newTag: (\S+?)\}/, '{"name": app-5,   newTag: $1 }'))
      ],
      ['own bump', edit(before => before.replace(/app-6, newTag: [^}]+/, 'app-6, newTag: by-hand'))]
    ])
    // Those two are the entries that are edited by hand.
    const jobs = writers.filter(({ name }) => !['app-5', 'app-6'].includes(name))
    const results = await landAll(bare, jobs)
    expect(byHand.left()).toBe(0)
    await expectAllLanded(bare, results)
    const history = (await bare.log('main')).map(({ sha }) => sha)
    expect([...byHand.done().keys()].filter(commit => !history.includes(commit))).toEqual([])

    const result = (await bare.read('main', file)).toString()
    expect(result).toMatch(/^# Dear reader,\n/)
    expect(result).toContain('{"name": app-5,   newTag: v1 }')
    expect(result).toContain('app-6, newTag: by-hand')
    expect(result).toContain('  \t(really)\n')
    expect(result).not.toContain('doomed')
    expect(result.endsWith('\n\nnamespace:   shop')).toBe(true)
    const files = (await bare.git('ls-tree', '-r', '--name-only', 'main')).split('\n')
    expect(files).toEqual(['README.md', 'apps/new/kustomization.yaml', file])
  })

  test('is told when it takes away what a job is for, and nothing of the job lands', async () => {
    const bare = await setUp(oneLiners)
    commitBetween(bare, [['retire', edit(before => before.replace('- {name: app-0, newTag: v1}\n', ''))]])
    const [job] = writers
    await expect(landAll(bare, job === undefined ? [] : [job])).rejects.toMatchObject({
      code: 'ENTRY_NOT_FOUND'
    })
    expect((await bare.log('main')).map(({ message }) => message)).toEqual(['retire', 'First commit'])
  })

  test('may already be what a job wants', async () => {
    const bare = await setUp(oneLiners)
    commitBetween(bare, [['same', edit(before => before.replace('app-0, newTag: v1', 'app-0, newTag: w0'))]])
    const [result] = await landAll(bare, writers.slice(0, 1))
    expect(result?.landing).toMatchObject({ kind: 'unchanged', attempts: 2 })
    expect((await bare.log('main')).map(({ message }) => message)).toEqual(['same', 'First commit'])
  })
})
