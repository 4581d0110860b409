import { describe, expect, test } from '@jest/globals'

import { buildahArgs, type BuildahCall, pushArgs } from '../../../../src/builder/buildah/args.ts'
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
const call: BuildahCall = {
  platform: undefined,
  layers: true,
  cacheFrom: [],
  cacheTo: [],
  knowsRetry: false,
  secrets: [],
  mark: 'newtag-1',
  name: undefined,
  idFile: '/tmp/id'
}

/** What is between the parts that are always there. */
const frame = (...middle: string[]) => [
  ...[
    'build',
    '--format=oci',
    '--layers=true',
    '--force-rm',
    '--file=/work/app/Dockerfile',
    '--iidfile=/tmp/id'
  ],
  ...middle,
  '/work/app'
]
const mark = '--secret=id=newtag-1,env=NEWTAG_BUILD'
const noPull = '--pull=false'

describe('buildahArgs', () => {
  test.each<[string, Partial<BuildRequest>, string[]]>([
    ['nothing more', {}, [mark, noPull]],
    ['labels', { labels: { a: '1', b: '--x' } }, ['--label=a=1', '--label=b=--x', mark, noPull]],
    [
      'annotations',
      { annotations: ['a=b', 'manifest:c=index:d=e', '-x=y'] },
      ['--annotation=a=b', '--annotation=c=index:d=e', '--annotation=-x=y', mark, noPull]
    ],
    [
      'build arguments',
      { buildArgs: ['A=1', 'B=x y;$(z),"w"', 'C', 'D=two\nlines'] },
      [
        '--build-arg=A=1',
        '--build-arg=B=x y;$(z),"w"',
        '--build-arg=C',
        '--build-arg=D=two\nlines',
        mark,
        noPull
      ]
    ],
    [
      'build contexts',
      { buildContexts: ['base=docker-image://alpine@sha256:0', 'src=../x y'] },
      ['--build-context=base=docker-image://alpine@sha256:0', '--build-context=src=../x y', mark, noPull]
    ],
    ['ssh', { ssh: ['default', 'k=/a,/b'] }, [mark, '--ssh=default', '--ssh=k=/a,/b', noPull]],
    ['a target', { target: '-prod' }, [mark, '--target=-prod', noPull]],
    ['a network', { network: 'host' }, [mark, '--network=host', noPull]],
    ["Docker's default network", { network: 'default' }, [mark, noPull]],
    ['pull', { pull: true }, [mark, '--pull=true']],
    ['no-cache', { noCache: true }, [mark, noPull, '--no-cache']]
  ])('%s', (_, changes, middle) => {
    expect(buildahArgs({ ...request, ...changes }, call)).toEqual(frame(...middle))
  })

  test.each<[string, Partial<BuildahCall>, string[]]>([
    ['a platform', { platform: 'linux/arm64' }, [mark, '--platform=linux/arm64', noPull]],
    ['a limit of tries', { knowsRetry: true }, [mark, noPull, '--retry=1']],
    [
      'caches',
      { cacheFrom: ['ghcr.io/a', 'ghcr.io/b'], cacheTo: ['ghcr.io/c'] },
      [mark, noPull, '--cache-from=ghcr.io/a', '--cache-from=ghcr.io/b', '--cache-to=ghcr.io/c']
    ],
    [
      'secrets',
      {
        secrets: [
          { kind: 'file', id: 'a', path: '/tmp/0' },
          { kind: 'variable', id: 'b', variable: 'TOKEN' }
        ]
      },
      [mark, '--secret=id=a,src=/tmp/0', '--secret=id=b,env=TOKEN', noPull]
    ]
  ])('%s', (_, changes, middle) => {
    expect(buildahArgs(request, { ...call, ...changes })).toEqual(frame(...middle))
  })

  test('without layers, the image has a name and buildah is told nothing of intermediate containers', () => {
    const args = buildahArgs(request, { ...call, layers: false, name: 'localhost/newtag:1' })
    expect(args).toEqual([
      ...[
        'build',
        '--format=oci',
        '--layers=false',
        '--file=/work/app/Dockerfile',
        '--tag=localhost/newtag:1'
      ],
      ...['--iidfile=/tmp/id', mark, noPull, '/work/app']
    ])
  })
})

describe('pushArgs', () => {
  const push = { reference: 'ghcr.io/acme/shop:1', digestFile: '/tmp/d', insecure: false }
  test.each([
    [
      'an image',
      { kind: 'image', name: 'sha256:0' },
      push,
      ['push', '--digestfile=/tmp/d', 'sha256:0', 'docker://ghcr.io/acme/shop:1']
    ],
    [
      'a list',
      { kind: 'list', name: 'localhost/newtag:1' },
      push,
      [
        ...['manifest', 'push', '--all', '--format=oci', '--digestfile=/tmp/d', 'localhost/newtag:1'],
        'docker://ghcr.io/acme/shop:1'
      ]
    ],
    [
      'to this machine',
      { kind: 'image', name: 'sha256:0' },
      { ...push, insecure: true },
      ['push', '--tls-verify=false', '--digestfile=/tmp/d', 'sha256:0', 'docker://ghcr.io/acme/shop:1']
    ]
  ] as const)('%s', (_, source, how, args) => {
    expect(pushArgs(source, how)).toEqual(args)
  })
})
