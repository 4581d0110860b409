import { afterAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parse } from 'yaml'

import { ActionError } from '../../../src/errors.ts'
import { editImages, type ImageChange } from '../../../src/kustomization/edit-images.ts'
import { arbitraryChanges } from '../../support/arbitrary-change.ts'
import { arbitraryKustomization } from '../../support/arbitrary-kustomization.ts'
import { entriesOf, expectEdit, fieldOf, type Expected, type Target } from '../../support/expected-edit.ts'
import { readModel, type FieldModel } from '../../support/kustomization-model.ts'
import { onlyAllowedLinesChanged } from '../../support/line-changes.ts'
import type { EntryLayout } from '../../support/kustomization-layout.ts'
import type { RenderedKustomization } from '../../support/render-kustomization.ts'

/** A failure names the seed and the path to the example; both can be given here to see it again. */
const parameters = {
  seed: Number(process.env['NEWTAG_PROPERTY_SEED'] ?? 20261121),
  numRuns: Number(process.env['NEWTAG_PROPERTY_RUNS'] ?? 3000)
}
const path = 'k.yaml'

interface Asked {
  readonly file: RenderedKustomization
  readonly changes: readonly ImageChange[]
  readonly ifMissing: 'error' | 'add'
}

const asked = fc
  .tuple(arbitraryKustomization, arbitraryChanges, fc.constantFrom('error' as const, 'add' as const))
  .map(([file, make, ifMissing]): Asked => ({ file, changes: make(file.layout), ifMissing }))
