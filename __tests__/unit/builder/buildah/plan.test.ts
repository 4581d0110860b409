import { describe, expect, test } from '@jest/globals'

import { ActionError } from '../../../../src/errors/errors.ts'
import type { BuildRequest, CacheRequest } from '../../../../src/builder/builder.ts'
import {
  type BuildahVersion,
  manifestAnnotation,
  parseVersion,
  planBuildah
} from '../../../../src/builder/buildah/plan.ts'
import { parseRepository } from '../../../../src/registry/reference.ts'

type Changes = Partial<Omit<BuildRequest, 'cache'>> & { readonly cache?: Partial<CacheRequest> }

function requestFor(changes: Changes, image = 'ghcr.io/acme/shop'): BuildRequest {
  const parsed = parseRepository(image)
  if (!parsed.ok) throw new Error(parsed.problem)
  return {
    repository: parsed.value,
    tag: 'c0ffee',
    ...{ context: '/work', file: '/work/Dockerfile', labels: {} },
    ...{ target: undefined, network: undefined, pull: false, noCache: false },
    ...{
      platforms: [],
      buildArgs: [],
      buildContexts: [],
      annotations: [],
      secrets: [],
      ssh: []
    },
    ...{ provenance: 'false', sbom: 'false' },
    ...changes,
    cache: {
      ...{ mode: 'auto', from: [], to: [], importOnly: false, scope: 'shop', previous: undefined },
      ...changes.cache
    }
  }
}

const recent: BuildahVersion = [1, 42]

/** What is refused, one problem each. */
function problemsOf(changes: Changes, version: BuildahVersion = recent): readonly string[] {
  try {
    planBuildah(requestFor(changes), version)
    return []
  } catch (error) {
    if (!(error instanceof ActionError) || error.code !== 'BUILDER_UNSUPPORTED') throw error
    const [, problems = ''] = /cannot do what is asked: (.*)\. Change these inputs/.exec(error.message) ?? []
    return problems.split('; ')
  }
}

describe('parseVersion', () => {
  test.each<[string, BuildahVersion]>([
    ['buildah version 1.28.2 (image-spec 1.1.0-rc2, runtime-spec 1.0.2-dev)\n', [1, 28]],
    ['buildah version 1.42.1-dev\n', [1, 42]],
    ['something else', undefined]
  ])('%j', (text, version) => {
    expect(parseVersion(text)).toEqual(version)
  })
})

describe('planBuildah', () => {
  const own = 'ghcr.io/acme/shop/cache'
  test.each<[string, Partial<CacheRequest>, boolean, readonly string[], readonly string[]]>([
    ['auto: local layers', {}, true, [], []],
    ['none', { mode: 'none' }, false, [], []],
    ['registry', { mode: 'registry' }, true, [own], [own]],
    ['registry, on a pull request', { mode: 'registry', importOnly: true }, true, [own], []],
    [
      'entries of the user',
      { from: ['ghcr.io/acme/x'], to: ['type=registry,ref=ghcr.io/acme/y,mode=max'] },
      true,
      ['ghcr.io/acme/x'],
      ['ghcr.io/acme/y']
    ],
    [
      'entries need layers',
      { mode: 'none', from: ['type=registry,ref=localhost:5000/x'] },
      true,
      ['localhost:5000/x'],
      []
    ],
    ['both', { mode: 'registry', from: ['quay.io/x'] }, true, [own, 'quay.io/x'], [own]]
  ])('%s', (_, cache, layers, cacheFrom, cacheTo) => {
    expect(planBuildah(requestFor({ cache }), recent)).toMatchObject({ layers, cacheFrom, cacheTo })
  })

  test.each(['acme/shop', 'docker.io/acme/shop'])('the cache of %s on Docker Hub', image => {
    const { cacheTo } = planBuildah(requestFor({ cache: { mode: 'registry' } }, image), recent)
    expect(cacheTo).toEqual([`${image}-cache`])
  })

  test.each<[string, Changes, readonly RegExp[]]>([
    ['nothing', {}, []],
    ['attestations', { provenance: 'mode=max', sbom: 'true' }, [/`provenance`/, /`sbom`/]],
    ['attestations that are not wanted', { provenance: 'false', sbom: 'False' }, []],
    ['cache: gha', { cache: { mode: 'gha' } }, [/`cache: gha`/]],
    ['cache: inline', { cache: { mode: 'inline' } }, [/`cache: inline`/]],
    [
      'caches elsewhere',
      { cache: { from: ['type=gha', 'type=local,src=x', 'type=registry'], to: ['type=inline'] } },
      [/"type=gha" \(`cache-from`\)/, /"type=local,src=x"/, /no `ref`/, /"type=inline" \(`cache-to`\)/]
    ],
    [
      'caches with a tag or digest',
      {
        cache: {
          from: ['type=registry,ref=ghcr.io/a/b:cache', 'localhost:5000/a@sha256:0', 'localhost:5000/a']
        }
      },
      [/without a tag or digest, not "type=registry,ref=ghcr.io\/a\/b:cache"/, /a@sha256:0/]
    ],
    [
      'annotations of another level',
      {
        annotations: ['a=b:c', 'manifest:a=b', 'index:a=b', 'index,manifest:a=b', 'manifest[linux/amd64]:a=b']
      },
      [/"index"/, /"index,manifest"/, /"manifest\[linux\/amd64\]"/]
    ],
    [
      'build contexts',
      {
        buildContexts: ['a=../x', 'b=docker-image://x', 'c=https://x/y.git', 'd=oci-layout://x', 'e=target:x']
      },
      [/"d=oci-layout:\/\/x"/, /"e=target:x"/]
    ],
    ['names of secrets', { secrets: [{ kind: 'value', id: 'a,src=/etc/shadow', value: 'x' }] }, [/no comma/]],
    [
      'all of it at once',
      { sbom: 'true', cache: { mode: 'gha' }, annotations: ['index:a=b'] },
      [/`sbom`/, /`cache: gha`/, /"index"/]
    ]
  ])('refuses %s', (_, changes, problems) => {
    expect(problemsOf(changes)).toEqual(problems.map(each => expect.stringMatching(each)))
  })

  test.each<[BuildahVersion, boolean]>([
    [[1, 27], false],
    [[1, 28], true],
    [[2, 0], true],
    [undefined, true]
  ])('buildah %j knows `--retry`: %s', (version, knowsRetry) => {
    expect(planBuildah(requestFor({}), version)).toMatchObject({ knowsRetry })
  })

  test.each<[string, Changes, BuildahVersion, readonly RegExp[]]>([
    ['anything, when it is too old', {}, [1, 23], [/newtag needs buildah 1\.24/]],
    ['anything, when it is very old', {}, [0, 40], [/newtag needs buildah 1\.24/]],
    ['build contexts', { buildContexts: ['a=x'] }, [1, 26], [/`build-contexts` needs buildah 1\.27/]],
    ['build contexts', { buildContexts: ['a=x'] }, [1, 27], []],
    ['a cache', { cache: { mode: 'registry' } }, [1, 26], [/registry needs buildah 1\.27/]],
    ['a cache', { cache: { mode: 'registry' } }, [1, 28], []],
    ['two caches', { cache: { from: ['a/b', 'a/c'] } }, [1, 28], [/more than one .* 1\.29/]],
    ['two caches', { cache: { from: ['a/b', 'a/c'] } }, [1, 29], []],
    ['two caches', { cache: { from: ['a/b', 'a/c'] } }, [2, 0], []],
    ['two caches', { cache: { from: ['a/b', 'a/c'] } }, undefined, []]
  ])('by the version: %s, %o', (_, changes, version, problems) => {
    let found: readonly string[] = []
    try {
      planBuildah(requestFor(changes), version)
    } catch (error) {
      found = [error instanceof ActionError ? error.message : String(error)]
    }
    expect(found).toEqual(problems.map(each => expect.stringMatching(each)))
  })
})

test.each([
  ['a=b', 'a=b'],
  ['manifest:a=b', 'a=b'],
  ['a=manifest:b=c', 'a=manifest:b=c'],
  ['a', 'a']
])('manifestAnnotation %s', (annotation, taken) => {
  expect(manifestAnnotation(annotation)).toBe(taken)
})
