import { readdir, readFile } from 'node:fs/promises'

/** The process and all that it and they have started, as far as these have not ended. */
export async function processTree(pid: number): Promise<readonly number[]> {
  const names = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  const parents = await Promise.all(
    names.map(async name => {
      // `pid (name) state ppid …`; the name may hold anything.
      const stat = await readFile(`/proc/${name}/stat`, 'latin1').catch(() => '')
      return [Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])] as const
    })
  )
  const tree = [pid]
  for (const parent of tree) tree.push(...parents.filter(([, of]) => of === parent).map(([child]) => child))
  return tree
}
