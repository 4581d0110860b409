import { describe, expect, test } from '@jest/globals'

import { type CacheAbilities, type CachedBuild, planCache } from '../../../../src/builder/buildx/cache.ts'
import type { CacheRequest } from '../../../../src/builder/builder.ts'
import { parseRepository } from '../../../../src/registry/reference.ts'

const parsed = parseRepository('ghcr.io/acme/shop')
if (!parsed.ok) throw new Error(parsed.problem)
const repository = parsed.value

const previous = 'ghcr.io/acme/shop:0a1b2c3'
const base: CacheRequest = {
  mode: 'auto',
  from: [],
  to: [],
  importOnly: false,
  scope: 'shop',
  previous
}
const everything: CacheAbilities = { export: true, gha: true }
const classic: CacheAbilities = { export: false, gha: true }
const elsewhere: CacheAbilities = { export: true, gha: false }
const neither: CacheAbilities = { export: false, gha: false }

function plan(cache: Partial<CacheRequest>, abilities = everything, more: Partial<CachedBuild> = {}) {
  return planCache(
    { repository, target: undefined, platforms: [], cache: { ...base, ...cache }, ...more },
    abilities
  )
}

const gha = {
  from: ['type=gha,scope=shop'],
  to: ['type=gha,scope=shop,mode=max,ignore-error=true']
}
const registry = {
  from: ['type=registry,ref=ghcr.io/acme/shop:buildcache'],
  to: ['type=registry,ref=ghcr.io/acme/shop:buildcache,mode=max,image-manifest=true,ignore-error=true']
}
const inline = { from: [`type=registry,ref=${previous}`], to: ['type=inline'] }
const none = { from: [], to: [] }

describe('planCache', () => {
  test.each([
    ['auto', 'a full builder on a runner with the cache service', everything, gha],
    ['auto', 'a full builder elsewhere', elsewhere, inline],
    ['auto', 'the classic store on a runner with the cache service', classic, inline],
    ['auto', 'the classic store elsewhere', neither, inline],
    ['gha', 'a full builder on a runner with the cache service', everything, gha],
    ['gha', 'a full builder elsewhere', elsewhere, none],
    ['registry', 'a full builder', everything, registry],
    ['registry', 'a full builder elsewhere', elsewhere, registry],
    ['inline', 'a full builder', everything, inline],
    ['inline', 'the classic store', classic, inline],
    ['none', 'a full builder', everything, none],
    ['none', 'the classic store', classic, none]
  ] as const)('%s with %s', (mode, _, abilities, expected) => {
    expect(plan({ mode }, abilities)).toMatchObject({ ...expected, problems: [] })
  })

  test('inline imports nothing where nothing runs yet', () => {
    expect(plan({ mode: 'inline', previous: undefined })).toMatchObject({ from: [], to: ['type=inline'] })
  })

  test('tells of `auto` only where something is lost', () => {
    const notices = [everything, elsewhere, classic, neither].map(abilities => plan({}, abilities).notices)
    expect(notices.map(each => each.map(({ level }) => level))).toEqual([[], [], ['notice'], []])
    expect(notices[2]?.[0]?.message).toContain('docker/setup-buildx-action')
  })

  test('warns when `gha` was asked for and the runner has none', () => {
    expect(plan({ mode: 'gha' }, elsewhere).notices).toEqual([
      expect.objectContaining({
        level: 'warning',
        message: expect.stringContaining('ACTIONS_RUNTIME_TOKEN')
      })
    ])
    expect(plan({ mode: 'gha' }).notices).toEqual([])
  })

  test.each(['gha', 'registry', 'inline', 'auto'] as const)(
    '%s exports nothing when it may only import, but what the user wrote',
    mode => {
      const to = ['type=registry,ref=ghcr.io/acme/mine:cache,ignore-error=true']
      expect(plan({ mode, importOnly: true }).to).toEqual([])
      expect(plan({ mode, importOnly: true, to }).to).toEqual(to)
      expect(plan({ mode, importOnly: true }).from).toHaveLength(1)
    }
  )

  test("the user's own come after ours, and `auto` adds nothing to them", () => {
    const from = ['ghcr.io/acme/other:cache']
    const to = ['type=registry,ref=ghcr.io/acme/other:cache,mode=max,ignore-error=true']
    expect(plan({ mode: 'auto', from })).toMatchObject({ from, to: [] })
    expect(plan({ mode: 'auto', to })).toMatchObject({ from: [], to })
    expect(plan({ mode: 'gha', from, to })).toMatchObject({
      from: [...gha.from, ...from],
      to: [...gha.to, ...to]
    })
    expect(plan({ mode: 'none', from, to })).toMatchObject({ from, to })
    expect(plan({ mode: 'auto', from }, classic).notices).toEqual([])
  })

  test.each([
    ['gha', {}, ['gha']],
    ['registry', {}, ['registry']],
    ['registry', { importOnly: true }, []],
    [
      'none',
      { to: ['type=gha', 'type=inline', 'type=local,dest=x', 'ghcr.io/a/b:c'] },
      ['gha', 'local', 'registry']
    ],
    ['none', { to: ['"type=s3",bucket=x'] }, ['s3']],
    ['gha', { to: ['type=registry,ref=x'] }, ['gha', 'registry']],
    ['inline', { to: ['type=inline'] }, []]
  ] as const)('the classic store cannot export: %s %j', (mode, cache, types) => {
    const { problems } = plan({ mode, ...cache }, classic)
    expect(problems.map(problem => /of type (\w+)/.exec(problem)?.[1])).toEqual(types)
    expect(plan({ mode, ...cache }).problems).toEqual([])
  })

  test.each([
    ...['type=registry,ref=ghcr.io/a/b:c,mode=max', 'type=gha,scope=x', 'type=local,dest=/tmp/c'],
    ...['type=s3,bucket=b', 'type=azblob,name=n', '"type=s3","bucket=a,b"']
  ])('an export of the user fails no build: %s', entry => {
    const fields = entry === '"type=s3","bucket=a,b"' ? 'type=s3,"bucket=a,b"' : entry
    expect(plan({ mode: 'none', to: [entry] }).to).toEqual([`${fields},ignore-error=true`])
  })

  test('an export by the name of an image alone fails no build', () => {
    expect(plan({ mode: 'none', to: ['ghcr.io/a/b:c'] }).to).toEqual([
      'type=registry,ref=ghcr.io/a/b:c,ignore-error=true'
    ])
    expect(plan({ mode: 'none', to: ['a/b,a/c'] }).to).toEqual([
      'type=registry,ref=a/b,ignore-error=true',
      'type=registry,ref=a/c,ignore-error=true'
    ])
  })

  test.each([
    'type=registry,ref=x,ignore-error=false',
    'type=registry,ref=x,Ignore-Error=true',
    'type=inline',
    'type=new,x=y',
    'x=y'
  ])('an export of the user is kept as it is: %s', entry => {
    expect(plan({ mode: 'none', to: [entry] }).to).toEqual([entry])
  })

  test('imports of the user are kept as they are', () => {
    const from = ['ghcr.io/a/b:c', 'type=registry,ref=x', 'type=gha']
    expect(plan({ mode: 'none', from })).toMatchObject({ from, notices: [] })
  })

  test('entries of the user that need the cache service are left out where there is none, which is said', () => {
    const theirs = { from: ['type=gha,scope=a', 'ghcr.io/a/b'], to: ['"type=gha",scope=a', 'type=inline'] }
    const { from, to, notices } = plan({ mode: 'none', ...theirs }, elsewhere)
    expect({ from, to }).toEqual({ from: ['ghcr.io/a/b'], to: ['type=inline'] })
    expect(notices).toEqual([
      {
        level: 'warning',
        location: undefined,
        message: expect.stringMatching(
          /of type gha in `cache-from` and `cache-to` were left out.*ACTIONS_RUNTIME_TOKEN/
        )
      }
    ])
    expect(plan({ mode: 'auto', from: theirs.from }, elsewhere).notices[0]?.message).toContain(
      'in `cache-from` were left out'
    )
    expect(plan({ mode: 'none', ...theirs }).notices).toEqual([])
  })

  test('an entry of the user with a token of its own is kept', () => {
    const entry = 'type=gha,url=https://cache.example/,token=x'
    expect(plan({ mode: 'none', from: [entry] }, elsewhere)).toMatchObject({ from: [entry], notices: [] })
  })

  test('the classic store: what cannot be exported is to be removed, unless it is left out', () => {
    const cache = { mode: 'none', to: ['type=gha', 'type=s3,bucket=x'] } as const
    expect(plan(cache, neither).problems).toEqual([
      'export a cache of type s3 (`cache-to`: remove the entry, or let it be `type=inline`)'
    ])
    expect(plan(cache, classic).problems).toHaveLength(2)
  })

  test('the part has a name for each target and set of platforms', () => {
    const scopeOf = (more: Partial<CachedBuild>) =>
      /scope=([^,]*)$/.exec(plan({}, everything, more).from[0] ?? '')?.[1]
    expect(scopeOf({ target: 'prod' })).toBe('shop-prod')
    expect(scopeOf({ platforms: ['linux/arm64'] })).toBe('shop-linux-arm64')
    expect(scopeOf({ platforms: ['linux/arm64', 'linux/amd64'] })).toBe(
      scopeOf({ platforms: ['linux/amd64', 'linux/arm64'] })
    )
    expect(
      plan({ mode: 'registry' }, everything, { target: 'prod', platforms: ['linux/arm64'] }).from
    ).toEqual(['type=registry,ref=ghcr.io/acme/shop:buildcache-prod-linux-arm64'])
    expect(plan({ scope: 'ghcr.io/acme/shop,x y' }).from).toEqual(['type=gha,scope=ghcr.io-acme-shop-x-y'])
  })

  test('a long name of a part stays different from its neighbours, and a tag', () => {
    const refOf = (target: string) =>
      /:([^:]*)$/.exec(plan({ mode: 'registry' }, everything, { target }).from[0] ?? '')?.[1] ?? ''
    const [one, other] = [refOf(`${'x'.repeat(200)}1`), refOf(`${'x'.repeat(200)}2`)]
    expect(one).not.toBe(other)
    expect(one).toMatch(/^[\w][\w.-]{0,127}$/)
  })
})
