import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'

import { createCredentials } from '../../../src/registry/login/docker-config.ts'
import { parseRepository } from '../../../src/registry/reference.ts'
import type { TagLookup } from '../../../src/registry/answers.ts'
import { createRegistry } from '../../../src/registry/registry.ts'
import { createSecrets } from '../../../src/system/secrets.ts'
import { pushImage } from '../../../testbed/push-image.ts'
import { startRegistry, type TestRegistry } from '../../../testbed/registry.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { testSystem } from '../../support/system/test-system.ts'
import { skipReason } from '../../../testbed/tools.ts'

const reason = skipReason('docker-registry', 'openssl')
const suite = reason === undefined ? describe : describe.skip
const path = 'acme/shop'

let home: Temporary
beforeAll(async () => {
  if (reason !== undefined) console.warn(`skipped: ${reason}`)
  home = await createTemporary('newtag-registry-test')
})
afterAll(async () => {
  await home.remove()
})

/** A client with a config.json of its own, whose helpers are in a directory of this test. */
async function client(config?: unknown) {
  const configDirectory = await mkdtemp(join(home.path, 'docker-'))
  if (config !== undefined) await writeFile(join(configDirectory, 'config.json'), JSON.stringify(config))
  const secrets: string[] = []
  const system = testSystem({
    env: { PATH: `${join(home.path, 'bin')}:/usr/bin:/bin` },
    secrets: createSecrets(secret => secrets.push(secret))
  })
  const registry = createRegistry(system, createCredentials(system, configDirectory))
  const findTag = async (host: string, tag: string, name = path): Promise<TagLookup> => {
    const parsed = parseRepository(`${host}/${name}`)
    if (!parsed.ok) throw new Error(parsed.problem)
    return await registry.findTag(parsed.value, tag)
  }
  const readDigest = async (host: string, tag: string): Promise<TagLookup> => {
    const parsed = parseRepository(`${host}/${path}`)
    if (!parsed.ok) throw new Error(parsed.problem)
    return await registry.readDigest(parsed.value, tag)
  }
  return { findTag, readDigest, secrets }
}

function login(host: string, username: string, password: string) {
  return { auths: { [host]: { auth: Buffer.from(`${username}:${password}`).toString('base64') } } }
}

/** Writes a helper that answers for one registry, and says what it was asked. */
async function writeHelper(name: string, host: string, username: string, secret: string): Promise<string> {
  const asked = join(home.path, `${name}.asked`)
  const file = join(home.path, 'bin', `docker-credential-${name}`)
  await mkdir(join(home.path, 'bin'), { recursive: true })
  const answer = JSON.stringify({ ServerURL: host, Username: username, Secret: secret })
  await writeFile(
    file,
    `#!/bin/sh
read -r server
echo "$* $server" >> '${asked}'
if [ "$server" = '${host}' ]; then echo '${answer}'; exit 0; fi
echo 'credentials not found in native keychain'
exit 1
`
  )
  await chmod(file, 0o755)
  return asked
}

function methods(registry: TestRegistry, from: number): string[] {
  return registry
    .requests()
    .slice(from)
    .map(({ method, status }) => `${method} ${status}`)
}

suite('a registry that lets everyone in', () => {
  let registry: TestRegistry
  const fault: { status: number | undefined } = { status: undefined }
  beforeAll(async () => {
    registry = await startRegistry({
      auth: 'none',
      intercept: () => (fault.status === undefined ? undefined : { status: fault.status, body: 'trouble' })
    })
  })
  afterEach(() => {
    fault.status = undefined
  })
  afterAll(async () => {
    await registry.close()
  })

  test.each(['oci', 'docker', 'index'] as const)(
    'gives the digest of a tag of kind %s in one request',
    async kind => {
      const digest = await pushImage(registry.url, path, kind, { kind })
      const before = registry.requests().length
      const { findTag } = await client()
      expect(await findTag(registry.host, kind)).toEqual({ kind: 'present', digest })
      expect(methods(registry, before)).toEqual(['HEAD 200'])
    }
  )

  test('hides an index from a client that does not accept it, which is why every type is accepted', async () => {
    const digest = await pushImage(registry.url, path, 'trap', { kind: 'index' })
    const status = await new Promise(resolve => {
      const accept = 'application/vnd.docker.distribution.manifest.v2+json'
      request(`${registry.url}/v2/${path}/manifests/trap`, {
        method: 'HEAD',
        headers: { accept },
        agent: false
      })
        .on('response', response => {
          resolve(response.resume().statusCode)
        })
        .end()
    })
    expect(status).toBe(404)
    const { findTag } = await client()
    expect(await findTag(registry.host, 'trap')).toEqual({ kind: 'present', digest })
  })

  test('says that a tag or a whole repository is absent', async () => {
    const { findTag } = await client()
    expect(await findTag(registry.host, 'missing')).toEqual({ kind: 'absent' })
    expect(await findTag(registry.host, 'missing', 'no/such')).toEqual({ kind: 'absent' })
  })

  test('sees a tag that was pushed after it was asked', async () => {
    const { findTag } = await client()
    expect(await findTag(registry.host, 'late')).toEqual({ kind: 'absent' })
    const digest = await pushImage(registry.url, path, 'late')
    expect(await findTag(registry.host, 'late')).toEqual({ kind: 'present', digest })
  })

  test('that is in trouble does not have its tags taken for absent', async () => {
    await pushImage(registry.url, path, 'there')
    fault.status = 503
    const { findTag } = await client()
    const detail = `${registry.host} answered with status 503`
    expect(await findTag(registry.host, 'there')).toEqual({ kind: 'unavailable', detail })
  })

  test.each([405, 501])('without HEAD (%i) is asked by GET', async status => {
    const digest = await pushImage(registry.url, path, `get-${status}`)
    const head = registry.addFault({ method: 'HEAD', status })
    const before = registry.requests().length
    const { findTag } = await client()
    expect(await findTag(registry.host, `get-${status}`)).toEqual({ kind: 'present', digest })
    expect(await findTag(registry.host, 'missing')).toEqual({ kind: 'absent' })
    const refused = `HEAD ${status}`
    expect(methods(registry, before)).toEqual([refused, 'GET 200', refused, 'GET 404'])
    head.remove()
  })

  test.each([408, 425, 429, 503])('that says %i once is asked again', async status => {
    const digest = await pushImage(registry.url, path, 'again')
    const busy = registry.addFault({ method: 'HEAD', status, times: 1 })
    const { findTag } = await client()
    expect(await findTag(registry.host, 'again')).toEqual({ kind: 'present', digest })
    busy.remove()
  })

  test('that names another digest in a header is found out by the manifest itself', async () => {
    const digest = await pushImage(registry.url, path, 'named')
    const other = `sha256:${'0'.repeat(64)}`
    const header = (method: string) =>
      registry.addFault({ method, rewrite: { 'docker-content-digest': other } })
    const { findTag, readDigest } = await client()
    const head = header('HEAD')
    expect(await findTag(registry.host, 'named')).toEqual({ kind: 'present', digest: other })
    expect(await readDigest(registry.host, 'named')).toEqual({ kind: 'present', digest })
    const get = header('GET')
    expect(await readDigest(registry.host, 'named')).toMatchObject({
      kind: 'unavailable',
      detail: expect.stringContaining('does not have its digest')
    })
    for (const fault of [head, get]) fault.remove()
    expect(await readDigest(registry.host, 'missing')).toEqual({ kind: 'absent' })
  })

  test('that is gone is unavailable', async () => {
    const gone = await startRegistry({ auth: 'none' })
    await gone.close()
    const { findTag } = await client()
    expect(await findTag(gone.host, 'x')).toMatchObject({ kind: 'unavailable' })
  })
})

suite('a registry with Basic authentication', () => {
  let registry: TestRegistry
  let digest: string
  beforeAll(async () => {
    registry = await startRegistry({ auth: 'htpasswd' })
    digest = await pushImage(registry.url, path, '1', { authorization: registry.pushAuthorization(path) })
  })
  afterAll(async () => {
    await registry.close()
  })

  test('lets the user of config.json in, and at once the second time', async () => {
    const before = registry.requests().length
    const { findTag } = await client(login(registry.host, registry.username, registry.password))
    expect(await findTag(registry.host, '1')).toEqual({ kind: 'present', digest })
    expect(await findTag(registry.host, '2')).toEqual({ kind: 'absent' })
    expect(methods(registry, before)).toEqual(['HEAD 401', 'HEAD 200', 'HEAD 404'])
  })

  test('refuses a wrong password and nobody, with its reason', async () => {
    const wrong = await client(login(registry.host, registry.username, 'wr0ng'))
    expect(await wrong.findTag(registry.host, '1')).toEqual({
      kind: 'denied',
      status: 401,
      detail: `the credentials for ${registry.host} were refused: UNAUTHORIZED: authentication required`
    })
    const nobody = await client()
    expect(await nobody.findTag(registry.host, '1')).toEqual({
      kind: 'denied',
      status: 401,
      detail: `${registry.host} asks for a user name and a password, and none were found`
    })
  })

  test('lets in who a helper of the host names, before the store is asked', async () => {
    const asked = await writeHelper('mine', registry.host, registry.username, registry.password)
    const { findTag, secrets } = await client({
      credsStore: 'broken',
      credHelpers: { [registry.host]: 'mine' }
    })
    expect(await findTag(registry.host, '1')).toEqual({ kind: 'present', digest })
    expect(secrets).toContain(registry.password)
    await expect(readLines(asked)).resolves.toEqual([`get ${registry.host}`])
  })

  test('lets in who the store names, whatever the file says', async () => {
    await writeHelper('store', registry.host, registry.username, registry.password)
    const { findTag } = await client({ credsStore: 'store', ...login(registry.host, 'x', 'y') })
    expect(await findTag(registry.host, '1')).toEqual({ kind: 'present', digest })
  })

  test('takes one whom the store does not know for nobody', async () => {
    await writeHelper('other', 'other.example', 'x', 'y')
    const { findTag } = await client({ credsStore: 'other' })
    expect(await findTag(registry.host, '1')).toMatchObject({ kind: 'denied', status: 401 })
  })

  test('is not asked further when the helper is missing', async () => {
    const { findTag } = await client({ credsStore: 'missing' })
    await expect(findTag(registry.host, '1')).rejects.toMatchObject({
      code: 'CREDENTIAL_HELPER_FAILED',
      message: expect.stringContaining('docker-credential-missing has the credentials of')
    })
  })
})

suite('a registry with Bearer authentication', () => {
  let registry: TestRegistry
  let digest: string
  beforeAll(async () => {
    registry = await startRegistry({ auth: 'bearer' })
    digest = await pushImage(registry.url, path, '1', { authorization: registry.pushAuthorization(path) })
  })
  afterAll(async () => {
    await registry.close()
  })

  test.each(['ci', 'reader'])('gives the user %s a token, which is used again', async name => {
    const user = name === 'ci' ? registry : registry.reader
    const [before, tokens] = [registry.requests().length, registry.tokenRequests().length]
    const { findTag } = await client(login(registry.host, user.username, user.password))
    expect(await findTag(registry.host, '1')).toEqual({ kind: 'present', digest })
    expect(await findTag(registry.host, '2')).toEqual({ kind: 'absent' })
    expect(methods(registry, before)).toEqual(['HEAD 401', 'HEAD 200', 'HEAD 404'])
    expect(registry.tokenRequests().slice(tokens)).toEqual([{ method: 'GET', login: 'basic' }])
  })

  test('takes an identity token', async () => {
    const tokens = registry.tokenRequests().length
    const { findTag } = await client({
      auths: { [registry.host]: { identitytoken: registry.identityToken } }
    })
    expect(await findTag(registry.host, '1')).toEqual({ kind: 'present', digest })
    expect(registry.tokenRequests().slice(tokens)).toEqual([{ method: 'POST', login: 'refresh_token' }])
  })

  test('takes an identity token from a helper', async () => {
    await writeHelper('identity', registry.host, '<token>', registry.identityToken)
    const { findTag } = await client({ credHelpers: { [registry.host]: 'identity' } })
    expect(await findTag(registry.host, '1')).toEqual({ kind: 'present', digest })
  })

  test('refuses a wrong password, a wrong identity token and nobody', async () => {
    const wrong = await client(login(registry.host, registry.username, 'wr0ng'))
    expect(await wrong.findTag(registry.host, '1')).toMatchObject({
      kind: 'denied',
      status: 401,
      detail: expect.stringMatching(/ refused the credentials for .*: incorrect username or password$/)
    })
    const expired = await client({ auths: { [registry.host]: { identitytoken: 'expired' } } })
    expect(await expired.findTag(registry.host, '1')).toMatchObject({ kind: 'denied', status: 401 })
    const nobody = await client()
    expect(await nobody.findTag(registry.host, '1')).toEqual({
      kind: 'denied',
      status: 401,
      detail: `no credentials for ${registry.host} were found: UNAUTHORIZED: authentication required`
    })
  })

  test('with public repositories gives a token to anyone, with two requests to the registry', async () => {
    const open = await startRegistry({ auth: 'bearer', anonymousPull: true })
    try {
      const pushed = await pushImage(open.url, path, '1', { authorization: open.pushAuthorization(path) })
      const before = open.requests().length
      const { findTag } = await client()
      expect(await findTag(open.host, '1')).toEqual({ kind: 'present', digest: pushed })
      expect(methods(open, before)).toEqual(['HEAD 401', 'HEAD 200'])
      expect(open.tokenRequests()).toEqual([{ method: 'GET', login: 'anonymous' }])
    } finally {
      await open.close()
    }
  })
})

async function readLines(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).trim().split('\n')
}
