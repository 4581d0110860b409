import { expect, test } from '@jest/globals'

import { adviseLogin } from '../../../../src/builder/failure/push-refusal.ts'

test.each([
  ['ghcr.io/acme/shop:1', /`permissions: packages: write`.*Manage Actions access/],
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1', /aws-actions\/amazon-ecr-login/],
  ['123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/shop:1', /aws-actions\/amazon-ecr-login/],
  ['123456789012.dkr-ecr.eu-west-1.on.aws/shop:1', /aws-actions\/amazon-ecr-login/],
  ['public.ecr.aws/acme/shop:1', /aws-actions\/amazon-ecr-login/],
  ['acme/shop:1', /`registry-password` \(an access token/],
  ['docker.io/acme/shop:1', /`registry-password` \(an access token/],
  [
    'registry.example:5000/acme/shop:1',
    /`registry-username` and `registry-password`, or run docker\/login-action/
  ],
  ['ghcr.io.example/acme/shop:1', /docker\/login-action/]
])('the login for %s', (image, advice) => {
  expect(adviseLogin(image)).toMatch(advice)
})
