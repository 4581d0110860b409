import { describe, expect, test } from '@jest/globals'

import type { WorkflowContext } from '../../src/context.ts'
import { type Inputs, parseInputs } from '../../src/inputs.ts'
import { type InputName, toRawInputs } from '../../src/raw-inputs.ts'

const sha = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567'
const context: WorkflowContext = {
  repository: 'acme/shop',
  serverUrl: 'https://github.com',
  apiUrl: undefined,
  eventName: 'push',
  sourceCommit: sha,
  triggerCommit: sha,
  isTag: false,
  refName: 'main',
  branch: 'main',
  defaultBranch: 'trunk',
  runNumber: '7',
  runUrl: 'https://github.com/acme/shop/actions/runs/1',
  workspace: '/w',
  temporary: '/t',
  headCommit: undefined
}
const required = { image: 'ghcr.io/acme/shop', kustomization: 'apps/shop' }

function parse(
  given: Partial<Record<InputName, string>> = {},
  changes: Partial<WorkflowContext> = {}
): Inputs {
  const all: Partial<Record<InputName, string>> = { ...required, ...given }
  return parseInputs(
    toRawInputs(name => all[name] ?? ''),
    { ...context, ...changes },
    new Date()
  )
}

function problemsOf(given: Partial<Record<InputName, string>>): string {
  try {
    parse(given)
  } catch (error) {
    expect(error).toMatchObject({ code: 'INPUT_INVALID' })
    return error instanceof Error ? error.message : ''
  }
  throw new Error('the inputs were taken')
}

describe('parseInputs', () => {
  test('gives every input its default', () => {
    expect(parse()).toMatchObject({
      image: { tag: sha, tagIsLiteral: false, entryName: undefined },
      lines: [],
      editor: 'yaml',
      ifMissing: 'error',
      pin: 'tag',
      publish: 'push',
      build: 'auto',
      context: '.',
      file: undefined,
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
    expect(inputs.buildArgs).toEqual(['A=1 2', 'B=', 'HOME'])
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
    ['image', '', /required.*ghcr\.io/],
    ['image', 'ghcr.io/acme/shop:v1', /`image`/],
    ['image', 'ghcr.io/Acme/shop', /upper case/],
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
    ['images', '- image: a', /it is YAML/],
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
    ['build-args', '1=2', /NAME=value/],
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
})
