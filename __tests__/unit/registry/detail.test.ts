import { expect, test } from '@jest/globals'

import { detailOf, plainText } from '../../../src/registry/detail.ts'
import { createSecrets, type Secrets } from '../../../src/system/secrets.ts'

function secretsOf(...known: string[]): Secrets {
  const secrets = createSecrets(() => undefined)
  for (const secret of known) secrets.add(secret)
  return secrets
}

function detail(body: string, ...secrets: string[]): string | undefined {
  const url = new URL('https://registry.example/')
  return detailOf(
    { url, status: 403, headers: {}, body: Buffer.from(body), truncated: false },
    secretsOf(...secrets)
  )
}

test.each<[string, string | undefined]>([
  [
    '{"errors":[{"code":"DENIED","message":"requested access is denied"}]}',
    'DENIED: requested access is denied'
  ],
  ['{"errors":[{"code":"DENIED"}]}', 'DENIED'],
  ['{"errors":[]}', undefined],
  ['{"error":"invalid_grant","error_description":"the token has expired"}', 'the token has expired'],
  ['{"details":"incorrect username or password"}', 'incorrect username or password'],
  ['{"error":{"nested":true}}', undefined],
  ['too many requests\r\n', 'too many requests'],
  [' <html><body>403</body></html>', undefined],
  ['', undefined]
])('the words of a refusal are taken from %s', (body, expected) => {
  expect(detail(body)).toBe(expected)
})

test('control characters, line ends and invisible characters do not get into a message', () => {
  expect(detail('a\n::error::b\u001b[31m\u202ec\u0000')).toBe('a ::error::b [31m c')
})

test('a secret that the server sends back is not shown, even when it stands at the cut', () => {
  expect(detail('{"message":"bad token t0ken."}', 't0ken')).toBe('bad token ***.')
  expect(detail(`${'x'.repeat(297)}s3cretpassword`, 's3cretpassword')).not.toContain('s3c')
})

test('a message is bounded', () => {
  expect(plainText('x'.repeat(10_000), secretsOf())).toBe(`${'x'.repeat(300)}…`)
})
