import { ActionError } from '../../errors/errors.ts'
import { oneLine } from '../../log/log.ts'
import type { ProcessResult } from '../../system/process.ts'
import type { CachePlan } from './cache.ts'
import { dockerRules } from '../failure/buildx-rules.ts'
import { isEnabled } from '../arguments.ts'
import type { BuildRequest } from '../builder.ts'

/** What `docker buildx inspect` says of one machine of a builder. */
interface BuilderNode {
  /** `unix:///var/run/docker.sock`, `tcp://10.0.0.1:1234`, or a context of Docker. */
  readonly endpoint: string
  /** `running`, or `inactive` or `stopped`: a container or a pod starts with the build. */
  readonly status: string
  readonly error: string | undefined
  readonly buildKit: string | undefined
  readonly platforms: readonly string[]
  readonly labels: ReadonlyMap<string, string>
}

/** What `docker buildx inspect` says. */
export interface BuilderDescription {
  readonly name: string
  /** `docker`, `docker-container`, `kubernetes`, `remote`, or one of a build fleet; empty with an error. */
  readonly driver: string
  readonly error: string | undefined
  readonly nodes: readonly BuilderNode[]
}

/**
 * Reads the text of `docker buildx inspect`: one field a line, those of nodes and their labels in sections.
 * @internal exported for its unit test
 */
export function parseInspect(text: string): BuilderDescription {
  const [head = '', ...sections] = text.split(/^Nodes:[^\n]*\n/m)
  const nodes = sections.join('').split(/^(?=Name:)/m)
  const top = fieldsOf(head)
  return {
    name: top.get('name') ?? '',
    driver: top.get('driver') ?? '',
    error: top.get('error'),
    nodes: nodes.filter(node => node.startsWith('Name:')).map(parseNode)
  }
}

function parseNode(text: string): BuilderNode {
  const fields = fieldsOf(text)
  const platforms = fields.get('platforms')?.split(',') ?? []
  const [, labels = ''] = /^Labels:[^\n]*\n((?:[ \t][^\n]*(?:\n|$))*)/m.exec(text) ?? []
  return {
    endpoint: fields.get('endpoint') ?? '',
    status: fields.get('status') ?? '',
    error: fields.get('error'),
    // As buildx before 0.13 wrote it, and since.
    buildKit: fields.get('buildkit version') ?? fields.get('buildkit'),
    // A star marks the ones that were set by hand.
    platforms: platforms.map(platform => platform.trim().replace(/\*$/, '')).filter(Boolean),
    labels: fieldsOf(labels.replace(/^[ \t]+/gm, ''))
  }
}

/** The fields that stand at the beginning of a line; the first of a name counts. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const [, name = '', value = ''] of text.matchAll(/^([^\s:][^:\n]*):[ \t]*([^\n]*)$/gm)) {
    const key = name.toLowerCase()
    if (!fields.has(key)) fields.set(key, value.trim())
  }
  return fields
}

/** A builder that answers, or that will start with the build. */
export interface ProbedBuilder {
  readonly description: BuilderDescription
  /**
   * Docker's own builder without the containerd image store: it cannot do several platforms, attestations and
   * annotations, and exports no cache but the inline one. Every other driver can, and one that we do not know is
   * taken to.
   */
  readonly classicStore: boolean
}

/**
 * Asks buildx for the builder. Nothing is started by that; a remote one that does not answer is waited for, as the
 * build would (20 s, buildx driver/remote), so that it fails before the build.
 * @throws {ActionError} BUILDX_MISSING, DOCKER_UNREACHABLE, BUILDER_UNAVAILABLE, and what `docker` throws
 */
export async function probeBuilder(
  docker: (args: readonly string[]) => Promise<ProcessResult>,
  name: string | undefined
): Promise<ProbedBuilder> {
  // After `--`, because a name could be taken for an option.
  const inspect = async (flags: readonly string[], prefix: string): Promise<BuilderDescription> => {
    const { exitCode, stdout, stderr, ending } = await docker([
      ...['buildx', 'inspect', ...flags],
      ...(name === undefined ? [] : ['--', name])
    ])
    if (ending !== undefined) throw stuck(name, `docker buildx inspect ${ending}`, stderr)
    if (exitCode !== 0) throw unusable(name, `${prefix}${lastWords(stderr)}`)
    return parseInspect(stdout.toString('utf8'))
  }
  let description = await inspect([], '')
  if (description.driver === 'remote' && description.nodes.every(({ status }) => status === 'inactive')) {
    // buildx only says "context deadline exceeded", without the address.
    const endpoints = description.nodes.map(({ endpoint }) => endpoint).join(', ')
    description = await inspect(['--bootstrap'], `${endpoints} did not answer: `)
  }
  const { nodes, driver } = description
  // A build runs on the nodes that work, so it fails only if none does.
  const broken = nodes.every(({ error }) => error !== undefined) ? nodes[0]?.error : undefined
  const error = description.error ?? broken
  if (error !== undefined) throw unusable(description.name, error)
  return { description, classicStore: driver === 'docker' && !nodes.some(hasSnapshotter) }
}

/** The test that buildx itself makes (driver/docker, Features). */
function hasSnapshotter({ labels }: BuilderNode): boolean {
  return labels.has('org.mobyproject.buildkit.worker.snapshotter')
}

function unusable(name: string | undefined, words: string): ActionError {
  const quoted = `Docker said: ${oneLine(words).slice(0, 500)}`
  const rule = dockerRules.find(({ pattern }) => pattern.test(words))
  if (rule !== undefined) return new ActionError(rule.code, `${rule.tell()} ${quoted}`)
  const builder = name === undefined ? 'The current builder of buildx' : `The builder ${JSON.stringify(name)}`
  return new ActionError(
    'BUILDER_UNAVAILABLE',
    `${builder} cannot be used. Check \`builder\` and the step that creates it (docker/setup-buildx-action); ` +
      `\`docker buildx ls\` shows the builders of this job. ${quoted}`
  )
}

/** Its words are not read for a cause: it did not come to its end. */
function stuck(name: string | undefined, what: string, stderr: string): ActionError {
  const builder = name === undefined ? 'the current builder of buildx' : `the builder ${JSON.stringify(name)}`
  const words = stderr.trim() === '' ? 'nothing' : oneLine(stderr.trim()).slice(0, 500)
  return new ActionError(
    'BUILDER_UNAVAILABLE',
    `${what}, when newtag asked for ${builder}. Check that Docker and the builder answer (\`docker buildx ls\`) and run ` +
      `the job again. Docker said: ${words}`
  )
}

/** The last error, or what the command line says first: after an unknown option come 80 lines of help. */
function lastWords(stderr: string): string {
  const lines = stderr.split('\n').filter(line => line.trim() !== '')
  const error = lines.findLast(line => line.startsWith('ERROR: '))
  return (error ?? lines[0] ?? 'no message').replace(/^ERROR: /, '')
}

/**
 * Refuses what the builder cannot do, all of it in one message. Annotations would be dropped in silence; the rest
 * would fail after the context is sent.
 * @throws {ActionError} BUILDER_UNSUPPORTED
 */
export function refuseUnsupported(
  request: Pick<BuildRequest, 'platforms' | 'provenance' | 'sbom' | 'annotations'>,
  builder: ProbedBuilder,
  cache: CachePlan
): void {
  const attestations = (['provenance', 'sbom'] as const).filter(name => isEnabled(request[name]))
  const problems = builder.classicStore
    ? [
        ...(request.platforms.length > 1 ? ['build for several platforms (`platforms`)'] : []),
        ...attestations.map(name => `attach an attestation (\`${name}\`)`),
        ...(request.annotations.length > 0 ? ['write annotations (`annotations`; `labels` work here)'] : []),
        ...cache.problems
      ]
    : []
  if (problems.length === 0) return
  throw new ActionError(
    'BUILDER_UNSUPPORTED',
    `The builder ${JSON.stringify(builder.description.name)} (docker driver, classic image store) cannot ` +
      `${problems.join('; nor ')}. Add docker/setup-buildx-action before this step, or turn on the containerd image ` +
      'store of the Docker daemon, or remove these inputs.'
  )
}
