import {
  editImages,
  type EditOptions,
  type EntryEdit,
  type ImageChange,
  type KustomizationEdit
} from '../edit/set-images.ts'
import type { CliPorts, Kustomize } from './run.ts'
import { describeRewrite } from './describe-rewrite.ts'
import { proveCliEdit } from './edit-proof.ts'
import { cliArgument, refuseOldCli, setImageByCli } from './edit-set-image.ts'

/**
 * Creates an editor that has `kustomize edit set image` write the file. Which entries are meant, and what they shall
 * have, is found as by the own editor, because the CLI adds an entry for every name that it does not find; its result
 * is held against that of the own editor. A file that has the values already is left alone.
 */
export function createCliEditor(kustomize: Kustomize, ports: CliPorts) {
  return async (
    text: string,
    changes: readonly ImageChange[],
    path: string,
    options: EditOptions
  ): Promise<KustomizationEdit> => {
    const exact = editImages(text, changes, path, options)
    if (exact.text === text) return exact
    const changed = exact.edits.filter(({ fields }) => fields.length > 0)
    for (const { after } of changed) refuseOldCli(kustomize.version, after)
    const args = [...new Set(changed.map(cliArgument))]
    const byCli = await setImageByCli(kustomize, { text, args, path }, ports)
    proveCliEdit(kustomize, { path, edits: exact.edits, exact: exact.text, byCli })
    const rewritten = describeRewrite(kustomize.version, exact.text, byCli)
    const notices = rewritten === undefined ? [] : [{ message: `${path}: ${rewritten}`, location: { path } }]
    const found = editImages(byCli, changes, path, { ifMissing: 'error' }).edits
    const edits = exact.edits.map((edit): EntryEdit => {
      const line = found.find(({ name }) => name === edit.name)?.line ?? edit.line
      return { ...edit, line }
    })
    return { text: byCli, edits, notices: [...exact.notices, ...notices] }
  }
}
