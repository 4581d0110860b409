import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { explainGitFailure } from '../../../src/git/failure/recognise.ts'
import type { GitFailure } from '../../../src/git/failure/kinds.ts'
import { type BareRepository, createBareRepository, gitEnvironment } from '../../../testbed/git-repository.ts'
import { type Answer, type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { couldNotRead, type GitAnswer } from '../../fixtures/git-answers/answer.ts'
import { gitAnswers } from '../../fixtures/git-answers/index.ts'
import { type GitClient, openGitClient } from '../../support/git/git-client.ts'

/** The answers of the hosts, given by a server to the Git of this machine. */
let server: GitServer
let temporary: Temporary
let count = 0

beforeAll(async () => {
  server = await startGitServer()
  temporary = await createTemporary('newtag-git-answers')
})
afterAll(async () => {
  await server.close()
  await temporary.remove()
})

async function openClient(url: string, env: Readonly<Record<string, string>> = {}): Promise<GitClient> {
  count += 1
  const directory = path.join(temporary.path, `client-${count}`)
  await mkdir(directory)
  return await openGitClient({ url, directory, env })
}

const everything = Object.entries(gitAnswers).flatMap(([host, answers]) =>
  answers.map(answer => [`${host}: ${answer.name}`, answer] as const)
)

/** Those that can be read in a certain way, with what was read. */
function select<T>(read: (answer: GitAnswer) => T | undefined): (readonly [string, GitAnswer, T])[] {
  return everything.flatMap(([name, answer]) => {
    const found = read(answer)
    return found === undefined ? [] : [[name, answer, found] as const]
  })
}

/** The same as the fixture says, to the letter: so Git prints what is written there. */
function expectedOf({ kind, busy = false, url, stdout, stderr }: GitAnswer, at: string): GitFailure {
  const { detail, raw, remote } = explainGitFailure(stdout, stderr.replaceAll(`'${url}`, `'${at}`))
  return { kind, busy, detail, raw, remote }
}

const lines = (text: string) => text.split('\n').slice(0, -1)
const withoutMark = (line: string) => line.replace(/^remote: /, '').trimEnd()
const isSaid = (line: string) => line.startsWith('remote: ')

interface Refusal {
  readonly reason: string
  readonly said: readonly string[]
}

/** A ref that the server refused, with nothing that Git itself would have added to it. */
function readRefusal({ stdout, stderr }: GitAnswer): Refusal | undefined {
  const reason = /\t\[remote rejected\] \((.*)\)$/m.exec(stdout)?.[1]
  const [own, ...others] = lines(stderr).filter(line => !isSaid(line))
  if (reason === undefined || others.length > 0 || own?.startsWith('error: failed to push') !== true)
    return undefined
  return { reason, said: lines(stderr).filter(isSaid).map(withoutMark) }
}

describe('a ref that is refused', () => {
  let repository: BareRepository
  let client: GitClient
  let answerFile: string

  beforeAll(async () => {
    answerFile = path.join(temporary.path, 'refusal.json')
    const hook = path.join(temporary.path, 'refuse.mjs')
    await writeFile(hook, refusingHook(answerFile))
    const directory = path.join(temporary.path, 'refusing.git')
    const environment = await gitEnvironment(path.join(temporary.path, 'home'))
    repository = await createBareRepository(directory, `file://${directory}`, environment, {
      files: { a: 'a' },
      config: { 'receive.procReceiveRefs': 'refs/heads' }
    })
    await repository.setHook('proc-receive', `exec "${process.execPath}" "${hook}"`)
    client = await openClient(repository.url)
    expect(await client.fetch()).toBeUndefined()
  })

  test.each(select(readRefusal))('%s', async (_, answer, refusal) => {
    await writeFile(answerFile, JSON.stringify(refusal))
    expect(await client.push()).toEqual(expectedOf(answer, repository.url))
  })
})

/** A `proc-receive` hook (githooks(5)) that refuses every ref with the reason and the words that a file holds. */
function refusingHook(answerFile: string): string {
  return `import { readFileSync, writeSync } from 'node:fs'
const { reason, said } = JSON.parse(readFileSync(${JSON.stringify(answerFile)}, 'utf8'))
const packet = text => writeSync(1, (Buffer.byteLength(text) + 4).toString(16).padStart(4, '0') + text)
const flush = () => writeSync(1, '0000')
let input = Buffer.alloc(0)
let isGreeted = false
const refs = []
process.stdin.on('data', chunk => {
  input = Buffer.concat([input, chunk])
  while (input.length >= 4) {
    const size = parseInt(input.toString('latin1', 0, 4), 16)
    if (size > 0 && input.length < size) return
    const text = input.toString('utf8', 4, Math.max(size, 4))
    input = input.subarray(Math.max(size, 4))
    if (size > 0 && isGreeted) refs.push(text.trim().split(' ')[2])
    if (size > 0) continue
    if (isGreeted) {
      for (const line of said) writeSync(2, line + '\\n')
      for (const ref of refs) packet('ng ' + ref + ' ' + reason)
      flush()
      process.exit(0)
    }
    isGreeted = true
    packet('version=1\\n')
    flush()
  }
})
`
}

function readHttpAnswer({ stderr }: GitAnswer): Answer | undefined {
  const status = /^fatal: unable to access .*: The requested URL returned error: (\d+)$/m.exec(stderr)?.[1]
  const said = lines(stderr).filter(isSaid).map(withoutMark)
  return status === undefined ? undefined : { status: Number(status), body: `${said.join('\n')}\n` }
}

describe('an answer of a web server', () => {
  let repository: BareRepository
  let client: GitClient

  beforeAll(async () => {
    repository = await server.createRepository('acme/deploy', { files: { a: 'a' } })
    client = await openClient(repository.url)
    expect(await client.fetch()).toBeUndefined()
  })

  test.each(select(readHttpAnswer))('%s', async (_, answer, reply) => {
    const remove = server.onRequest(() => reply)
    try {
      const expected = expectedOf(answer, repository.url)
      expect([await client.list(), await client.push()]).toEqual([expected, expected])
    } finally {
      remove()
    }
  })
})

/** What an SSH server, or the client, says before it closes the connection. */
function readSshAnswer({ stderr }: GitAnswer): readonly string[] | undefined {
  const said = lines(stderr)
  const end = said.splice(-couldNotRead.length)
  if (end.join('\n') !== couldNotRead.join('\n')) return undefined
  return said.some(line => line.startsWith('fatal: ')) ? undefined : said
}

test.each(select(readSshAnswer))('over SSH: %s', async (_, answer, said) => {
  count += 1
  const program = path.join(temporary.path, `ssh-${count}`)
  await writeFile(`${program}.txt`, said.map(line => `${line}\n`).join(''))
  await writeFile(program, `#!/bin/sh\ncat "$0.txt" >&2\nexit 255\n`, { mode: 0o755 })
  const client = await openClient('ssh://git@git.example.com/acme/deploy.git', {
    GIT_SSH_COMMAND: program,
    GIT_SSH_VARIANT: 'ssh'
  })
  expect(await client.list()).toEqual(expectedOf(answer, answer.url))
})
