import type { GitOpsRepository, Tip } from '../../../src/gitops/repository.ts'
import type { Branch, Files } from './branch.ts'

/** The branch of a world as the publish loop sees it. */
export function repositoryOf(branch: Branch): GitOpsRepository {
  return {
    fetchTip: () => {
      if (branch.unreadable !== undefined) return Promise.reject(branch.unreadable)
      const { id, files } = branch.tip()
      branch.fetches.push(id)
      return Promise.resolve({
        branch: branch.name,
        commit: id,
        ...treeOf(files, () => branch.reads.push(id))
      })
    },
    describe: ({ commit }) => {
      const { author = '', message = '' } = branch.objects.get(commit) ?? {}
      return Promise.resolve(`${author}: ${message.split('\n', 1)[0] ?? ''}`)
    },
    findLanded: (_, commits) => Promise.resolve(branch.history().find(({ id }) => commits.includes(id))?.id),
    checkPush: () => (branch.unwritable ? Promise.reject(branch.unwritable) : Promise.resolve()),
    commit: ({ commit }, files, { message, author }) => {
      const written = files.map(({ path, content }) => [path, content.toString()])
      return Promise.resolve(
        branch.make(commit, Object.fromEntries(written) as Files, message, author.name).id
      )
    },
    push: (commit, tip) => {
      const answer = branch.take(commit, tip.commit)
      if (answer instanceof Error) return Promise.reject(answer)
      if (answer === 'landed') return Promise.resolve({ kind: 'landed' })
      if (answer === 'race')
        return Promise.resolve({ kind: 'race', mayHaveArrived: false, detail: 'fetch first' })
      return Promise.resolve({ kind: 'unknown', detail: 'the connection was closed' })
    }
  }
}

/** The files of a commit or a checkout. */
export function treeOf(files: Files, onRead: () => void = () => undefined): Pick<Tip, 'list' | 'read'> {
  const isIn = (path: string) => (prefix: string) =>
    prefix === '' || path === prefix || path.startsWith(`${prefix}/`)
  return {
    list: prefixes =>
      Promise.resolve(
        Object.keys(files).flatMap(path => (prefixes.some(isIn(path)) ? [{ path, mode: '100644' }] : []))
      ),
    read: paths => {
      onRead()
      const found = paths.flatMap(path => {
        const text = files[path]
        return text === undefined ? [] : [[path, Buffer.from(text)] as const]
      })
      return Promise.resolve(new Map(found))
    }
  }
}
