import { optional, parseBoolean, type ProblemSink, singleLine } from './problems.ts'
import { listItems, pairs } from './lists.ts'
import type { InputName, RawInputs } from './table.ts'
import type { BuildSecret, BuildSettings } from '../builder/index.ts'

/** How one image is built, as the inputs say it. Paths are relative to the workspace. */
export interface BuildInputs extends BuildSettings {
  readonly context: string
  /** Undefined means `Dockerfile` in the context. */
  readonly file: string | undefined
  /** `name=value`; they win over those that newtag sets. */
  readonly labels: readonly string[]
  readonly cacheFrom: readonly string[]
  readonly cacheTo: readonly string[]
}

/** Parses how an image is built. */
export function parseBuildInputs(raw: RawInputs, problems: ProblemSink): BuildInputs {
  const list = (input: InputName, commas = false) => parseList(input, raw[input], problems, commas)
  const paired = (input: InputName, pattern: RegExp, example: string) =>
    pairs(input, raw[input], problems, { pattern, example })
  return {
    context: parseContext(raw, problems),
    file: optional(singleLine('file', raw, problems)),
    target: optional(singleLine('target', raw, problems)),
    platforms: parsePlatforms(raw.platforms, problems),
    buildArgs: paired('build-args', /^[^\s=]+(?:=|$)/, 'NAME=value'),
    buildContexts: paired('build-contexts', /^[^\s=]+=\S/, 'name=path or name=docker-image://alpine:3.22'),
    labels: paired('labels', /^[^\s=]+=/, 'name=value'),
    annotations: paired('annotations', /^[^\s=]+=/, 'name=value'),
    secrets: parseSecrets(raw, problems),
    ssh: list('ssh', true),
    network: optional(singleLine('network', raw, problems)),
    pull: parseBoolean('pull', raw, problems),
    noCache: parseBoolean('no-cache', raw, problems),
    provenance: singleLine('provenance', raw, problems),
    sbom: singleLine('sbom', raw, problems),
    cacheFrom: list('cache-from'),
    cacheTo: list('cache-to')
  }
}

/** The checkout is built, with what earlier steps have made; what BuildKit would fetch by itself is not. */
function parseContext(raw: RawInputs, problems: ProblemSink): string {
  const context = singleLine('context', raw, problems)
  if (/^(?:[a-z][a-z0-9+.-]*:\/\/|git@|\{\{)/i.test(context)) {
    const advice = 'check it out before this step and write the folder, relative to the workspace'
    problems.add('context', `is ${JSON.stringify(context)}, which is not a folder; ${advice}`)
  }
  return context
}

/** Splits a list and says when a quote in it is never closed. */
export function parseList(
  input: InputName,
  text: string,
  problems: ProblemSink,
  commas: boolean
): readonly string[] {
  const { ok, items } = listItems(text, { commas })
  if (!ok) problems.add(input, 'has a quote that is never closed')
  return [...new Set(items)]
}

function parsePlatforms(text: string, problems: ProblemSink): readonly string[] {
  const platforms = parseList('platforms', text, problems, true)
  for (const platform of platforms) {
    // https://github.com/containerd/platforms: os[(version)]/arch[/variant], or an architecture alone.
    if (!/^[\w.()-]+(?:\/[\w.-]+){0,2}$/.test(platform))
      problems.add('platforms', `has ${JSON.stringify(platform)}; write linux/amd64,linux/arm64`)
  }
  return platforms
}

/** One that is asked for twice is a mistake: one of the values would not be used. */
function parseSecrets(raw: RawInputs, problems: ProblemSink): readonly BuildSecret[] {
  const split = (input: SecretInput, example: string) => splitSecrets(input, raw, example, problems)
  const secrets: readonly BuildSecret[] = [
    ...split('secrets', 'id=value').map(({ id, value }) => ({ kind: 'value' as const, id, value })),
    ...split('secret-envs', 'id=VARIABLE').map(({ id, value }) => ({
      ...{ kind: 'variable' as const, id },
      variable: value
    })),
    ...split('secret-files', 'id=path').map(({ id, value }) => ({ kind: 'file' as const, id, path: value }))
  ]
  const ids = secrets.map(({ id }) => id)
  for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index)))
    problems.add('secrets', `with \`secret-envs\` and \`secret-files\` has ${JSON.stringify(id)} twice`)
  return secrets
}

type SecretInput = 'secrets' | 'secret-envs' | 'secret-files'

/** An expression for a secret that is not set, or not given to this event, is empty: the build does without it. */
function splitSecrets(input: SecretInput, raw: RawInputs, example: string, problems: ProblemSink) {
  // Names of variables have no commas; values and paths may.
  const commas = input === 'secret-envs'
  const items = pairs(input, raw[input], problems, {
    ...{ pattern: /^[^\s=,"]+=/, example, commas },
    isSecret: true
  })
  return items.flatMap(item => {
    if (!item.includes('=')) return []
    const equals = item.indexOf('=')
    const [id, value] = [item.slice(0, equals), item.slice(equals + 1)]
    if (value !== '') return [{ id, value }]
    problems.note(
      input,
      `${JSON.stringify(id)} is empty (the secret is not set, or not given to this event); the image is built without it.`,
      'warning'
    )
    return []
  })
}
