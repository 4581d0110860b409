import type { BuildSecret } from '../image/build/builder.ts'
import { optional, type Problems, singleLine } from './input-fields.ts'
import { listItems, pairs } from './input-list.ts'
import type { InputName, RawInputs } from './raw-inputs.ts'

/** How one image is built. Paths are relative to the workspace. */
export interface BuildInputs {
  readonly context: string
  /** Undefined means `Dockerfile` in the context. */
  readonly file: string | undefined
  readonly target: string | undefined
  readonly platforms: readonly string[]
  readonly buildArgs: readonly string[]
  readonly buildContexts: readonly string[]
  /** `name=value`; they win over those that newtag sets. */
  readonly labels: readonly string[]
  readonly annotations: readonly string[]
  readonly secrets: readonly BuildSecret[]
  readonly ssh: readonly string[]
  readonly network: string | undefined
  readonly pull: boolean
  readonly noCache: boolean
  readonly provenance: string
  readonly sbom: string
  readonly cacheFrom: readonly string[]
  readonly cacheTo: readonly string[]
}

/** The inputs that say how an image is built; an item of `images` may have its own. */
export const buildInputNames = [
  'context',
  'file',
  'target',
  'platforms',
  'build-args',
  'build-contexts',
  'labels',
  'annotations',
  'secrets',
  'secret-envs',
  'secret-files',
  'ssh',
  'network',
  'pull',
  'no-cache',
  'provenance',
  'sbom',
  'cache-from',
  'cache-to'
] as const satisfies readonly InputName[]

type Sink = Pick<Problems, 'add'>

/** Parses how an image is built. */
export function parseBuildInputs(raw: RawInputs, problems: Sink): BuildInputs {
  const list = (input: InputName, commas = false) => parseList(input, raw[input], problems, commas)
  const paired = (input: InputName, pattern: RegExp, example: string) =>
    pairs(input, raw[input], problems, { pattern, example })
  return {
    context: singleLine('context', raw, problems) || '.',
    file: optional(singleLine('file', raw, problems)),
    target: optional(singleLine('target', raw, problems)),
    platforms: parsePlatforms(raw.platforms, problems),
    buildArgs: paired('build-args', /^[^\s=]+(?:=|$)/, 'NAME=value'),
    buildContexts: paired('build-contexts', /^[^\s=]+=\S/, 'name=path or name=docker-image://alpine:3.22'),
    labels: paired('labels', /^[^\s=]+=/, 'name=value'),
    annotations: paired('annotations', /^[^\s=]+=/, 'name=value'),
    secrets: parseSecrets(raw, problems),
    ssh: list('ssh'),
    network: optional(singleLine('network', raw, problems)),
    pull: parseBoolean('pull', raw.pull, problems),
    noCache: parseBoolean('no-cache', raw['no-cache'], problems),
    provenance: singleLine('provenance', raw, problems) || 'false',
    sbom: singleLine('sbom', raw, problems) || 'false',
    cacheFrom: list('cache-from'),
    cacheTo: list('cache-to')
  }
}

/** Splits a list and says when a quote in it is never closed. */
export function parseList(
  input: InputName,
  text: string,
  problems: Sink,
  commas: boolean
): readonly string[] {
  const { ok, items } = listItems(text, { commas })
  if (!ok) problems.add(input, 'has a quote that is never closed')
  return [...new Set(items)]
}

function parsePlatforms(text: string, problems: Sink): readonly string[] {
  const platforms = parseList('platforms', text, problems, true)
  for (const platform of platforms) {
    // https://github.com/containerd/platforms: os[(version)]/arch[/variant], or an architecture alone.
    if (!/^[\w.()-]+(?:\/[\w.-]+){0,2}$/.test(platform))
      problems.add('platforms', `has ${JSON.stringify(platform)}; write linux/amd64,linux/arm64`)
  }
  return platforms
}

/** One that is asked for twice is a mistake: one of the values would not be used. */
function parseSecrets(raw: RawInputs, problems: Sink): readonly BuildSecret[] {
  const split = (input: 'secrets' | 'secret-envs' | 'secret-files', example: string) =>
    pairs(input, raw[input], problems, { pattern: /^[^\s=,"]+=[^]/, example }).map(item => {
      const equals = item.indexOf('=')
      return { id: item.slice(0, equals), value: item.slice(equals + 1) }
    })
  const secrets: readonly BuildSecret[] = [
    ...split('secrets', 'id=value').map(({ id, value }) => ({ kind: 'value' as const, id, value })),
    ...split('secret-envs', 'id=VARIABLE').map(({ id, value }) => ({
      kind: 'variable' as const,
      id,
      variable: value
    })),
    ...split('secret-files', 'id=path').map(({ id, value }) => ({ kind: 'file' as const, id, path: value }))
  ]
  const ids = secrets.map(({ id }) => id)
  for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index)))
    problems.add('secrets', `with \`secret-envs\` and \`secret-files\` has ${JSON.stringify(id)} twice`)
  return secrets
}

/** Takes what the YAML core schema takes for a boolean, as @actions/core does; empty is false. */
export function parseBoolean(input: InputName, text: string, problems: Sink): boolean {
  if (!/^(?:|true|True|TRUE|false|False|FALSE)$/.test(text))
    problems.add(input, `is ${JSON.stringify(text)}; it must be true or false`)
  return text.toLowerCase() === 'true'
}
