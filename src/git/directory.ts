import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { withRoom } from './storage-full.ts'

/** How a repository names its objects (git-init(1), `--object-format`). */
export type ObjectFormat = 'sha1' | 'sha256'

/**
 * Makes a bare repository of our own, with everything switched off that the configuration of the machine or the user
 * could make Git execute. The files are those of gitrepository-layout(5): `git init` would only add a template.
 * @throws {ActionError} STORAGE_FULL
 */
export async function initializeDirectory(
  directory: string,
  url: string,
  format: ObjectFormat = 'sha1'
): Promise<void> {
  await withRoom(() => writeFiles(directory, url, format))
}

async function writeFiles(directory: string, url: string, format: ObjectFormat): Promise<void> {
  for (const folder of ['objects', 'refs'])
    await mkdir(path.join(directory, folder), { recursive: true, mode: 0o700 })
  await writeFile(path.join(directory, 'HEAD'), 'ref: refs/heads/none\n')
  const config = [
    '[core]\n\trepositoryFormatVersion = 1\n\tbare = true\n\thooksPath = /dev/null\n\tfsmonitor = false\n\taskPass =',
    `[extensions]\n\tobjectFormat = ${format}`,
    `[remote "origin"]\n\turl = ${quote(url)}`,
    '[credential]\n\thelper =',
    '[gc]\n\tauto = 0\n[maintenance]\n\tauto = false',
    '[push]\n\tgpgSign = false\n\trecurseSubmodules = no\n\tfollowTags = false',
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
