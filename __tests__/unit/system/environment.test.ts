import { describe, expect, test } from '@jest/globals'

import { childEnvironment } from '../../../src/system/environment.ts'

const env = {
  PATH: '/bin',
  INPUT_TOKEN: 'secret',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret',
  ACTIONS_RUNTIME_TOKEN: 'for the cache',
  GIT_DIR: '/elsewhere',
  GIT_CONFIG_COUNT: '1',
  GIT_EXTERNAL_DIFF: '/tmp/x',
  GIT_TRACE_CURL: '1',
  GIT_ASKPASS: '/tmp/x',
  SSH_ASKPASS: '/tmp/x',
  GIT_SSH_COMMAND: 'ssh -i key',
  GIT_SSL_CAINFO: '/ca.pem',
  SSH_AUTH_SOCK: '/agent',
  HTTPS_PROXY: 'http://proxy',
  LC_ALL: 'de_DE.UTF-8',
  UNSET: undefined
}

describe('childEnvironment', () => {
  test('keeps the inputs and the identity token from every child', () => {
    const child = childEnvironment(env)
    expect(Object.values(child)).not.toContain('secret')
    expect(child).toMatchObject({ PATH: '/bin', ACTIONS_RUNTIME_TOKEN: 'for the cache' })
  })
})
