import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { askHelper } from '../../../src/registry/login/credential-helper.ts'
import { createProcesses, type Processes } from '../../../src/system/process.ts'
import { createSecrets } from '../../../src/system/secrets.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { testSystem } from '../../support/system/test-system.ts'

// Credential helpers as programs: what they do wrong ends the run with their name, within their limit.

let temporary: Temporary
let folder: string
let waited: (number | undefined)[]

beforeAll(async () => {
  temporary = await createTemporary('newtag-helper-')
})
beforeEach(async () => {
  folder = await mkdtemp(path.join(temporary.path, 'bin-'))
  waited = []
})
afterAll(async () => {
  await temporary.remove()
})

/** Asks a helper that is this script; nobody waits for 30 seconds here. */
async function ask(script: string | undefined, { mode = 0o755, workspace = path.join(folder, 'work') } = {}) {
  const real = createProcesses(new AbortController().signal, { workspace })
  const processes: Processes = {
    run: async (program, args, options) => {
      waited.push(options.timeoutMs)
      return await real.run(program, args, { ...options, timeoutMs: 500 })
    }
  }
  const file = path.join(folder, 'docker-credential-vault')
  if (script !== undefined) await writeFile(file, script)
  if (script !== undefined) await chmod(file, mode)
  const secrets = createSecrets(() => undefined)
  secrets.add('hunter2')
  const system = testSystem({ processes, secrets, env: { PATH: `${folder}:/usr/bin:/bin` } })
  return await askHelper(system, { name: 'vault', file: '/home/ci/.docker/config.json' }, 'quay.io')
}

const names = 'docker-credential-vault, which /home/ci/.docker/config.json names for quay.io,'

describe('a credential helper', () => {
  test('that hangs is ended at its limit, and its words are told', async () => {
    const script =
      '#!/bin/sh\ntrap "" INT\necho "waiting for the vault, hunter2" >&2\nprintf %s \'{"Secret":"s3\'\nsleep 600\n'
    await expect(ask(script)).rejects.toMatchObject({
      code: 'CREDENTIAL_HELPER_FAILED',
      message: `${names} timed out after 0.5 s. Repair it, or log in without it. It said: waiting for the vault, ***`
    })
    expect(waited).toEqual([30_000])
  })

  test.each([
    [
      'is killed',
      '#!/bin/sh\necho "s3cret"; echo gone >&2; kill -KILL $$\n',
      `${names} was ended by SIGKILL, probably because the machine ran out of memory. Repair it, or log in without it. It said: gone`
    ],
    [
      'fails without a word',
      '#!/bin/sh\nexit 4\n',
      `${names} failed with exit code 4. Repair it, or log in without it. It said: nothing.`
    ],
    [
      'is missing',
      undefined,
      'has the credentials of quay.io, but docker-credential-vault was not found on PATH. Install it'
    ],
    [
      'is a page that was downloaded',
      '<html>\n',
      'docker-credential-vault cannot be run: it is neither a program nor a script that begins with #!. Install it'
    ],
    ['is empty', '', 'docker-credential-vault cannot be run: it is empty. Install it'],
    [
      'has no interpreter',
      '#!/no/such\n',
      'docker-credential-vault cannot be run: the interpreter that its first line names,'
    ]
  ])('that %s is named', async (_, script, message) => {
    await expect(ask(script)).rejects.toMatchObject({
      code: 'CREDENTIAL_HELPER_FAILED',
      message: expect.stringContaining(message)
    })
  })

  test('that must not be executed is named', async () => {
    await expect(ask('#!/bin/sh\n', { mode: 0o644 })).rejects.toMatchObject({
      code: 'CREDENTIAL_HELPER_FAILED',
      message: expect.stringContaining('cannot be run: this user must not execute it')
    })
  })

  test('of the workspace is not asked', async () => {
    const mark = path.join(folder, 'mark')
    await mkdir(path.join(folder, 'work'))
    await expect(ask(`#!/bin/sh\ntouch ${mark}\n`, { workspace: folder })).rejects.toMatchObject({
      code: 'CREDENTIAL_HELPER_FAILED',
      message: expect.stringContaining(`only as ${folder}/docker-credential-vault, in the workspace`)
    })
  })
})
