import { runGit } from '../testbed/git-repository.ts'
import { pushImage } from '../testbed/push-image.ts'
import { growHistory } from './history.ts'
import type { Hosts } from './hosts.ts'

/** The repository whose commits are deployed, on the same server as the GitOps repository. */
export interface Source {
  /** `owner/name` */
  readonly repository: string
  /** The newest commit: the one to deploy. */
  readonly head: string
  /** A commit some commits before it: the one that is deployed. */
  readonly older: string
  /** Makes a workspace as actions/checkout leaves it by default: nothing but the commit to deploy. */
  createWorkspace(): Promise<string>
}

const repository = 'acme/shop'
const files = 200
const commits = 1_000

/** @param behind by how many commits the deployed commit is behind the one to deploy */
export async function createSource({ server, env, createDirectory }: Hosts, behind: number): Promise<Source> {
  const names = Array.from({ length: files }, (_, index) => `src/part-${index % 20}/file-${index}.ts`)
  const bare = await server.createRepository(repository, {
    files: Object.fromEntries(names.map((name, index) => [name, `export const value = ${index}\n`]))
  })
  await growHistory(bare, 'main', commits, env)
  const head = await bare.tip('main')
  return {
    repository,
    head,
    older: await bare.git('rev-parse', `main~${behind}`),
    createWorkspace: async () => {
      const workspace = await createDirectory('workspace')
      const git = (...args: string[]) => runGit(['-C', workspace, ...args], env)
      await git('init', '--quiet')
      await git('remote', 'add', 'origin', `${server.url}/${repository}`)
      const refspec = `+${head}:refs/remotes/origin/main`
      await git('fetch', '--quiet', '--no-tags', '--prune', '--depth=1', 'origin', refspec)
      await git('checkout', '--quiet', '--force', '-B', 'main', 'refs/remotes/origin/main')
      return workspace
    }
  }
}

/** Pushes an image for the commit to deploy; returns its repository. */
export async function provideImage({ registry }: Hosts, name: string, tag: string): Promise<string> {
  await pushImage(registry.url, `acme/${name}`, tag)
  return `${registry.host}/acme/${name}`
}
