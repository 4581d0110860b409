import { type BareRepository, runGit } from '../testbed/git-repository.ts'

/**
 * Adds commits to a branch, each of which changes one of fifty small files in one folder, with one stream for
 * `git fast-import`. Then packs the repository, as hosts do.
 */
export async function growHistory(
  repository: BareRepository,
  branch: string,
  commits: number,
  env: Readonly<Record<string, string>>
): Promise<void> {
  const parts: string[] = []
  for (let index = 0; index < commits; index += 1) {
    const message = `Change ${index}`
    const content = `serial: ${index}\n`
    parts.push(
      `commit refs/heads/${branch}\ncommitter Another Writer <writer@example.com> ${1_700_100_000 + index} +0000\n`,
      `data ${message.length}\n${message}\n`,
      index === 0 ? `from refs/heads/${branch}^0\n` : '',
      `M 100644 inline serials/${index % 50}.yaml\ndata ${content.length}\n${content}\n`
    )
  }
  const place = ['--git-dir', repository.directory]
  if (commits > 0)
    await runGit([...place, 'fast-import', '--quiet', '--date-format=raw'], env, parts.join(''))
  await repository.git('gc', '--quiet')
}
