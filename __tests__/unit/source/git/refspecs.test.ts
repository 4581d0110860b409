import { describe, expect, test } from '@jest/globals'

import { createRefspecs } from '../../../../src/source/git/refspecs.ts'

const [one, two] = ['1'.repeat(40), '2'.repeat(40)]

describe('createRefspecs', () => {
  test('asks for the branches and the commits, each into a place of its own', () => {
    const refspecs = createRefspecs('refs/heads/release/1.x')
    refspecs.add(one)
    refspecs.add(one)
    expect(refspecs.take().refspecs).toEqual([
      '+HEAD:refs/newtag/tip/head',
      '+refs/heads/release/1.x:refs/newtag/tip/own',
      `+${one}:refs/newtag/commit/${one}`
    ])
  })

  test('leaves out what the server refuses, by its words', () => {
    const refspecs = createRefspecs('refs/heads/gone')
    refspecs.add(one)
    refspecs.add(two)
    expect(refspecs.drop(`fatal: remote error: upload-pack: not our ref ${one}`)).toBe(true)
    expect(refspecs.drop(`error: Server does not allow request for unadvertised object ${two}`)).toBe(true)
    expect(refspecs.hasOwn()).toBe(true)
    expect(refspecs.drop("fatal: couldn't find remote ref refs/heads/gone")).toBe(true)
    expect(refspecs.hasOwn()).toBe(false)
    expect(refspecs.take().refspecs).toEqual(['+HEAD:refs/newtag/tip/head'])
    expect(refspecs.drop("couldn't find remote ref HEAD")).toBe(true)
    expect(refspecs.take().refspecs).toEqual([])
    expect([refspecs.isAbsent(one), refspecs.isAbsent(two)]).toEqual([true, false])
  })

  test('asks for the ref of a pull request as for a branch', () => {
    const refspecs = createRefspecs('refs/pull/7/head')
    expect(refspecs.take().refspecs).toContain(`+refs/pull/7/head:${refspecs.own}`)
    expect(refspecs.drop("fatal: couldn't find remote ref refs/pull/7/head")).toBe(true)
    expect(refspecs.hasOwn()).toBe(false)
  })

  test('has no ref of its own without one', () => {
    const refspecs = createRefspecs(undefined)
    expect(refspecs.hasOwn()).toBe(false)
    expect(refspecs.take().refspecs).toEqual([`+HEAD:${refspecs.head}`])
  })

  test.each([
    '',
    'main',
    'refs/',
    'refs/heads/*',
    'refs/heads/a:b',
    'refs/heads/a..b',
    'refs/heads/a\nb',
    '--x'
  ])('does not ask for what is no ref: %j', ref => {
    const refspecs = createRefspecs(ref)
    expect(refspecs.hasOwn()).toBe(false)
    expect(refspecs.take().refspecs).toEqual([`+HEAD:${refspecs.head}`])
  })

  test('does not find a reason twice, or in what it did not ask for', () => {
    const refspecs = createRefspecs(undefined)
    refspecs.add(one)
    expect(refspecs.drop(`not our ref ${two}`)).toBe(false)
    expect(refspecs.drop(`not our ref ${one}`)).toBe(true)
    expect(refspecs.drop(`not our ref ${one}`)).toBe(false)
    expect(refspecs.drop("couldn't find remote ref refs/heads/x")).toBe(false)
    expect(refspecs.drop('fatal: the server is on fire')).toBe(false)
  })

  test('knows what has been asked for once the request has succeeded', () => {
    const refspecs = createRefspecs(undefined)
    refspecs.add(one)
    const { requested } = refspecs.take()
    refspecs.add(two)
    expect(refspecs.areAsked()).toBe(false)
    requested()
    expect(refspecs.areAsked()).toBe(false)
    refspecs.take().requested()
    expect(refspecs.areAsked()).toBe(true)
  })
})
