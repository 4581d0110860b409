import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { ActionError } from '../../../../src/errors/errors.ts'
import type { Credential } from '../../../../src/registry/login/credential.ts'
import { createCredentials } from '../../../../src/registry/login/docker-config.ts'
import { parseRepository } from '../../../../src/registry/reference.ts'
import type { Processes, ProcessResult } from '../../../../src/system/process.ts'
import { ProgramNotFound, ProgramNotRunnable } from '../../../../src/system/program-errors.ts'
import { createSecrets } from '../../../../src/system/secrets.ts'
import { createTemporary, type Temporary } from '../../../../testbed/temporary.ts'
import { testSystem } from '../../../support/system/test-system.ts'

let home: Temporary

beforeEach(async () => {
  home = await createTemporary('newtag-docker-config')
})
afterEach(async () => {
  await home.remove()
})

interface Call {
  readonly program: string
  readonly args: readonly string[]
  readonly input: string
}

type Answer = { stdout?: string; stderr?: string; exitCode?: number } | Error

function setUp(answer: Answer = new Error('no helper was expected')) {
  const calls: Call[] = []
  const secrets: string[] = []
  const processes: Processes = {
    run: async (program, args, options): Promise<ProcessResult> => {
      calls.push({ program, args, input: String(options.input) })
      await Promise.resolve()
      if (answer instanceof Error) throw answer
      const { stdout = '', stderr = '', exitCode = 0 } = answer
      return { stdout: Buffer.from(stdout), stderr, exitCode }
    }
  }
  const system = testSystem({
    processes,
    env: { PATH: '/bin' },
    secrets: createSecrets(secret => secrets.push(secret))
  })
  const credentials = createCredentials(system, home.path)
  const lookup = async (name: string): Promise<Credential | undefined> => {
    const parsed = parseRepository(name)
    if (!parsed.ok) throw new Error(parsed.problem)
    return await credentials.lookup(parsed.value)
  }
  return { calls, secrets, lookup }
}

async function config(content: unknown): Promise<void> {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  await writeFile(join(home.path, 'config.json'), text)
}

async function failure(work: Promise<unknown>): Promise<ActionError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason
  )
  if (!(error instanceof ActionError)) throw new Error('no ActionError was thrown', { cause: error })
  expect(error.code).toBe('CREDENTIAL_HELPER_FAILED')
  return error
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64')
}

const ci: Credential = { kind: 'basic', username: 'ci', password: 's3cret' }

describe('the file', () => {
  test('that is missing knows nothing', async () => {
    expect(await setUp().lookup('ghcr.io/acme/shop')).toBeUndefined()
  })

  test.each([
    '',
    '\n',
    '{}',
    { auths: {} },
    { auths: null, credHelpers: null, credsStore: null },
    { auths: { 'ghcr.io': {} } },
    { auths: { 'other.io': { auth: 'eDp5' } } }
  ])('that says nothing of the registry knows nothing: %j', async content => {
    await config(content)
    expect(await setUp().lookup('ghcr.io/acme/shop')).toBeUndefined()
  })

  test.each(['ghcr.io', 'https://ghcr.io', 'https://ghcr.io/v1/', 'http://ghcr.io/v2/', 'ghcr.io/v1'])(
    'may call the registry %s',
    async key => {
      await config({ auths: { 'x.ghcr.io': { auth: encode('a:b') }, [key]: { auth: encode('ci:s3cret') } } })
      expect(await setUp().lookup('ghcr.io/acme/shop')).toEqual(ci)
    }
  )

  test.each(['https://index.docker.io/v1/', 'index.docker.io', 'docker.io', 'https://docker.io/v1/'])(
    'may call Docker Hub %s',
    async key => {
      await config({ auths: { [key]: { auth: encode('ci:s3cret') } } })
      expect(await setUp().lookup('acme/shop')).toEqual(ci)
      expect(await setUp().lookup('docker.io/acme/shop')).toEqual(ci)
    }
  )

  test('is read for the port too', async () => {
    await config({ auths: { 'localhost:5000': { auth: encode('ci:s3cret') } } })
    expect(await setUp().lookup('localhost:5000/shop')).toEqual(ci)
    expect(await setUp().lookup('localhost:5001/shop')).toBeUndefined()
  })

  test('gives the exact key before one that only has the same host', async () => {
    await config({
      auths: { 'https://ghcr.io/v1/': { auth: encode('old:old') }, 'ghcr.io': { auth: encode('ci:s3cret') } }
    })
    expect(await setUp().lookup('ghcr.io/acme/shop')).toEqual(ci)
  })

  test('may hold colons in the password, NULs after it, or the plain fields', async () => {
    await config({
      auths: {
        'a.io': { auth: encode('ci:s3:cr:et\0\0') },
        'b.io': { username: 'ci', password: 's3cret' }
      }
    })
    expect(await setUp().lookup('a.io/x')).toEqual({ kind: 'basic', username: 'ci', password: 's3:cr:et' })
    expect(await setUp().lookup('b.io/x')).toEqual(ci)
  })

  test('may hold an identity token, which goes before the rest', async () => {
    await config({ auths: { 'a.io': { auth: encode('00000000:'), identitytoken: 't0ken' } } })
    const { lookup, secrets } = setUp()
    expect(await lookup('a.io/x')).toEqual({ kind: 'identity-token', token: 't0ken' })
    expect(secrets).toContain('t0ken')
  })

  test('has each secret reported that is read from it, and no other', async () => {
    await config({ auths: { 'a.io': { auth: encode('ci:s3cret') }, 'b.io': { auth: encode('x:other') } } })
    const { lookup, secrets } = setUp()
    await lookup('a.io/x')
    expect(secrets).toEqual([encode('ci:s3cret'), 's3cret'])
  })

  test.each(['{"auths":{"ghcr.io":{"auth":"c2VjcmV0"}', '"c2VjcmV0"', '["c2VjcmV0"]', 'c2VjcmV0'])(
    'that is no JSON object fails, names itself and shows nothing of its content: %s',
    async content => {
      await config(content)
      const error = await failure(setUp().lookup('ghcr.io/acme/shop'))
      expect(error.message).toBe(
        `${join(home.path, 'config.json')} is not a JSON object. Correct it, or remove it.`
      )
      expect(error.cause).toBeUndefined()
    }
  )

  test.each([
    [{ auths: ['x'] }, '`auths` in FILE must be an object.'],
    [{ credHelpers: 'x' }, '`credHelpers` in FILE must be an object.'],
    [{ credsStore: 1 }, '`credsStore` in FILE must be a text.']
  ])('with a field of the wrong type fails: %j', async (content, message) => {
    await config(content)
    const error = await failure(setUp().lookup('ghcr.io/acme/shop'))
    expect(error.message.replace(join(home.path, 'config.json'), 'FILE')).toBe(message)
  })

  test('that cannot be read fails', async () => {
    await mkdir(join(home.path, 'config.json'))
    const error = await failure(setUp().lookup('ghcr.io/acme/shop'))
    expect(error.message).toContain('config.json cannot be read (EISDIR)')
  })

  test('with an auth that is not base64 of a user and a password fails without showing it', async () => {
    await config({ auths: { 'ghcr.io': { auth: encode('justatoken') } } })
    const error = await failure(setUp().lookup('ghcr.io/acme/shop'))
    expect(error.message).toContain('The `auth` of ghcr.io in')
    expect(error.message).not.toContain('justatoken')
    expect(error.message).not.toContain(encode('justatoken'))
  })
})

describe('a helper', () => {
  const known = { stdout: JSON.stringify({ ServerURL: 'x', Username: 'ci', Secret: 's3cret' }) }

  test('of the registry is asked on standard input, with nothing secret among its arguments', async () => {
    await config({ credsStore: 'store', credHelpers: { 'ghcr.io': 'gh-cr.1' } })
    const { lookup, calls, secrets } = setUp(known)
    expect(await lookup('ghcr.io/acme/shop')).toEqual(ci)
    expect(calls).toEqual([{ program: 'docker-credential-gh-cr.1', args: ['get'], input: 'ghcr.io' }])
    expect(secrets).toEqual(['s3cret', encode('ci:s3cret')])
  })

  test('that is the store is asked in place of the file', async () => {
    await config({ credsStore: 'store', auths: { 'ghcr.io': { auth: encode('file:file') } } })
    const { lookup, calls } = setUp(known)
    expect(await lookup('ghcr.io/acme/shop')).toEqual(ci)
    expect(calls[0]?.program).toBe('docker-credential-store')
  })

  test('set to an empty text has the file read although there is a store', async () => {
    await config({
      credsStore: 'store',
      credHelpers: { 'ghcr.io': '' },
      auths: { 'ghcr.io': { auth: encode('ci:s3cret') } }
    })
    expect(await setUp().lookup('ghcr.io/acme/shop')).toEqual(ci)
  })

  test('of Docker Hub is asked by the key that docker login uses', async () => {
    await config({ credHelpers: { 'docker.io': 'hub' } })
    const { lookup, calls } = setUp(known)
    await lookup('nginx')
    expect(calls[0]?.input).toBe('https://index.docker.io/v1/')
  })

  test('is asked once for a registry, however many images it has', async () => {
    await config({ credsStore: 'store' })
    const { lookup, calls } = setUp(known)
    await Promise.all([lookup('ghcr.io/acme/a'), lookup('ghcr.io/acme/b'), lookup('quay.io/acme/c')])
    await lookup('ghcr.io/acme/d')
    expect(calls.map(({ input }) => input).sort()).toEqual(['ghcr.io', 'quay.io'])
  })

  test('may give an identity token', async () => {
    await config({ credsStore: 'store' })
    const { lookup } = setUp({ stdout: '{"Username":"<token>","Secret":"t0ken"}\n' })
    expect(await lookup('a.io/x')).toEqual({ kind: 'identity-token', token: 't0ken' })
  })

  test('that does not know the registry knows nothing', async () => {
    await config({ credsStore: 'store' })
    const { lookup } = setUp({ exitCode: 1, stdout: 'credentials not found in native keychain\n' })
    expect(await lookup('a.io/x')).toBeUndefined()
  })

  test('that fails is named with what it said', async () => {
    await config({ credsStore: 'store' })
    const { lookup } = setUp({ exitCode: 3, stdout: 'vault is\n\u001b[31msealed', stderr: 'noise' })
    const error = await failure(lookup('a.io/x'))
    expect(error.message).toMatch(
      /^docker-credential-store, which .*config\.json names for a\.io, failed with exit code 3\. .* It said: vault is \[31msealed$/
    )
  })

  test('that fails after it printed its answer does not have it shown', async () => {
    await config({ credsStore: 'store' })
    const error = await failure(setUp({ ...known, exitCode: 1, stderr: 'oops' }).lookup('a.io/x'))
    expect(error.message).toMatch(/ failed with exit code 1\. .* It said: oops$/)
  })

  test.each(['s3cret', '{"Secret":"s3cret"}', '{"Username":"ci"}', '["s3cret"]', ''])(
    'that answers something else fails without showing it: %s',
    async stdout => {
      await config({ credsStore: 'store' })
      const error = await failure(setUp({ stdout }).lookup('a.io/x'))
      expect(error.message).toBe(
        'docker-credential-store did not answer with JSON that has a Username and a Secret for a.io.'
      )
    }
  )

  test('that is not installed is named with the file that asks for it', async () => {
    await config({ credHelpers: { 'a.io': 'ecr-login' } })
    const error = await failure(setUp(new ProgramNotFound('docker-credential-ecr-login')).lookup('a.io/x'))
    expect(error.message).toContain(
      'config.json says that docker-credential-ecr-login has the credentials of a.io'
    )
    expect(error.message).toContain('but docker-credential-ecr-login was not found on PATH')
  })

  test('that cannot be started is a failure of the helper, and a cancelled run stays cancelled', async () => {
    await config({ credsStore: 'store' })
    const error = await failure(
      setUp(new ProgramNotRunnable('/bin/docker-credential-store', 'it is empty')).lookup('a.io/x')
    )
    expect(error.message).toContain('/bin/docker-credential-store cannot be run: it is empty')
    await expect(setUp(new ActionError('CANCELLED', 'stop')).lookup('a.io/x')).rejects.toThrow('stop')
  })

  test.each(['../../evil', 'a b', 'x;y', '/bin/sh'])(
    'with a name that is a path or more is not run: %s',
    async name => {
      await config({ credsStore: name })
      const { lookup, calls } = setUp(known)
      const error = await failure(lookup('a.io/x'))
      expect(error.message).toContain('which is not a valid name')
      expect(calls).toEqual([])
    }
  )
})
