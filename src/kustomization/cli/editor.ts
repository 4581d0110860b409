import { noticeAt } from '../../errors/notice.ts'
import type { EntryEdit, FileEdit, WantedEntry } from '../edit/entry-stages.ts'
import { entryLines, type MatchedKustomization } from '../edit/edit.ts'
import type { CliPorts, Kustomize } from './run.ts'
import { describeRewrite } from './describe-rewrite.ts'
import { proveCliEdit } from './edit-proof.ts'
import { cliArgument, refuseOldCli, setImageByCli } from './edit-set-image.ts'

/**
 * Creates an editor that has `kustomize edit set image` write the file. Which entries are meant, and what they get, is
 * found as by our own editor, because the CLI adds an entry for every name that it does not find; its result is held
 * against that of our own editor. A file that has the values already is left alone.
 */
export function createCliEditor(kustomize: Kustomize, ports: CliPorts) {
  return async (file: MatchedKustomization, wanted: readonly WantedEntry[]): Promise<FileEdit> => {
    const exact = file.edit(wanted)
    const { path, before: text } = exact
    if (exact.after === text) return exact
    const changed = exact.entries.filter(({ fields }) => fields.length > 0)
    for (const { after } of changed) refuseOldCli(kustomize.version, after)
    const args = [...new Set(changed.map(cliArgument))]
    const byCli = await setImageByCli(kustomize, { text, args, path }, ports)
    proveCliEdit(kustomize, { path, edits: exact.entries, exact: exact.after, byCli })
    const rewritten = describeRewrite(kustomize.version, exact.after, byCli)
    const notices = rewritten === undefined ? [] : [noticeAt({ path }, rewritten)]
    const lines = entryLines({ text: byCli, path })
    const entries = exact.entries.map((edit): EntryEdit => {
      return { ...edit, line: lines.get(edit.name) ?? edit.line }
    })
    return { ...exact, after: byCli, entries, notices: [...exact.notices, ...notices] }
  }
}
