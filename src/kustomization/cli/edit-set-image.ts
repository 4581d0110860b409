import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { ActionError } from '../../errors/errors.ts'
import type { EntryEdit } from '../edit/entry-stages.ts'
import { describeCliFailure, plain, runKustomize, type CliPorts, type Kustomize } from './run.ts'
import { isKustomizationName } from '../paths.ts'
import { decodeUtf8 } from '../../yaml/file.ts'
import type { EntryValues } from '../read/entry.ts'

/** A file, and what is to be set in it. */
interface CliEdit {
  readonly text: string
  /** Arguments of `kustomize edit set image`: see cliArgument(). */
  readonly args: readonly string[]
  /** The file's path in the GitOps repository. */
  readonly path: string
}

const timeoutMs = 60_000

/**
 * Lets `kustomize edit set image` edit the file, which is alone in a new folder: kustomize reads no other file for it.
 * @returns the new text
 * @throws {ActionError} KUSTOMIZE_FAILED with its message; KUSTOMIZE_MISSING; YAML_INVALID when what it wrote is not
 *   UTF-8; CANCELLED
 */
export async function setImageByCli(
  kustomize: Kustomize,
  { text, args, path: filePath }: CliEdit,
  { processes, env, temporary }: CliPorts
): Promise<string> {
  // mkdtemp makes it 0700.
  const folder = await mkdtemp(path.join(temporary, 'kustomize-edit-'))
  try {
    const name = path.posix.basename(filePath)
    const file = path.join(folder, isKustomizationName(name) ? name : 'kustomization.yaml')
    await writeFile(file, text, { mode: 0o600 })
    // Without `--` a name that starts with a dash would be read as an option.
    const command = ['edit', 'set', 'image', '--', ...args]
    const place = { cwd: folder, home: folder }
    const result = await runKustomize(kustomize.path, command, { processes, env, ...place, timeoutMs })
    const names = [file, folder].map(each => [each, plain(filePath)] as const)
    if (result.exitCode !== 0) throw failed(kustomize, filePath, describeCliFailure(result, names))
    const written = await readFile(file).catch((cause: unknown) => {
      throw failed(kustomize, filePath, 'it left no file that can be read', cause)
    })
    return decodeUtf8(written, filePath)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function failed({ version }: Kustomize, filePath: string, detail: string, cause?: unknown): ActionError {
  return new ActionError(
    'KUSTOMIZE_FAILED',
    `kustomize ${version} could not edit ${plain(filePath)}: ${detail}. Correct the file, or set \`editor: yaml\`.`,
    { cause, location: { path: filePath } }
  )
}

/**
 * Renders the argument that makes `edit set image` give an entry exactly the values `after`: a part that is left out is
 * cleared, and `*` keeps what is there.
 * @throws {ActionError} KUSTOMIZE_FAILED for a name that its grammar cannot express
 */
export function cliArgument({ name, before, after }: Pick<EntryEdit, 'name' | 'before' | 'after'>): string {
  // It splits at the first `=`.
  if (name === '' || name.includes('=')) {
    throw new ActionError(
      'KUSTOMIZE_FAILED',
      `\`kustomize edit set image\` cannot name the entry "${plain(name)}". Set \`editor: yaml\`.`
    )
  }
  // The name is always repeated before `=`: without it, a name with a port or a tag would be cut there.
  const newName = after.newName === before.newName ? '*' : (after.newName ?? '')
  const tag = after.newTag === undefined ? '' : `:${after.newTag}`
  const digest = after.digest === undefined ? '' : `@${after.digest}`
  return `${name}=${newName}${tag}${digest}`
}

/**
 * Refuses a kustomize whose `edit set image` would read the argument otherwise: `*` is kept since v3.9.3, and tag and
 * digest are told apart since v5.4.0 (kustomize#4713). One without a version passes: see proveCliEdit().
 * @throws {ActionError} KUSTOMIZE_FAILED
 */
export function refuseOldCli(version: string, after: EntryValues): void {
  const both = after.newTag !== undefined && after.digest !== undefined
  const [needed, problem] = both
    ? (['5.4.0', 'cannot set a tag and a digest together'] as const)
    : (['3.9.3', 'cannot keep the name that is set'] as const)
  if (!isOlder(version, needed)) return
  throw new ActionError(
    'KUSTOMIZE_FAILED',
    `kustomize ${version} ${problem}. Install v${needed} or newer, or set \`editor: yaml\`.`
  )
}

function isOlder(version: string, than: string): boolean {
  const [found, wanted] = [version, than].map(text =>
    /^v?(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number)
  )
  if (found === undefined || wanted === undefined) return false
  const at = found.findIndex((part, index) => part !== wanted[index])
  return at !== -1 && (found[at] ?? 0) < (wanted[at] ?? 0)
}
