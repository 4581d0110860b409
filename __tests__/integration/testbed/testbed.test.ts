import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

import { gitEnvironment, runGit } from '../../../testbed/git-repository.ts'
import { type GitServer, type GitServerOptions, startGitServer } from '../../../testbed/git-server.ts'
import { pushImage } from '../../../testbed/push-image.ts'
import { startRegistry, type TestRegistry, type TestRegistryOptions } from '../../../testbed/registry.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { findTool, requireTool } from '../../../testbed/tools.ts'

const token = 'the-token'

describe('the Git server', () => {
  let temporary: Temporary
  let environment: Record<string, string>
  let server: GitServer

  const start = async (options: GitServerOptions = {}) => {
    server = await startGitServer(options)
  }
  const git = async (...args: string[]) => (await runGit(args, environment)).toString().trim()
  const inClone = (...args: string[]) => git('-C', path.join(temporary.path, 'clone'), ...args)
  const clone = async (url: string, ...options: string[]) => {
    await git('clone', '--quiet', ...options, url, path.join(temporary.path, 'clone'))
  }
  const commitFile = async (name: string, content: string | Buffer) => {
    await writeFile(path.join(temporary.path, 'clone', name), content)
    await inClone('add', name)
    await inClone('commit', '--quiet', '-m', `Write ${name}`)
  }

  beforeEach(async () => {
    temporary = await createTemporary('newtag-testbed-test')
    environment = await gitEnvironment(path.join(temporary.path, 'home'))
  })
  afterEach(async () => {
    await server.close()
    await temporary.remove()
  })

  test('serves what createRepository was given, and takes a push', async () => {
    await start()
    const repository = await server.createRepository('acme/gitops', {
      files: {
        'a "quoted" ü.txt': 'text\r\n',
        'bytes.bin': Buffer.from([0, 255, 10]),
        link: { mode: '120000', content: 'bytes.bin' },
        'run.sh': { mode: '100755', content: '#!/bin/sh\n' }
      }
    })
    expect(await repository.read('main', 'bytes.bin')).toEqual(Buffer.from([0, 255, 10]))
    expect(await repository.git('ls-tree', 'main', 'link', 'run.sh')).toMatch(/^120000 .*\n100755 /)

    await clone(repository.url)
    await commitFile('new.txt', 'new')
    await inClone('push', '--quiet', 'origin', 'HEAD:main')

    expect(await repository.tip('main')).toBe(await inClone('rev-parse', 'HEAD'))
    expect((await repository.log('main')).map(entry => entry.message)).toEqual([
      'Write new.txt',
      'First commit'
    ])
    expect(await repository.read('main', 'a "quoted" ü.txt')).toEqual(Buffer.from('text\r\n'))
  })

  test('takes a large push in chunks and requests that are compressed', async () => {
    await start()
    const repository = await server.createRepository('large', { files: { 'a.txt': 'a' } })
    const encodings: (string | undefined)[] = []
    server.onRequest(({ headers }) => {
      encodings.push(headers['transfer-encoding'], headers['content-encoding'])
    })
    await clone(repository.url)
    const content = randomBytes(3_000_000)
    await commitFile('large.bin', content)
    await inClone('push', '--quiet', 'origin', 'HEAD:main')
    // Git compresses a request of more than 1,024 bytes: one `want` line for each of these.
    for (let number = 0; number < 25; number += 1)
      await repository.commit(`branch-${number}`, { 'b.txt': `${number}` }, 'Another writer', {
        from: 'main'
      })
    const tip = await repository.commit('main', { 'b.txt': 'b' }, 'Another writer')
    await inClone('fetch', '--quiet', 'origin')

    expect(encodings).toEqual(expect.arrayContaining(['chunked', 'gzip']))
    expect(await inClone('rev-parse', 'origin/main')).toBe(tip)
    const stored = await repository.read('main', 'large.bin')
    expect(createHash('sha256').update(stored).digest()).toEqual(
      createHash('sha256').update(content).digest()
    )
  })

  test('wants the token as Basic password or as Bearer', async () => {
    await start({ token })
    const repository = await server.createRepository('private', { files: { 'a.txt': 'a' } })
    const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
    const list = (header: string) => git('-c', `http.extraHeader=${header}`, 'ls-remote', repository.url)

    await expect(git('ls-remote', repository.url)).rejects.toThrow('terminal prompts disabled')
    await expect(list('Authorization: Bearer other')).rejects.toThrow()
    expect(await list(`Authorization: basic ${basic}`)).toContain('refs/heads/main')
    expect(await list(`Authorization: Bearer ${token}`)).toContain('refs/heads/main')
    expect(server.requests[0]).toMatchObject({ method: 'GET', authorization: undefined, status: 401 })
    expect(server.requests.at(-1)).toMatchObject({ authorization: `Bearer ${token}`, status: 200 })
  })

  test('lets everybody read, but not write, when asked to', async () => {
    await start({ token, anonymousRead: true })
    const repository = await server.createRepository('public', { files: { 'a.txt': 'a' } })
    await clone(repository.url)
    await commitFile('b.txt', 'b')

    await expect(inClone('push', 'origin', 'HEAD:main')).rejects.toThrow('terminal prompts disabled')
  })

  test.each([true, false])('offers partial clones: %s', async partialClone => {
    await start()
    const repository = await server.createRepository('partial', { files: { 'a.txt': 'a' }, partialClone })
    await clone(repository.url, '--no-checkout', '--filter=blob:none')
    const missing = await inClone('rev-list', '--objects', '--missing=print', 'HEAD')

    expect(missing.includes('?')).toBe(partialClone)
  })

  test('lets a handler push first, answer, or cut the connection', async () => {
    await start()
    const repository = await server.createRepository('race', { files: { 'a.txt': 'a' } })
    await clone(repository.url)
    await commitFile('mine.txt', 'mine')

    const stopRacing = server.onRequest(async request => {
      if (request.service === 'git-receive-pack' && request.phase === 'pack')
        await repository.commit('main', { 'theirs.txt': 'theirs' }, 'Another writer')
    })
    await expect(inClone('push', 'origin', 'HEAD:main')).rejects.toThrow('[remote rejected]')
    stopRacing()
    expect((await repository.log('main')).map(entry => entry.message)).toEqual([
      'Another writer',
      'First commit'
    ])

    const stopAnswering = server.onRequest(() => ({ status: 503, body: 'down' }))
    await expect(inClone('fetch', 'origin')).rejects.toThrow('503')
    stopAnswering()

    const stopCutting = server.onRequest(() => 'cut')
    await expect(inClone('fetch', 'origin')).rejects.toThrow()
    stopCutting()
    expect(server.requests.at(-1)?.status).toBe(0)
    await inClone('fetch', '--quiet', 'origin')
  })

  test('can take a push and lose the answer', async () => {
    await start()
    const repository = await server.createRepository('lost', { files: { 'a.txt': 'a' } })
    await clone(repository.url)
    await commitFile('b.txt', 'b')
    server.afterReceivePack(() => 'cut')

    await expect(inClone('push', 'origin', 'HEAD:main')).rejects.toThrow()
    expect(await repository.tip('main')).toBe(await inClone('rev-parse', 'HEAD'))
  })

  test('runs hooks, whose words reach the client', async () => {
    await start()
    const repository = await server.createRepository('hook', { files: { 'a.txt': 'a' } })
    await repository.setHook('pre-receive', 'echo "only on Tuesdays" >&2; exit 1')
    await clone(repository.url)
    await commitFile('b.txt', 'b')

    await expect(inClone('push', 'origin', 'HEAD:main')).rejects.toThrow(
      /only on Tuesdays[^]*pre-receive hook declined/
    )
  })

  test('delays each request', async () => {
    await start()
    const repository = await server.createRepository('slow', { files: { 'a.txt': 'a' } })
    server.addLatency(300)
    const started = performance.now()
    await git('ls-remote', repository.url)

    expect(performance.now() - started).toBeGreaterThan(300)
  })

  test('survives a client that leaves in the middle', async () => {
    await start()
    const repository = await server.createRepository('abort', {
      files: { 'large.bin': randomBytes(20_000_000) }
    })
    const child = spawn(
      requireTool('git'),
      ['clone', '--quiet', '--bare', repository.url, path.join(temporary.path, 'x')],
      {
        env: environment
      }
    )
    server.onRequest(request => {
      if (request.phase === 'pack') setTimeout(() => child.kill('SIGKILL'), 30)
    })
    await once(child, 'close')

    expect(await git('ls-remote', repository.url)).toContain('refs/heads/main')
  })

  test('commits by many writers at once are all kept', async () => {
    await start()
    const repository = await server.createRepository('many', { files: { 'a.txt': 'a' } })
    const numbers = Array.from({ length: 8 }, (_, number) => number)
    const commits = await Promise.all(
      numbers.map(number => repository.commit('main', { [`${number}.txt`]: 'x' }, `Writer ${number}`))
    )

    expect(new Set(commits).size).toBe(8)
    expect(await repository.log('main')).toHaveLength(9)
  })
})

describe('the registry', () => {
  let registry: TestRegistry
  const start = async (options: Partial<TestRegistryOptions> = {}) => {
    registry = await startRegistry({ auth: 'none', ...options })
  }
  const ask = async (method: string, place: string) => {
    const answer = await fetch(`${registry.url}/v2/acme/shop/${place}`, { method })
    return { status: answer.status, body: await answer.text() }
  }
  const push = (tag: string, label = tag) => pushImage(registry.url, 'acme/shop', tag, { label })
  afterEach(async () => {
    await registry.close()
  })

  test('has a fault meet as many requests as it is for, and counts them', async () => {
    await start()
    const digest = await push('1')
    const fault = registry.addFault({
      ...{ method: 'GET', url: /\/manifests\/1$/, times: 2 },
      ...{ status: 503, headers: { 'retry-after': '1' }, body: 'busy' }
    })

    expect(await ask('GET', 'manifests/1')).toEqual({ status: 503, body: 'busy' })
    expect((await ask('GET', `manifests/${digest}`)).status).not.toBe(503)
    expect((await ask('GET', 'manifests/1')).status).toBe(503)
    expect(fault.count()).toBe(2)
    expect((await ask('GET', 'manifests/1')).status).not.toBe(503)
    expect(fault.count()).toBe(2)
    fault.remove()
  })

  test('resets a connection before or after the registry has done what it was asked', async () => {
    await start()
    const before = registry.addFault({ method: 'PUT', url: /\/manifests\//, reset: 'before' })
    await expect(push('before')).rejects.toThrow(/ECONNRESET|socket hang up/)
    expect(registry.requests().at(-1)).toMatchObject({ method: 'PUT', status: 0 })
    before.remove()
    const after = registry.addFault({ method: 'PUT', url: /\/manifests\//, reset: 'after' })
    await expect(push('after')).rejects.toThrow(/ECONNRESET|socket hang up/)
    after.remove()

    expect(await ask('GET', 'tags/list')).toMatchObject({ body: expect.stringContaining('["after"]') })
  })

  test('delays an answer, its own too', async () => {
    await start()
    registry.addFault({ url: /\/tags\//, delayMs: 300 })
    const started = performance.now()
    expect((await ask('GET', 'tags/list')).status).toBe(404)
    expect(performance.now() - started).toBeGreaterThan(290)
  })

  test('refuses as ECR does: a tag that exists, a repository that does not', async () => {
    await start({ immutableTags: true, missingRepositories: ['acme/other'] })
    await push('1')

    await expect(push('1', 'another')).rejects.toThrow(
      /400 .*"TAG_INVALID".*The image tag '1' already exists in the 'acme\/shop' repository and cannot be overwritten/
    )
    await push('2')
    await expect(pushImage(registry.url, 'acme/other', '1')).rejects.toThrow(
      /404 .*"NAME_UNKNOWN".*'acme\/other' does not exist in the registry with id/
    )
  })

  test('refuses as GHCR does a token that must not write', async () => {
    await start({ deniedRepositories: ['acme/shop'] })

    await expect(push('1')).rejects.toThrow(/403 .*"DENIED".*permission_denied: write_package/)
  })

  test('records what is deleted', async () => {
    await start()
    const digest = await push('1')
    expect((await ask('DELETE', `manifests/${digest}`)).status).toBe(202)

    expect(registry.requests().at(-1)).toMatchObject({
      ...{ method: 'DELETE', url: `/v2/acme/shop/manifests/${digest}`, status: 202 }
    })
    expect((await ask('HEAD', `manifests/${digest}`)).status).toBe(404)
  })
})

test('a missing tool is named together with the call that gets it', () => {
  expect(findTool('no-such-program')).toBeUndefined()
  expect(() => requireTool('no-such-program')).toThrow('run script/fetch-tools')
})
