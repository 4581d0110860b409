import { describe, expect, test } from '@jest/globals'

import { buildxArgs, type BuildxPlan } from '../../../../src/builder/buildx/args.ts'
import type { BuildRequest } from '../../../../src/builder/builder.ts'
import { parseRepository } from '../../../../src/registry/reference.ts'
import { plainRequest } from '../../../support/builder/build-request.ts'

const parsed = parseRepository('ghcr.io/acme/shop')
if (!parsed.ok) throw new Error(parsed.problem)

const request = plainRequest('ghcr.io/acme/shop', {
  tag: 'c0ffee',
  context: '/work/app',
  file: '/work/app/Dockerfile'
})
const plan: BuildxPlan = {
  builder: undefined,
  secrets: [],
  cache: { from: [], to: [] },
  metadataFile: '/tmp/m.json'
}
const frame = (...middle: string[]) => [
  ...['buildx', 'build', '--progress=plain', '--file=/work/app/Dockerfile', '--tag=ghcr.io/acme/shop:c0ffee'],
  ...middle,
  ...['--metadata-file=/tmp/m.json', '--push', '/work/app']
]

describe('buildxArgs', () => {
  test.each<[string, Partial<BuildRequest>, string[]]>([
    ['nothing more', {}, []],
    ['labels', { labels: { a: '1', b: '--push' } }, ['--label=a=1', '--label=b=--push']],
    [
      'annotations',
      { annotations: ['a=b', 'index:c=d, "e"'] },
      ['--annotation=a=b', '--annotation=index:c=d, "e"']
    ],
    [
      'build arguments',
      { buildArgs: ['A=1', 'B=x y;$(z),"w"', 'C', 'D=two\nlines'] },
      ['--build-arg=A=1', '--build-arg=B=x y;$(z),"w"', '--build-arg=C', '--build-arg=D=two\nlines']
    ],
    [
      'build contexts',
      { buildContexts: ['base=docker-image://alpine@sha256:0', 'src=../x y'] },
      ['--build-context=base=docker-image://alpine@sha256:0', '--build-context=src=../x y']
    ],
    ['ssh', { ssh: ['default', 'k=/a,/b'] }, ['--ssh=default', '--ssh=k=/a,/b']],
    ['a target', { target: 'prod' }, ['--target=prod']],
    ['a platform', { platforms: ['linux/arm64'] }, ['--platform=linux/arm64']],
    ['platforms', { platforms: ['linux/amd64', 'linux/arm/v7'] }, ['--platform=linux/amd64,linux/arm/v7']],
    ['a network', { network: 'host' }, ['--network=host']],
    ['pull', { pull: true }, ['--pull']],
    ['no-cache', { noCache: true }, ['--no-cache']],
    ['provenance', { provenance: 'true' }, ['--provenance=true']],
    ['its attributes', { provenance: 'mode=max,builder-id=x' }, ['--provenance=mode=max,builder-id=x']],
    ['a list of materials', { sbom: 'generator=x/y:1' }, ['--sbom=generator=x/y:1']],
    ['both', { provenance: 'mode=min', sbom: 'true' }, ['--provenance=mode=min', '--sbom=true']],
    [
      'what looks like an option',
      { target: '--output=x', network: '-x' },
      ['--target=--output=x', '--network=-x']
    ]
  ])('passes %s', (_, changes, middle) => {
    expect(buildxArgs({ ...request, ...changes }, plan)).toEqual(frame(...middle))
  })

  test('names the builder first', () => {
    expect(buildxArgs(request, { ...plan, builder: '-fleet' }).slice(0, 5)).toEqual([
      ...['buildx', 'build', '--progress=plain', '--builder=-fleet', '--file=/work/app/Dockerfile']
    ])
  })

  test('passes secrets by where they are, quoted where buildx would cut', () => {
    const args = buildxArgs(request, {
      ...plan,
      secrets: [
        { kind: 'file', id: 'token', path: '/tmp/secrets/0' },
        { kind: 'variable', id: 'npm', variable: 'NPM_TOKEN' },
        { kind: 'file', id: 'a,b', path: '/x/a, "b"' }
      ]
    })
    expect(args).toEqual(
      frame(
        '--secret=id=token,src=/tmp/secrets/0',
        '--secret=id=npm,env=NPM_TOKEN',
        '--secret="id=a,b","src=/x/a, ""b"""'
      )
    )
  })

  test('passes caches as they were planned', () => {
    const cache = { from: ['type=gha,scope=a', 'x/y:z'], to: ['type=gha,scope=a,mode=max'] }
    expect(buildxArgs(request, { ...plan, cache })).toEqual(
      frame('--cache-from=type=gha,scope=a', '--cache-from=x/y:z', '--cache-to=type=gha,scope=a,mode=max')
    )
  })
})
