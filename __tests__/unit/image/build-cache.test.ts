import { describe, expect, test } from '@jest/globals'

import { type CacheAbilities, type CachedBuild, planCache } from '../../../src/image/buildx/build-cache.ts'
import type { CacheRequest } from '../../../src/image/build/builder.ts'
import { parseRepository } from '../../../src/image/reference.ts'

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
    const notices = [everything, elsewhere, classic, neither].map(abilities => plan({}, abilities).notice)
    expect(notices.map(notice => notice?.level)).toEqual([undefined, undefined, 'notice', undefined])
    expect(notices[2]?.message).toContain('docker/setup-buildx-action')
  })

  test('warns when `gha` was asked for and the runner has none', () => {
    expect(plan({ mode: 'gha' }, elsewhere).notice).toMatchObject({
      level: 'warning',
      message: expect.stringContaining('ACTIONS_RUNTIME_TOKEN')
    })
    expect(plan({ mode: 'gha' }).notice).toBeUndefined()
  })

  test.each(['gha', 'registry', 'inline', 'auto'] as const)(
    '%s exports nothing when it may only import, but what the user wrote',
    mode => {
      const to = ['type=registry,ref=ghcr.io/acme/mine:cache']
      expect(plan({ mode, importOnly: true }).to).toEqual([])
      expect(plan({ mode, importOnly: true, to }).to).toEqual(to)
      expect(plan({ mode, importOnly: true }).from).toHaveLength(1)
    }
  )

  test("the user's own come after ours, and `auto` adds nothing to them", () => {
    const from = ['ghcr.io/acme/other:cache']
    const to = ['type=registry,ref=ghcr.io/acme/other:cache,mode=max']
    expect(plan({ mode: 'auto', from })).toMatchObject({ from, to: [] })
    expect(plan({ mode: 'auto', to })).toMatchObject({ from: [], to })
    expect(plan({ mode: 'gha', from, to })).toMatchObject({
      from: [...gha.from, ...from],
      to: [...gha.to, ...to]
    })
    expect(plan({ mode: 'none', from, to })).toMatchObject({ from, to })
    expect(plan({ mode: 'auto', from }, classic).notice).toBeUndefined()
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
