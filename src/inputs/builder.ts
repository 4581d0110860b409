import type { BuildableImage } from './images.ts'
import { optional, parseBoolean, parseChoice, parseCount, type Problems, singleLine } from './problems.ts'
import type { Choice, RawInputs } from './table.ts'
import type { CacheMode } from '../builder/index.ts'
import type { Engine } from '../registry/index.ts'

/** A login to the registry of the images. */
interface RegistryLogin {
  readonly username: string
  readonly password: string
}

export type BuildMode = Choice<'build'>
/** Whether what the registry holds is taken; `strict` takes an unclear answer of the registry for a failure. */
export type SkipExisting = Choice<'skip-existing'>

/** What holds for the builds of all images of a run. */
export interface BuilderInputs {
  readonly mode: BuildMode
  readonly skipExisting: SkipExisting
  /** An image whose sources have not changed since what runs is neither built nor deployed. */
  readonly skipUnchanged: boolean
  readonly engine: Engine
  /** Name of the buildx builder; undefined means the current one. */
  readonly builder: string | undefined
  readonly cache: CacheMode
  readonly login: RegistryLogin | undefined
  /** How often a push that failed for a passing reason is done again. */
  readonly pushRetries: number
  /** How many images are built at once. */
  readonly maxParallel: number
}

/** Parses what holds for the builds of all images. */
export function parseBuilderInputs(
  raw: RawInputs,
  images: readonly BuildableImage[],
  problems: Problems
): BuilderInputs {
  const engine = parseChoice('engine', raw, problems)
  const builder = optional(singleLine('builder', raw, problems))
  if (builder !== undefined && engine !== 'buildx')
    problems.add('builder', 'names a builder of buildx, and `engine` is buildah')
  // docker/buildx, util/driver/validate.go
  if (builder !== undefined && !/^[A-Za-z0-9][\w.-]*$/.test(builder))
    problems.add('builder', `is ${JSON.stringify(builder)}, which cannot be the name of a builder`)
  const build = parseChoice('build', raw, problems)
  if (build === 'never') reportUnused(raw, problems)
  return {
    ...{ mode: build, engine, builder },
    login: parseRegistryLogin(raw, images, problems),
    // YAML has more spellings of a boolean.
    skipExisting: parseChoice(
      'skip-existing',
      { ...raw, 'skip-existing': lowerBoolean(raw['skip-existing']) },
      problems
    ),
    skipUnchanged: parseBoolean('skip-unchanged', raw, problems),
    cache: parseChoice('cache', raw, problems),
    pushRetries: parseCount('push-retries', raw, problems),
    maxParallel: parseCount('max-parallel', raw, problems)
  }
}

function lowerBoolean(text: string): string {
  return /^(?:True|TRUE|False|FALSE)$/.test(text) ? text.toLowerCase() : text
}

/** Secrets that no build would use are a mistake that should not wait to be found. */
function reportUnused(raw: RawInputs, problems: Problems): void {
  for (const name of ['secrets', 'secret-envs', 'secret-files'] as const)
    if (raw[name] !== '') problems.add(name, 'is for a build, and `build: never` is set')
}

/** One login is for one registry: which of several it is for would be a guess, and a password is not guessed with. */
function parseRegistryLogin(
  raw: RawInputs,
  images: readonly BuildableImage[],
  problems: Problems
): RegistryLogin | undefined {
  const username = singleLine('registry-username', raw, problems)
  const password = raw['registry-password']
  if (username === '' && password === '') return undefined
  if (images.length === 0)
    problems.add('registry-username', 'is for the registry of `image`, which is not set')
  if (username === '') problems.add('registry-username', 'is not set, and `registry-password` is')
  if (password === '')
    problems.add('registry-password', 'is not set (or a secret that is empty), and `registry-username` is')
  // It is written into a header and into JSON; a line break at its end is how a secret is often pasted.
  if (/\p{Cc}/u.test(password))
    problems.add('registry-password', 'has a line break or another control character in it')
  if (username.includes(':')) problems.add('registry-username', 'has a colon in it, which no registry takes')
  const registries = new Set(images.map(({ repository }) => repository.registry))
  if (registries.size > 1)
    problems.add(
      'registry-username',
      `is for one registry, and the images are in ${[...registries].join(', ')}; log in with docker/login-action before this step`
    )
  return { username, password }
}
