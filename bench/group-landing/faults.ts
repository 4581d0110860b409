/** What goes wrong with group landing, tried on the prototype. `node bench/group-landing/faults.ts` prints a table. */
import type { GitServer } from '../../testbed/git-server.ts'
import { head, row } from '../figures.ts'
import { type Hosts, withHosts } from '../hosts.ts'
import { createGroup } from './request.ts'
import { file, old, Scene, secret, theirs } from './scene.ts'
import type { Result } from './writer.ts'

type Fault = (
  scene: Scene,
  hosts: Hosts
) => Promise<{ readonly result: Result; readonly want: string; readonly note?: string }>
const nothing = () => Promise.resolve()

const faults: Readonly<Record<string, Fault>> = {
  'owner or leader killed after parking': async scene => {
    await scene.park(secret)
    return { result: await scene.runLoser(nothing), want: 'ours theirs 0', note: 'landed without its owner' }
  },
  'request with another key': async scene => {
    await scene.park('guessed')
    return { result: await scene.runLoser(nothing), want: 'ours old 0', note: 'removed' }
  },
  'request that has expired': async scene => {
    await scene.park(secret, -1_000)
    return { result: await scene.runLoser(nothing), want: 'ours old 0', note: 'removed' }
  },
  'folded request parked again, entry rolled back by hand': async scene => {
    const [ref, oid] = await scene.park(secret)
    await scene.runLoser(nothing)
    await scene.repository.commit('main', { [file]: scene.text(old, old) }, 'Roll back')
    await scene.repository.git('update-ref', ref, oid)
    return {
      result: await scene.runLoser(nothing),
      want: 'ours old 1',
      note: 'left: its base is not known to the new run'
    }
  },
  'the same, while a run that has seen all of it waits': async scene => {
    const result = await scene.runLoser(async () => {
      const [ref] = await scene.park(secret)
      const trailer = `Fold\n\nNewtag-Request: ${ref.split('/').at(-1) ?? ''}`
      await scene.repository.commit('main', { [file]: scene.text(old, theirs) }, trailer)
      await scene.repository.commit('main', { [file]: scene.text(old, old) }, 'Roll back')
    })
    return { result, want: 'ours old 0', note: 'its trailer is on the branch' }
  },
  'dead owner, value deployed and rolled back by others (ABA)': async scene => {
    await scene.park(secret)
    const result = await scene.runLoser(async () => {
      await scene.repository.commit('main', { [file]: scene.text(old, 'another') }, 'Deploy another')
      await scene.repository.commit('main', { [file]: scene.text(old, old) }, 'Roll back')
    })
    return { result, want: 'ours old 1', note: 'the roll back stays; the request waits for its end' }
  },
  'entry changed after the request': async scene => {
    await scene.park(secret)
    const result = await scene.runLoser(async () => {
      await scene.repository.commit('main', { [file]: scene.text(old, 'another') }, 'Deploy another')
    })
    return { result, want: 'ours another 1', note: 'left to its owner' }
  },
  'hook refuses other refs': async scene => {
    await scene.repository.setHook(
      'update',
      'case "$1" in refs/heads/*|refs/tags/*) ;; *) echo "is illegal"; exit 1;; esac'
    )
    return { result: await scene.runLoser(nothing), want: 'ours old 0', note: 'fell back' }
  },
  'server hides the namespace': async scene => {
    await scene.repository.git('config', 'receive.hideRefs', 'refs/newtag')
    return { result: await scene.runLoser(nothing), want: 'ours old 0', note: 'fell back' }
  },
  'refs that are no requests': async scene => {
    const { namespace } = createGroup(secret, scene.repository.url, 'main')
    const blob = await scene.repository.writeObject('blob', Buffer.from('x'))
    await scene.repository.git('update-ref', `${namespace}/000000000-0000000000000000`, blob)
    await scene.repository.git('update-ref', `${namespace}/odd/name`, await scene.repository.tip('main'))
    return { result: await scene.runLoser(nothing), want: 'ours old 0', note: 'removed' }
  },
  'answer to the common push lost': async (scene, { server }) => {
    await scene.park(secret)
    return { result: await loseAnswer(scene, server, 2), want: 'ours theirs 0', note: 'found on the branch' }
  },
  'answer to the parking lost': async (scene, { server }) => {
    return {
      result: await loseAnswer(scene, server, 1),
      want: 'ours old 0',
      note: 'found among the requests'
    }
  },
  'trailer of a request in a commit that does not hold it': async (scene, { server }) => {
    const lies: string[] = []
    const stop = server.onRequest(async ({ service, phase }) => {
      const refs = (await scene.repository.git('for-each-ref', '--format=%(refname)', 'refs/newtag')).trim()
      if (lies.length > 0 || refs === '' || service !== 'git-upload-pack' || phase !== 'advertise')
        return undefined
      lies.push(refs)
      const trailer = `Lie\n\nNewtag-Request: ${refs.split('/').at(-1) ?? ''}`
      await scene.repository.commit('main', { 'lie.txt': 'x' }, trailer)
      await scene.repository.git('update-ref', '-d', refs)
      return undefined
    })
    const result = await scene.runLoser(nothing)
    stop()
    return { result, want: 'ours old 0', note: lies.length > 0 ? 'not believed' : 'did not happen' }
  },
  'run cancelled while its request waits': async (scene, { server }) => {
    const controller = new AbortController()
    const stop = server.onRequest(async ({ service }) => {
      if (service === 'git-upload-pack' && (await scene.left()) === 1) controller.abort()
      return undefined
    })
    const result = await scene.runLoser(nothing, controller.signal)
    stop()
    return {
      result: { ...result, isGreen: !result.isGreen },
      want: 'old old 0',
      note: 'nothing may be left behind'
    }
  }
}

/** Cuts the connection after so many pushes with objects in them have taken effect. */
async function loseAnswer(scene: Scene, server: GitServer, which: number): Promise<Result> {
  let pushes = 0
  const stop = server.afterReceivePack(() => ((pushes += 1) === which ? 'cut' : undefined))
  const result = await scene.runLoser(nothing)
  stop()
  if (pushes < which) throw new Error('No answer was lost')
  return result
}

await withHosts(async hosts => {
  process.stdout.write(head('fault', 'as wanted', 'run', 'entries, requests left', 's', 'commits', 'note'))
  for (const [index, [name, fault]] of Object.entries(faults).entries()) {
    const repository = await hosts.server.createRepository(`acme/fault-${index}`, { files: { 'a.txt': 'a' } })
    const scene = new Scene(hosts, repository)
    await repository.commit('main', { [file]: scene.text(old, old) }, 'Kustomization')
    const { result, want, note } = await fault(scene, hosts)
    const found = `${await scene.tags()} ${await scene.left()}`
    const isWanted = found === want && result.isGreen
    const commits = (await repository.log('main')).length
    const run = result.isGreen ? 'as it should' : 'not as it should'
    process.stdout.write(
      row(name, isWanted ? 'yes' : 'NO', run, found, (result.ms / 1_000).toFixed(1), commits, note ?? '')
    )
    if (!isWanted) process.stderr.write(`${result.log}\n`)
  }
})
