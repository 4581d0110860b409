import { describe, expect, test } from '@jest/globals'

import { readMetadata } from '../../../../src/builder/buildx/metadata.ts'

const digest = `sha256:${'d'.repeat(64)}`
const build = { file: '/work/app/Dockerfile', workspace: '/work' }

describe('the digest of a build', () => {
  test('is the one of the manifest, not of the configuration', () => {
    const config = `sha256:${'c'.repeat(64)}`
    const metadata = { 'containerimage.config.digest': config, 'containerimage.digest': digest }
    expect(readMetadata(JSON.stringify(metadata), build)).toEqual({ digest, config, notices: [] })
  })

  test.each([
    ['no file', ''],
    ['no JSON', 'x'],
    ['another shape', '[]'],
    ['null', 'null'],
    ['no digest', '{}'],
    ['a digest of another type', '{"containerimage.digest": 1}'],
    ['something that is no digest', '{"containerimage.digest": "sha256:../../x"}']
  ])('is unknown with %s', (_, metadata) => {
    expect(readMetadata(metadata, build)).toEqual({ digest: undefined, notices: [] })
  })
})

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** As buildx 0.37 with BuildKit 0.33 writes them. */
const casing = {
  vertex: 'sha256:5fc061d56748b84c148b061e121ff317fc8700103d20ee84721b09eae4c053f9',
  level: 1,
  short: base64("FromAsCasing: 'as' and 'FROM' keywords' casing do not match (line 1)"),
  detail: [base64("The 'as' keyword should match the case of the 'from' keyword")],
  url: 'https://docs.docker.com/go/dockerfile/rule/from-as-casing/',
  sourceInfo: { filename: 'Dockerfile', data: base64('FROM scratch as base\n'), language: 'Dockerfile' },
  range: [{ start: { line: 1 }, end: { line: 1 } }]
}
const notices = (warnings: unknown, place = build) =>
  readMetadata(JSON.stringify({ 'buildx.build.warnings': warnings }), place).notices

describe('the build checks', () => {
  test('are warnings at their line of the Dockerfile, as the workspace names it', () => {
    expect(notices([casing])).toEqual([
      {
        level: 'warning',
        message:
          "app/Dockerfile:1: FromAsCasing: 'as' and 'FROM' keywords' casing do not match. " +
          'See https://docs.docker.com/go/dockerfile/rule/from-as-casing/',
        location: { path: 'app/Dockerfile', line: 1, inSource: true }
      }
    ])
  })

  test('come in the order of their lines, each once', () => {
    const at = (line: number) => ({ ...casing, range: [{ start: { line }, end: { line } }] })
    const lines = notices([at(7), at(2), at(7), at(3)]).map(({ location }) => location?.line)
    expect(lines).toEqual([2, 3, 7])
  })

  test.each([
    ['outside of the workspace', casing, { file: '/elsewhere/Dockerfile', workspace: '/work' }],
    ['without a source', { ...casing, sourceInfo: undefined }, build]
  ])('have no place when it is %s', (_, warning, place) => {
    expect(notices([warning], place)).toEqual([
      expect.objectContaining({ location: undefined, message: expect.stringMatching(/^FromAsCasing: /) })
    ])
  })

  test.each([[[]], [undefined], [[{}]], [[{ start: { line: 'x' } }]], [[{ start: { line: 0 } }]], [7]])(
    'name the file alone when the line is not known: %j',
    range => {
      expect(notices([{ ...casing, range }])).toEqual([
        expect.objectContaining({
          location: { path: 'app/Dockerfile', inSource: true },
          message: expect.stringMatching(/^app\/Dockerfile: FromAsCasing: /)
        })
      ])
    }
  )

  test('are fifty at most, and one line each', () => {
    const warning = (index: number) => ({ ...casing, short: base64(`Rule${index}: a\r\n::error::b\u2028c`) })
    const all = notices(Array.from({ length: 80 }, (_, index) => warning(index)))
    expect(all).toHaveLength(50)
    expect(all[0]?.message).toMatch(/^app\/Dockerfile:1: Rule0: a ::error::b c\. See \S+$/)
  })

  test.each([[{}], ['x'], [null], [[null, 7, [], {}]], [[{ short: 7 }]], [[{ short: '' }]]])(
    'are none in another shape: %j',
    warnings => {
      expect(notices(warnings)).toEqual([])
    }
  )
})
