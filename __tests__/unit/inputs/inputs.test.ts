import { describe, expect, test } from '@jest/globals'

import { isBuildable } from '../../../src/inputs/images.ts'
import type { Inputs } from '../../../src/inputs/inputs.ts'
import { parse, problemsOf, sha } from '../../support/inputs/parse.ts'

const builds = ({ images }: Inputs) => images.filter(isBuildable)

describe('parseInputs', () => {
  test('gives every input its default', () => {
    expect(parse()).toMatchObject({
      images: [
        {
          ...{ kind: 'buildable', id: 'image' },
          tag: { text: sha, isLiteral: false, namesCommit: true, isShortened: false, moves: undefined },
          entryName: undefined,
          extraTags: [],
          build: {
            context: '.',
            file: undefined,
            platforms: [],
            pull: false,
            provenance: 'false',
            secrets: []
          }
        }
      ],
      building: {
        mode: 'auto',
        skipExisting: 'true',
        skipUnchanged: false,
        engine: 'buildx',
        builder: undefined,
        cache: 'auto',
        login: undefined,
        pushRetries: 3,
        maxParallel: 4
      },
      editor: 'yaml',
      ifMissing: 'error',
      pin: 'tag',
      publish: 'push',
      kustomization: ['apps/shop'],
      remote: { url: 'https://github.com/acme/shop' },
      branch: 'main',
      author: { name: 'github-actions[bot]' },
      publishTimeoutMs: 600_000
    })
  })

  test('is frozen', () => {
    expect(Object.isFrozen(parse())).toBe(true)
  })

  test('takes lists one item per line, without blanks and repetitions', () => {
    const inputs = parse({ kustomization: ' a/ \r\n\n./b\na\n', 'build-args': 'A=1 2\n B=\nHOME\n' })
    expect(inputs.kustomization).toEqual(['a', 'b'])
    expect(builds(inputs)[0]?.build.buildArgs).toEqual(['A=1 2', 'B=', 'HOME'])
  })

  test.each([
    ['the triggering branch for the own repository', {}, {}, 'main'],
    ['the default branch for the own repository on a tag', {}, { branch: undefined }, 'trunk'],
    ['the default branch of another repository', { repository: 'acme/deploy' }, {}, undefined],
    ['what is given', { repository: 'acme/deploy', branch: 'prod' }, {}, 'prod'],
    ['the triggering branch when the own repository is named', { repository: 'Acme/Shop' }, {}, 'main'],
    [
      'the triggering branch when its URL is given',
      { repository: 'https://github.com/acme/shop.git' },
      {},
      'main'
    ]
  ])('deploys to %s', (_, given, changes, branch) => {
    expect(parse(given, changes).branch).toBe(branch)
  })

  test('takes an author', () => {
    expect(parse({ 'commit-author': 'Ada L. <ada@example.com>' }).author).toEqual({
      name: 'Ada L.',
      email: 'ada@example.com'
    })
  })

  test.each([
    ['image', '', /is empty, and so is `images`.*ghcr\.io/],
    ['image', 'ghcr.io/acme/shop:v1', /`image`/],
    ['image', 'ghcr.io/Acme_/shop', /upper case/],
    ['image', 'https://ghcr.io/acme/shop', /`image`/],
    ['tag', 'a/b', /`tag`/],
    ['tag', '{date}', /not one of/],
    ['build', 'sometimes', /one of auto, always, never/],
    ['build', 'Always', /one of auto, always, never/],
    ['editor', 'sed', /one of yaml, kustomize/],
    ['if-missing', 'ignore', /one of error, add/],
    ['pin', 'both', /one of tag, tag\+digest, digest/],
    ['publish', 'pull-request', /one of push, workspace, none/],
    ['images', 'shop', /has "shop": it sets nothing/],
    ['images', 'a:v1\na:v2', /has "a" twice: "a:v1" and "a:v2"/],
    ['images', 'a=x:v1\na=y:v1', /has "a" twice/],
    ['images', 'a:v1\n- image: a', /it is YAML/],
    ['images', '- image: a\n  tga: v1', /item 1 has "tga", which is not one of image, tag/],
    ['images', '- shop', /item 1 is not a mapping/],
    ['images', '- tag: v1', /item 1 is missing `image`/],
    ['images', '- image: a\n- image: [a', /is not a YAML list/],
    ['images', '- image: Acme_/b', /item 1 \(Acme_\/b\): `image` .*upper case/],
    ['images', '- image: a\n  platforms: "linux/am d64"', /item 1 \(a\): `platforms` has/],
    ['images', '- image: ghcr.io/acme/shop', /has ghcr.io\/acme\/shop:0a1b.* twice/],
    ['images', '- image: a\n  labels: [{ a: b }]', /value for labels/],
    ['images', '- image: a\n  image-name: b', /"image-name", which is not one of/],
    ['extra-tags', 'a b', /has "a b": the tag/],
    ['extra-tags', '{nope}', /it has \{nope\}/],
    ['digest', 'sha256:1', /`digest`: the digest/],
    ['tag', 'latest', /every build moves/],
    ['tag', '{ref}', /for every commit/],
    ['skip-existing', 'maybe', /one of true, false, strict/],
    ['skip-unchanged', 'yes', /must be true or false/],
    ['engine', 'kaniko', /one of buildx, buildah/],
    ['builder', '--x', /cannot be the name of a builder/],
    ['cache', 's3', /one of auto, gha, registry, inline, none/],
    ['push-retries', '11', /from 0 to 10/],
    ['push-retries', '-1', /from 0 to 10/],
    ['max-parallel', '0', /from 1 to 32/],
    ['no-cache', 'on', /must be true or false/],
    ['platforms', 'linux amd64', /linux\/amd64,linux\/arm64/],
    ['labels', 'a', /name=value/],
    ['annotations', 'a b=c', /name=value/],
    ['build-contexts', 'base', /name=path/],
    ['secrets', 'TOKEN', /id=value/],
    ['secrets', '"A=1', /never closed/],
    ['secret-envs', 'A=B\nA=C', /"A" twice/],
    ['registry-username', 'ci', /`registry-password`: is not set/],
    ['registry-password', 's3cret', /`registry-username`: is not set/],
    ['kustomization', '', /required/],
    ['kustomization', '../deploy', /`kustomization`/],
    ['kustomization', '/etc', /`kustomization`/],
    ['kustomization', 'a\\b', /`kustomization`/],
    ['kustomization', '.git/config', /`kustomization`/],
    ['repository', 'deploy', /owner\/name/],
    ['repository', 'https://u:p@host/x/y', /credential/],
    ['branch', 'refs/heads/main', /short name/],
    ['branch', '--upload-pack=x', /cannot be the name/],
    ['branch', 'a b', /cannot be the name/],
    ['branch', 'x.lock', /cannot be the name/],
    ['token', 'a b', /white space/],
    ['build-args', 'a b=2', /NAME=value/],
    ['commit-message', '{nope}', /\{nope\}/],
    ['commit-author', '. <a@b>', /Name <name@example.com>/],
    ['repository', 'acme/..', /owner\/name/],
    ['commit-author', 'Ada', /Name <name@example.com>/],
    ['commit-author', 'Ada <a@b> <c@d>', /Name <name@example.com>/],
    ['publish-timeout', '10', /duration/],
    ['publish-timeout', '0s', /duration/],
    ['publish-timeout', '600h', /24h/],
    ['context', 'a\nb', /line break/],
    ['target', 'a\u0000b', /control character/]
  ] as const)('refuses %s: %j', (input, value, problem) => {
    const message = problemsOf({ [input]: value })
    expect(message).toContain(`\`${input}\``)
    expect(message).toMatch(problem)
  })

  test('reports every problem at once', () => {
    const message = problemsOf({
      image: 'A:1',
      tag: 'a b',
      build: 'x',
      kustomization: '/a\n../b',
      branch: '-x'
    })
    expect(message).toMatch(/^6 inputs need a change:/)
    expect(message.split('\n')).toHaveLength(7)
  })

  test('never repeats the token', () => {
    expect(problemsOf({ token: 'ghs_s3cret', repository: 'https://elsewhere.example/a/b' })).not.toContain(
      's3cret'
    )
  })

  test('never repeats what may be a secret', () => {
    const message = problemsOf({
      secrets: 'a b=hunter2',
      'registry-password': 'hun\nter2',
      'build-args': 'x y=hunter2'
    })
    expect(message).toMatch(/`secrets`[^]*`build-args`|`build-args`[^]*`secrets`/)
    expect(message).not.toMatch(/hunter2|ter2/)
  })

  test('takes a YAML list of images, which share what they do not have for themselves', () => {
    const { images } = parse({
      image: '',
      images: [
        '# ours',
        '- image: ghcr.io/acme/api',
        '  tag: 1.10',
        '  context: api',
        '  build-args:',
        '    A: 1',
        '    B: "x y"',
        '- image: ghcr.io/acme/web',
        '  name: web',
        '  secrets:',
        '    - "K=a\\nb"',
        '  extra-tags: [latest, "{ref}"]',
        '  no-cache: true'
      ].join('\n'),
      file: 'docker/Dockerfile',
      target: 'prod'
    })
    expect(images).toHaveLength(2)
    expect(images).toMatchObject([
      {
        repository: { name: 'ghcr.io/acme/api' },
        ...{ kind: 'buildable', id: 'images[1]' },
        tag: { text: '1.10', isLiteral: true },
        build: {
          context: 'api',
          file: 'docker/Dockerfile',
          target: 'prod',
          buildArgs: ['A=1', 'B=x y'],
          noCache: false
        }
      },
      {
        repository: { name: 'ghcr.io/acme/web' },
        ...{ kind: 'buildable', id: 'images[2]' },
        tag: { text: sha },
        entryName: 'web',
        extraTags: ['latest', 'main'],
        build: {
          context: '.',
          noCache: true,
          secrets: [{ kind: 'value', id: 'K', value: 'a\nb' }]
        }
      }
    ])
  })

  test('the first image comes before those of the list', () => {
    const images = builds(parse({ images: '- image: ghcr.io/acme/web' }))
    expect(images.map(({ repository }) => repository.name)).toEqual(['ghcr.io/acme/shop', 'ghcr.io/acme/web'])
  })

  test('takes a tag that moves where the digest is written too', () => {
    for (const pin of ['digest', 'tag+digest'])
      expect(parse({ tag: 'latest', pin }).images).toMatchObject([
        { tag: { text: 'latest', moves: expect.any(String) } }
      ])
    expect(parse({ image: '', images: 'redis:latest', pin: 'tag+digest' }).images).toMatchObject([
      { kind: 'prebuilt', tag: { text: 'latest' } }
    ])
  })

  test('takes a login for one registry only', () => {
    const login = { 'registry-username': 'ci', 'registry-password': 's3cret' }
    expect(parse(login).building.login).toEqual({ username: 'ci', password: 's3cret' })
    expect(problemsOf({ ...login, images: '- image: quay.io/acme/web' })).toMatch(/ghcr\.io, quay\.io/)
    expect(problemsOf({ ...login, image: '', images: 'redis:7' })).toMatch(/not set/)
  })

  test('refuses secrets that nothing is built with', () => {
    expect(problemsOf({ build: 'never', secrets: 'A=1' })).toMatch(/build: never/)
    expect(problemsOf({ builder: 'fleet', engine: 'buildah' })).toMatch(/buildah/)
  })

  test('takes an image in lower case, and says so', () => {
    const inputs = parse({ image: 'ghcr.io/Acme/Shop' })
    const { notices } = inputs
    expect(builds(inputs)[0]?.repository.name).toBe('ghcr.io/acme/shop')
    expect(notices).toMatchObject([
      { level: 'notice', message: expect.stringContaining('ghcr.io/acme/shop') }
    ])
  })

  test('builds without a secret that is empty, and says so', () => {
    const inputs = parse({ secrets: 'npm=\ntoken=x' })
    const { notices } = inputs
    expect(builds(inputs)[0]?.build.secrets).toMatchObject([{ id: 'token' }])
    expect(notices).toMatchObject([{ level: 'warning', message: expect.stringContaining('"npm" is empty') }])
  })

  test('splits at commas where build-push-action does', () => {
    const inputs = parse({ 'secret-envs': 'a=A,b=B', ssh: 'default,id=/k', 'build-args': 'A=1,2' })
    const { build } = builds(inputs)[0] ?? {}
    expect(build?.secrets).toMatchObject([{ variable: 'A' }, { variable: 'B' }])
    expect(build?.ssh).toEqual(['default', 'id=/k'])
    expect(build?.buildArgs).toEqual(['A=1,2'])
  })

  test('refuses a tag that two images would have', () => {
    const images = '- image: ghcr.io/acme/shop\n  tag: other\n  extra-tags: "{sha}"'
    expect(problemsOf({ images })).toMatch(/has ghcr\.io\/acme\/shop:0a1b.* twice/)
  })

  test.each([
    { secrets: 'ghp_hunter2' },
    { secrets: 'KEY=-----BEGIN\nMIIEhunter2\nhunter2=\n-----END' },
    { images: 'api:\n  image: a\n  secrets: |\n    NPM=hunter2' }
  ])('repeats no line of what may have secrets: %j', given => {
    expect(problemsOf(given)).not.toMatch(/hunter2/)
  })

  test.each(['https://github.com/acme/shop.git#main', '{{defaultContext}}:api', 'git@github.com:acme/shop'])(
    'refuses a context that is not a folder: %s',
    context => {
      expect(problemsOf({ context })).toMatch(/not a folder; check it out/)
    }
  )

  test('tells what several images share once, under its own name', () => {
    const message = problemsOf({ platforms: 'x y', images: '- image: quay.io/a/b\n- image: quay.io/a/c' })
    expect(message).toMatch(/^The input `platforms`: /)
    expect(
      parse({ secrets: 'npm=', images: '- image: quay.io/a/b' }).notices.map(({ message }) => message)
    ).toEqual([expect.stringMatching(/^`secrets`: "npm"/), expect.stringMatching(/^`secrets`: "npm"/)])
  })
})
