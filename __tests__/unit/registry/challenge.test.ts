import { describe, expect, test } from '@jest/globals'

import { parseChallenges } from '../../../src/registry/challenge.ts'

function parsed(header: string): unknown[] {
  return parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])
}

describe('a WWW-Authenticate header', () => {
  test.each<[string, unknown[]]>([
    ['', []],
    ['Basic realm="lab"', [['basic', { realm: 'lab' }]]],
    ['basic', [['basic', {}]]],
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push"',
      [
        [
          'bearer',
          {
            realm: 'https://auth.docker.io/token',
            service: 'registry.docker.io',
            scope: 'repository:a/b:pull,push'
          }
        ]
      ]
    ],
    ['BEARER REALM = "x" , Service=y', [['bearer', { realm: 'x', service: 'y' }]]],
    [
      'Negotiate, Basic realm="a, Bearer realm=b", Bearer realm="https://c"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'a, Bearer realm=b' }],
        ['bearer', { realm: 'https://c' }]
      ]
    ],
    [
      'Negotiate abc/d+e==, Basic realm=x',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }]
      ]
    ],
    [
      'Basic realm="say \\"hi\\" \\\\ bye", charset="UTF-8"',
      [['basic', { realm: 'say "hi" \\ bye', charset: 'UTF-8' }]]
    ],
    ['Bearer realm="first",realm="second"', [['bearer', { realm: 'first' }]]],
    ['Bearer realm="",service="s"', [['bearer', { realm: '', service: 's' }]]],
    [',, ,Basic realm="x",,', [['basic', { realm: 'x' }]]]
  ])('is read: %s', (header, expected) => {
    expect(parsed(header)).toEqual(expected)
  })

  test.each<[string, unknown[]]>([
    ['Bearer realm="unclosed', [['bearer', {}]]],
    ['Bearer realm="x", "loose", Basic realm="y"', [['bearer', { realm: 'x' }]]],
    ['realm="without a scheme"', []],
    ['="x"', []],
    ['Bearer @', [['bearer', {}]]]
  ])('is read up to what is not in the grammar: %s', (header, expected) => {
    expect(parsed(header)).toEqual(expected)
  })

  test('of hostile length is read without effort', () => {
    const backslashes = `Bearer realm="${'\\'.repeat(200_000)}`
    expect(parsed(backslashes)).toEqual([['bearer', {}]])
    expect(parseChallenges('Basic, '.repeat(50_000))).toHaveLength(50_000)
    expect(parsed(`Bearer ${'a'.repeat(200_000)}`)).toEqual([['bearer', {}]])
  })
})
