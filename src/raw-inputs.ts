/** Every input of action.yml. */
export const inputNames = [
  'image',
  'tag',
  'images',
  'image-name',
  'build',
  'context',
  'file',
  'target',
  'build-args',
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
  return {
    image: read('image'),
    tag: read('tag'),
    images: read('images'),
    'image-name': read('image-name'),
    build: read('build'),
    context: read('context'),
    file: read('file'),
    target: read('target'),
    'build-args': read('build-args'),
    kustomization: read('kustomization'),
    repository: read('repository'),
    branch: read('branch'),
    token: read('token'),
    editor: read('editor'),
    'kustomize-path': read('kustomize-path'),
    'if-missing': read('if-missing'),
    pin: read('pin'),
    publish: read('publish'),
    'allow-older': read('allow-older'),
    'github-token': read('github-token'),
    'commit-message': read('commit-message'),
    'commit-author': read('commit-author'),
    'publish-timeout': read('publish-timeout')
  }
}
