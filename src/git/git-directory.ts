import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import type { Git } from './git.ts'

/**
 * Makes the bare repository that a run works in, without a template, and with everything switched off that the
 * configuration of the machine or the user could make Git execute.
 */
export async function initializeDirectory(git: Git, directory: string, url: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await git.run(['init', '--quiet', '--bare', '--template='])
  const config = [
    '[core]\n\trepositoryFormatVersion = 1\n\tbare = true\n\thooksPath = /dev/null\n\tfsmonitor = false\n\taskPass =',
    '[extensions]\n\tpartialClone = origin',
    `[remote "origin"]\n\turl = ${quote(url)}\n\tpromisor = true\n\tpartialCloneFilter = blob:none`,
    '[credential]\n\thelper =',
    '[gc]\n\tauto = 0\n[maintenance]\n\tauto = false',
    '[push]\n\tgpgSign = false\n\trecurseSubmodules = no\n\tfollowTags = false',
    '[commit]\n\tgpgSign = false\n[i18n]\n\tcommitEncoding = UTF-8',
    // Git would send the token to whatever host a redirect names. A transfer that stands still is ended.
    '[http]\n\tfollowRedirects = false\n\tlowSpeedLimit = 1\n\tlowSpeedTime = 30',
    '[protocol "ext"]\n\tallow = never'
  ]
  await writeFile(path.join(directory, 'config'), `${config.join('\n')}\n`, { mode: 0o600 })
}

/** Quotes a value for Git's configuration file (git-config(1), "Syntax"). */
function quote(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
