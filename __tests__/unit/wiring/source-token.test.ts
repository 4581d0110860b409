import { expect, test } from '@jest/globals'

import { parseRemote } from '../../../src/git/address.ts'
import { sourceToken } from '../../../src/wiring/source-token.ts'

const context = { serverUrl: 'https://github.com', repository: 'acme/shop' }

function tokenFor(repository: string, githubToken: string): string {
  const remote = parseRemote(repository, context.serverUrl)
  if (!remote.ok) throw new Error(remote.problem)
  return sourceToken({ remote: remote.value, githubToken, token: 'gitops' }, context)
}

test.each([
  ['gitops', 'acme/shop'],
  ['gitops', 'https://GitHub.com/Acme/Shop.git/'],
  ['gitops', 'https://github.com:443/acme/shop'],
  // The token was given for another server, or for none.
  ['', 'https://github.com:8443/acme/shop'],
  ['', 'http://github.com/acme/shop'],
  ['', 'git@github.com:acme/shop.git'],
  ['', 'ssh://git@github.com/acme/shop'],
  ['', 'git@github-work:acme/shop.git'],
  ['', 'git://github.com/acme/shop'],
  // The same server does not make the same repository.
  ['', 'acme/deploy'],
  ['', 'https://gitlab.com/acme/shop'],
  ['', 'file:///srv/acme/shop']
])(
  'the source is read with %j, without a github-token, when the GitOps repository is %s',
  (token, repository) => {
    expect(tokenFor(repository, '')).toBe(token)
    expect(tokenFor(repository, 'source')).toBe('source')
  }
)
