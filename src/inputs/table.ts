/** What an input is. */
interface Row {
  /** What it is when it is left out, as action.yml shows it; empty where the runner fills it in. */
  readonly default: string
  /** The only values that it takes. */
  readonly choices?: readonly [string, ...string[]]
  /** It is a whole number within these limits. */
  readonly range?: { readonly least: number; readonly most: number }
  /** It is hidden before anything is logged. */
  readonly isSecret?: true
  /** An item of the YAML list of `images` may have its own: the key of the item. */
  readonly key?: string
}

/** Every input of action.yml, in its order. */
export const inputTable = {
  image: { default: '', key: 'image' },
  tag: { default: '{sha}', key: 'tag' },
  digest: { default: '', key: 'digest' },
  images: { default: '' },
  'image-name': { default: '', key: 'name' },
  'extra-tags': { default: '', key: 'extra-tags' },
  build: { default: 'auto', choices: ['auto', 'always', 'never'] },
  'skip-existing': { default: 'true', choices: ['true', 'false', 'strict'] },
  'skip-unchanged': { default: 'false' },
  engine: { default: 'buildx', choices: ['buildx', 'buildah'] },
  builder: { default: '' },
  context: { default: '.', key: 'context' },
  file: { default: '', key: 'file' },
  target: { default: '', key: 'target' },
  platforms: { default: '', key: 'platforms' },
  'build-args': { default: '', key: 'build-args' },
  'build-contexts': { default: '', key: 'build-contexts' },
  labels: { default: '', key: 'labels' },
  annotations: { default: '', key: 'annotations' },
  secrets: { default: '', isSecret: true, key: 'secrets' },
  'secret-envs': { default: '', key: 'secret-envs' },
  'secret-files': { default: '', key: 'secret-files' },
  ssh: { default: '', key: 'ssh' },
  network: { default: '', key: 'network' },
  pull: { default: 'false', key: 'pull' },
  'no-cache': { default: 'false', key: 'no-cache' },
  provenance: { default: 'false', key: 'provenance' },
  sbom: { default: 'false', key: 'sbom' },
  cache: { default: 'auto', choices: ['auto', 'gha', 'registry', 'inline', 'none'] },
  'cache-from': { default: '', key: 'cache-from' },
  'cache-to': { default: '', key: 'cache-to' },
  'registry-username': { default: '' },
  'registry-password': { default: '', isSecret: true },
  'push-retries': { default: '3', range: { least: 0, most: 10 } },
  'max-parallel': { default: '4', range: { least: 1, most: 32 } },
  kustomization: { default: '' },
  repository: { default: '' },
  branch: { default: '' },
  token: { default: '', isSecret: true },
  editor: { default: 'yaml', choices: ['yaml', 'kustomize'] },
  'kustomize-path': { default: '' },
  'if-missing': { default: 'error', choices: ['error', 'add'] },
  pin: { default: 'tag', choices: ['tag', 'tag+digest', 'digest'] },
  publish: { default: 'push', choices: ['push', 'workspace', 'none'] },
  'allow-older': { default: 'auto', choices: ['auto', 'true', 'false'] },
  'github-token': { default: '', isSecret: true },
  'commit-message': { default: '' },
  'commit-author': { default: '' },
  'publish-timeout': { default: '10m' }
} as const satisfies Readonly<Record<string, Row>>

type Table = typeof inputTable
export type InputName = keyof Table
export type RawInputs = Readonly<Record<InputName, string>>

type With<Field extends keyof Row> = {
  readonly [Name in InputName]: Table[Name] extends Required<Pick<Row, Field>> ? Name : never
}[InputName]

/** An input that takes one of a few words, and these words. */
export type ChoiceName = With<'choices'>
export type Choice<Name extends ChoiceName> = Table[Name]['choices'][number]
export type CountName = With<'range'>

const rows: Readonly<Record<InputName, Row>> = inputTable
/** Every input. @internal exported for a contract test */
export const inputNames = Object.keys(inputTable) as readonly InputName[]

/** The inputs whose values are hidden. */
export const secretNames = inputNames.filter(name => rows[name].isSecret === true)

/** The keys of an item of the YAML list of `images`, and the inputs that they stand for. */
export const itemKeys: ReadonlyMap<string, InputName> = new Map(
  inputNames.flatMap(name => {
    const { key } = rows[name]
    return key === undefined ? [] : [[key, name] as const]
  })
)

/** Gives every input a value: its default where there is none. */
export function toRawInputs(read: (name: InputName) => string): RawInputs {
  return Object.fromEntries(inputNames.map(name => [name, read(name) || rows[name].default])) as RawInputs
}

/** Gives the inputs of an image: those of its item, the defaults for what it leaves empty, and else what all share. */
export function withItem(raw: RawInputs, item: Readonly<Partial<Record<InputName, string>>>): RawInputs {
  const own = Object.entries(item).map(([name, text]) => [name, text || rows[name as InputName].default])
  return { ...raw, 'image-name': '', digest: '', ...(Object.fromEntries(own) as Partial<RawInputs>) }
}
