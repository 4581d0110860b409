import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

import { runStep } from '../testbed/runner.ts'
import type { Hosts } from './hosts.ts'
import type { Project, Service, SourceCommit } from './build-project.ts'

/** One deploy of one commit, ready to start. */
export interface Job {
  readonly hosts: Hosts
  readonly project: Project
  readonly commit: SourceCommit
  /** Of Docker: where the daemon is, the configuration, PATH. */
  readonly env: Readonly<Record<string, string>>
  /** For what the job leaves behind. */
  readonly directory: string
  /** Whether the registry holds the images already. */
  readonly isRerun: boolean
}

/** How somebody builds and pushes, and perhaps deploys. */
export interface BuildWay {
  readonly title: string
  /** Where the new tags are written. */
  readonly writes: 'gitops' | 'workspace' | 'nothing'
  /** Rejects with the log when it fails. */
  run(job: Job): Promise<void>
}

/** The whole action, as the runner starts it. */
export const newtag: BuildWay = {
  title: 'newtag',
  writes: 'gitops',
  run: job =>
    runAction(job, { repository: job.project.gitops.url, kustomization: path.dirname(job.project.file) })
}

/** The action without a GitOps repository: it edits the checkout. */
export const newtagInWorkspace: BuildWay = {
  title: 'newtag, `publish: workspace`',
  writes: 'workspace',
  run: job => runAction(job, { publish: 'workspace', kustomization: path.dirname(job.project.workspaceFile) })
}

/** Plain commands: a login, and the builds one after the other. */
export const plain: BuildWay = {
  title: '`docker login`, `docker buildx build --push`',
  writes: 'nothing',
  run: job => runShell(job, [login, ...job.project.services.map(each => build(each, job.commit))])
}

/** The floor: the same builds, all at once. */
export const parallel: BuildWay = {
  title: 'the builds at once',
  writes: 'nothing',
  run: job =>
    runShell(job, [
      login,
      'processes=',
      ...job.project.services.map(each => `${build(each, job.commit)} &\nprocesses="$processes $!"`),
      'for process in $processes; do wait "$process"; done'
    ])
}

/** What the steps of today's workflows do, as plain commands: without the start of Node that each action takes. */
export const today: BuildWay = {
  title: 'plain commands',
  writes: 'gitops',
  run: job =>
    runShell(job, [
      login,
      'docker buildx inspect',
      ...job.project.services.map(each => `${build(each, job.commit)} --metadata-file "$JOB/metadata.json"`),
      'git clone --quiet --depth 1 "$URL" "$JOB/gitops"',
      'cd "$JOB/gitops/$FOLDER"',
      ...job.project.services.map(({ image }) => `kustomize edit set image "${image}=*:$TAG"`),
      'git commit --quiet --all --message "Deploy $TAG"',
      'git pull --quiet --rebase',
      'git push --quiet'
    ])
}

const login =
  'printf %s "$REGISTRY_PASSWORD" | docker login --username "$REGISTRY_USERNAME" --password-stdin "$REGISTRY"'

/** Our Docker daemons have no network for RUN steps; newtag makes no provenance by default. */
function build({ image, context }: Service, { sha }: SourceCommit): string {
  return `docker buildx build '${context}' --push --network none --provenance=false --tag '${image}:${sha}'`
}

async function runShell(job: Job, commands: readonly string[]): Promise<void> {
  const { hosts, project, commit, directory } = job
  const child = spawn('/bin/sh', ['-e', '-c', commands.join('\n')], {
    cwd: commit.workspace,
    env: {
      ...hosts.env,
      ...job.env,
      JOB: directory,
      REGISTRY: hosts.registry.host,
      REGISTRY_USERNAME: hosts.registry.username,
      REGISTRY_PASSWORD: hosts.registry.password,
      URL: project.gitops.url,
      FOLDER: path.dirname(project.file),
      TAG: commit.sha
    },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  hosts.track(child)
  let log = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text))
  const [exitCode] = (await once(child, 'close')) as [number | null]
  if (exitCode !== 0) throw new Error(log)
}

async function runAction(job: Job, inputs: Readonly<Record<string, string>>): Promise<void> {
  const { hosts, project, commit } = job
  const { exitCode, outputs, log } = await runStep({
    inputs: {
      ...whatToBuild(project.services),
      network: 'none',
      'registry-username': hosts.registry.username,
      'registry-password': hosts.registry.password,
      ...inputs
    },
    repository: project.repository,
    serverUrl: hosts.server.url,
    sha: commit.sha,
    workspace: commit.workspace,
    env: job.env,
    onStart: child => {
      hosts.track(child)
    }
  })
  if (exitCode !== 0 || outputs['built'] !== String(!job.isRerun)) throw new Error(log)
}

function whatToBuild(services: readonly Service[]): Record<string, string> {
  const [only, ...others] = services
  if (only !== undefined && others.length === 0) return { ...only }
  return {
    images: services.map(({ image, context }) => `- image: ${image}\n  context: ${context}\n`).join('')
  }
}
