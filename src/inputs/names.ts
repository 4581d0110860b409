/**
 * Every input of action.yml.
 * @internal exported for a contract test
 */
export const inputNames = [
  'image',
  'tag',
  'digest',
  'images',
  'image-name',
  'extra-tags',
  'build',
  'skip-existing',
  'skip-unchanged',
  'engine',
  'builder',
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
  'cache',
  'cache-from',
  'cache-to',
  'registry-username',
  'registry-password',
  'push-retries',
  'max-parallel',
  'kustomization',
  'repository',
  'branch',
  'token',
  'editor',
  'kustomize-path',
  'if-missing',
  'pin',
  'publish',
  'allow-older',
  'github-token',
  'commit-message',
  'commit-author',
  'publish-timeout'
] as const

export type InputName = (typeof inputNames)[number]
export type RawInputs = Readonly<Record<InputName, string>>

/** Gives every input a value; what the runner did not set is empty. */
export function toRawInputs(read: (name: InputName) => string): RawInputs {
  return Object.fromEntries(inputNames.map(name => [name, read(name)])) as RawInputs
}
