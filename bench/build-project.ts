import { readFile } from 'node:fs/promises'
import path from 'node:path'

import { type BareRepository, type Files, runGit } from '../testbed/git-repository.ts'
import { requireTool } from '../testbed/tools.ts'
import { growHistory } from './history.ts'
import type { Hosts } from './hosts.ts'

/** One image that is built from a folder of the source. */
export interface Service {
  /** With its registry, without a tag. */
  readonly image: string
  /** Relative to the workspace. */
  readonly context: string
}

/** Sources with what deploys them: a GitOps repository on the same server. */
export interface Project {
  /** `owner/name` of the sources. */
  readonly repository: string
  readonly services: readonly Service[]
  readonly gitops: BareRepository
  /** The kustomization with all of the services, in the GitOps repository. */
  readonly file: string
  /** Its likeness in the sources, for a job that publishes into its workspace. */
  readonly workspaceFile: string
  /**
   * Commits another content of each service, which no builder has seen, and has the entries deploy the commit before.
   * @param workspace a folder to be made as actions/checkout leaves it by default
   */
  commit(workspace: string): Promise<SourceCommit>
  /** The kustomization with this tag in all entries. */
  kustomization(tag: string): string
}

export interface SourceCommit {
  readonly sha: string
  readonly workspace: string
}

export interface ProjectOptions {
  readonly name: string
  /** The folders of the services. */
  readonly contexts: readonly string[]
  /** The lines after `FROM scratch`. */
  readonly steps: readonly string[]
}

const commits = 1_000
const file = 'apps/7/overlays/prod/kustomization.yaml'
const workspaceFile = 'deploy/overlays/prod/kustomization.yaml'

/** Half of them bases, half overlays. */
const kustomizations = 1_000

export async function createProject(hosts: Hosts, options: ProjectOptions): Promise<Project> {
  const { name, contexts } = options
  const repository = `acme/${name}`
  const services = contexts.map(context => ({
    image: `${hosts.registry.host}/${path.posix.join(repository, context)}`,
    context
  }))
  const kustomization = (tag: string) => renderKustomization(services, tag)
  const source = await hosts.server.createRepository(repository, { files: await renderSources(options) })
  const files = renderGitops(kustomization('v1'))
  const gitops = await hosts.server.createRepository(`acme/deploy-${name}`, { files })
  for (const each of [source, gitops]) await growHistory(each, 'main', commits, hosts.env)
  let stamps = 0
  const commit = async (workspace: string): Promise<SourceCommit> => {
    stamps += 1
    const older = await source.tip('main')
    // Each its own, else BuildKit would build services that are the same only once.
    const stamped = contexts.map((context): [string, string] => [
      path.posix.join(context, 'stamp'),
      `${name} ${context} ${stamps}\n`
    ])
    const changes = { ...Object.fromEntries(stamped), [workspaceFile]: kustomization(older) }
    const sha = await source.commit('main', changes, `Change ${stamps}`)
    await gitops.commit('main', { [file]: kustomization(older) }, 'Back to the older tag')
    await runGit(['clone', '--quiet', '--depth=1', source.url, workspace], hosts.env)
    return { sha, workspace }
  }
  return { repository, services, gitops, file, workspaceFile, commit, kustomization }
}

async function renderSources({ contexts, steps }: ProjectOptions): Promise<Files> {
  const needsShell = steps.some(step => step.includes('busybox'))
  const shell = needsShell
    ? { busybox: { mode: '100755', content: await readFile(requireTool('busybox')) } as const }
    : {}
  const dockerfile = ['FROM scratch', ...steps, ''].join('\n')
  const files: Files[] = contexts.map(context => {
    const entries = Object.entries({ ...shell, Dockerfile: dockerfile })
    return Object.fromEntries(entries.map(([name, content]) => [path.posix.join(context, name), content]))
  })
  return Object.assign({ 'deploy/base/kustomization.yaml': 'resources: []\n' }, ...files) as Files
}

function renderGitops(ours: string): Files {
  const files: Record<string, string> = {}
  for (let app = 0; app < kustomizations / 2; app += 1) {
    files[`apps/${app}/base/deployment.yaml`] = `kind: Deployment\nmetadata:\n  name: app-${app}\n`
    files[`apps/${app}/base/kustomization.yaml`] = 'resources:\n- deployment.yaml\n'
    const other = [{ image: `registry.example/acme/app-${app}`, context: '.' }]
    files[`apps/${app}/overlays/prod/kustomization.yaml`] = renderKustomization(other, 'v1')
  }
  return { ...files, [file]: ours }
}

function renderKustomization(services: readonly Service[], tag: string): string {
  return [
    'apiVersion: kustomize.config.k8s.io/v1beta1',
    'kind: Kustomization',
    'resources:',
    '- ../../base',
    'images:',
    ...services.map(({ image }) => `- name: ${image}\n  newTag: ${tag}`),
    ''
  ].join('\n')
}
