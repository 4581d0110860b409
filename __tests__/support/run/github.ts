import { changedPaths, type Files } from './branch.ts'
import { type Given, type Result, runIn } from './run-in.ts'
import { createWorld, type World } from './world.ts'

/** So many runs in a row are a loop. */
const most = 6

/** The name of the one repository there is: it has the sources and the kustomizations. */
const repository = 'acme/shop'

/** A simulated GitHub with one repository, whose workflows start with each push to it, by whoever. */
export interface GitHub {
  readonly world: World
  /** Somebody pushes a change of these files; the workflows run, and again for what they push themselves, until nobody pushes any more. */
  push(files: Files, message?: string): Promise<readonly Result[]>
  /** The same, with all of the message and the files up to whoever pushes; no workflow has run when it returns. */
  pushOnly(files: Files, message?: string): string
  /** Starts the workflows for the tip, and for what they push. */
  run(event?: string): Promise<readonly Result[]>
  /** Somebody gives the tip a tag; the workflows start for it, and then for what they push to the branch. */
  runForTag(name: string): Promise<readonly Result[]>
}

/** What the expressions in the inputs of a step can say. */
interface Expressions {
  /** `github.sha` */
  readonly sha: string
  /** `github.run_number` */
  readonly runNumber: number
  /** What an earlier step can do. */
  readonly world: World
}

/** The inputs of the step in a workflow. */
export type Workflow = Given | ((expressions: Expressions) => Given)

export function createGitHub(files: Files, workflows: readonly Workflow[]): GitHub {
  const world = createWorld(files)
  const { branch, source } = world
  source.commits.clear()
  const learn = () => {
    for (const commit of branch.objects.values()) {
      const { id, parent } = commit
      const changes = changedPaths(commit, parent === undefined ? undefined : branch.objects.get(parent))
      source.commits.set(id, { parents: parent === undefined ? [] : [parent], changes })
    }
    source.branches.set('main', branch.tip().id)
  }
  learn()
  let runNumber = 0
  const runOnce = async (
    event: string,
    ref: Readonly<Record<string, string>>
  ): Promise<readonly Result[]> => {
    const { id, message } = branch.tip()
    const payload = { head_commit: { id, timestamp: '2026-01-01T00:00:00Z', message } }
    const results: Result[] = []
    for (const workflow of workflows) {
      learn()
      runNumber += 1
      const inputs = typeof workflow === 'function' ? workflow({ sha: id, runNumber, world }) : workflow
      const env = { GITHUB_RUN_NUMBER: String(runNumber), ...ref }
      const given = { repository: '', ...inputs }
      results.push(await runIn(world, given, { commit: id, repository, event, payload, env }))
      learn()
    }
    return results
  }
  const runAll = async (
    event: string,
    ref: Readonly<Record<string, string>> = {}
  ): Promise<readonly Result[]> => {
    const before = branch.tip().id
    const results = [...(await runOnce(event, ref))]
    for (let last = before; last !== branch.tip().id && results.length < most;) {
      last = branch.tip().id
      results.push(...(await runOnce('push', {})))
    }
    return results
  }
  const github: GitHub = {
    world,
    pushOnly: (changed, message = 'Sell more\n') => {
      branch.push(changed, message)
      learn()
      return branch.tip().id
    },
    push: async (changed, message) => {
      github.pushOnly(changed, message)
      return await runAll('push')
    },
    run: async (event = 'push') => await runAll(event),
    runForTag: async name => {
      const ref = { GITHUB_REF: `refs/tags/${name}`, GITHUB_REF_NAME: name }
      return await runAll('push', ref)
    }
  }
  return github
}
