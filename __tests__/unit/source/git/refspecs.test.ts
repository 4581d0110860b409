import { describe, expect, test } from '@jest/globals'

import { createRefspecs } from '../../../../src/source/git/refspecs.ts'

const [one, two] = ['1'.repeat(40), '2'.repeat(40)]

describe('createRefspecs', () => {
  test('asks for the branches and the commits, each into a place of its own', () => {
    const wants = createRefspecs('release/1.x')
    wants.add(one)
    wants.add(one)
    expect(wants.take().refspecs).toEqual([
      '+HEAD:refs/newtag/tip/head',
      '+refs/heads/release/1.x:refs/newtag/tip/branch',
      `+${one}:refs/newtag/commit/${one}`
    ])
  })

  test('leaves out what the server refuses, by its words', () => {
    const wants = createRefspecs('gone')
    wants.add(one)
    wants.add(two)
    expect(wants.drop(`fatal: remote error: upload-pack: not our ref ${one}`)).toBe(true)
    expect(wants.drop(`error: Server does not allow request for unadvertised object ${two}`)).toBe(true)
    expect(wants.drop("fatal: couldn't find remote ref refs/heads/gone")).toBe(true)
    expect(wants.take().refspecs).toEqual(['+HEAD:refs/newtag/tip/head'])
    expect(wants.drop("couldn't find remote ref HEAD")).toBe(true)
    expect(wants.take().refspecs).toEqual([])
    expect([wants.isAbsent(one), wants.isAbsent(two)]).toEqual([true, false])
  })

  test('does not find a reason twice, or in what it did not ask for', () => {
    const wants = createRefspecs(undefined)
    wants.add(one)
    expect(wants.drop(`not our ref ${two}`)).toBe(false)
    expect(wants.drop(`not our ref ${one}`)).toBe(true)
    expect(wants.drop(`not our ref ${one}`)).toBe(false)
    expect(wants.drop("couldn't find remote ref refs/heads/x")).toBe(false)
    expect(wants.drop('fatal: the server is on fire')).toBe(false)
  })

  test('knows what has been asked for once the request has succeeded', () => {
    const wants = createRefspecs(undefined)
    wants.add(one)
    const { asked } = wants.take()
    wants.add(two)
    expect(wants.areAsked()).toBe(false)
    asked()
    expect(wants.areAsked()).toBe(false)
    wants.take().asked()
    expect(wants.areAsked()).toBe(true)
  })
})
