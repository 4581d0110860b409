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
}

/** @param workflows the inputs of the step in each workflow */
export function createGitHub(files: Files, workflows: readonly Given[]): GitHub {
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
  const runAll = async (event: string): Promise<readonly Result[]> => {
    const results: Result[] = []
    for (let before = ''; before !== branch.tip().id && results.length < most;) {
      const { id, message } = branch.tip()
      before = id
      const payload = { head_commit: { id, timestamp: '2026-01-01T00:00:00Z', message } }
      for (const inputs of workflows) {
        learn()
        const given = { repository: '', ...inputs }
        results.push(await runIn(world, given, { commit: id, repository, event, payload }))
        learn()
      }
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
    run: async (event = 'push') => await runAll(event)
  }
  return github
}
