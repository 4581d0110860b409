import { describe, expect, test } from '@jest/globals'

import { parse, problemsOf } from '../../support/inputs/parse.ts'

/** What action.yml fills in for both tokens. */
const jobs = { token: 'ghs_job', 'github-token': 'ghs_job' }

describe('the token of the GitOps repository', () => {
  const job = { kind: 'job', repository: 'acme/shop' }
  const given = { kind: 'given' }
  const none = { kind: 'none' }

  test.each([
    ["that nobody has set is the job's own", { ...jobs, repository: 'acme/deploy' }, job],
    ['is that too by a URL', { ...jobs, repository: 'https://github.com/acme/deploy.git' }, job],
    ['is that too in a repository of like name', { ...jobs, repository: 'acme/shop-deploy' }, job],
    ['is good for the own repository', jobs, given],
    ['is good for the own repository by name', { ...jobs, repository: 'Acme/Shop' }, given],
    [
      'is good for the own repository by URL',
      { ...jobs, repository: 'https://github.com/acme/shop.git' },
      given
    ],
    // A job's token is one of an App: nobody can tell one that was given for both from it.
    [
      'of an App for both may be that',
      { token: 'ghs_app', 'github-token': 'ghs_app', repository: 'acme/deploy' },
      job
    ],
    [
      'of a person for both is given',
      { token: 'ghp_x', 'github-token': 'ghp_x', repository: 'acme/deploy' },
      given
    ],
    [
      'that is fine-grained for both is given',
      { token: 'github_pat_x', 'github-token': 'github_pat_x', repository: 'acme/deploy' },
      given
    ],
    ['is given where it is another', { ...jobs, token: 'ghp_x', repository: 'acme/deploy' }, given],
    ['is given where there is no other', { token: 'ghs_app', repository: 'acme/deploy' }, given],
    ['is none where it is empty', { 'github-token': 'ghs_job', repository: 'acme/deploy' }, none],
    ['is none where both are empty', { repository: 'acme/deploy' }, none],
    ['is none where it is empty for the own repository', { 'github-token': 'ghs_job' }, none]
  ])('%s', (_, inputs, origin) => {
    expect(parse(inputs).tokenOrigin).toEqual(origin)
  })

  const elsewhere = 'set `token` to one of that server'
  const here = 'write `repository` with https://github.com'
  test.each([
    ['ghs_job', 'https://gitlab.example.com/acme/deploy', elsewhere],
    ['a-t0ken-without-a-prefix', 'https://gitlab.example.com/acme/deploy', elsewhere],
    ['ghp_x', 'https://gitlab.example.com/acme/deploy', elsewhere],
    ['a-t0ken-without-a-prefix', 'http://127.0.0.1:3000/acme/deploy', elsewhere],
    ['a-t0ken-without-a-prefix', 'https://github.com:8443/acme/shop', here],
    ['ghs_job', 'https://github.com:8443/acme/deploy', here]
  ])(
    'is never sent to another server, where it is that of the workflow: %s, %s',
    (token, repository, advice) => {
      expect(problemsOf({ token, 'github-token': token, repository })).toBe(
        'The input `token`: is not set, or the same as `github-token`, which belongs to https://github.com; `repository` is on ' +
          `${new URL(repository).origin}: ${advice}.`
      )
    }
  )

  test.each([
    'git@gitlab.example.com:acme/deploy.git',
    'ssh://git@gitlab.example.com/acme/deploy',
    'file:///srv/deploy.git'
  ])('is not looked at where none is sent: %s', repository => {
    expect(parse({ ...jobs, repository }).remote.url).toBe(repository)
  })
})
