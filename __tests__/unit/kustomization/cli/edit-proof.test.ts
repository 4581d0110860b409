import { describe, expect, test } from '@jest/globals'

import { proveCliEdit } from '../../../../src/kustomization/cli/edit-proof.ts'
import { failureOf } from '../../../support/errors/failure.ts'

const path = 'apps/shop/kustomization.yaml'
const kustomize = { path: '/opt/kustomize', version: 'v5.8.1' }
const after = { newName: undefined, newTag: 'v2', digest: undefined }

function prove(exact: string, byCli: string) {
  proveCliEdit(kustomize, { path, edits: [{ name: 'shop', after }], exact, byCli })
}

const shop = '- name: shop\n  newTag: v2\n'
const exact = `# head\nresources: [a.yaml] # all\nimages:\n- {newTag: "1", name: web}\n${shop}`
const byCli = `# head\nresources:\n- a.yaml\nimages:\n${shop}- name: web\n  newTag: "1"\nkind: Kustomization\n`

describe('proveCliEdit', () => {
  test('takes another layout, another order and what is added', () => {
    expect(() => {
      prove(exact, byCli)
    }).not.toThrow()
  })

  test('takes the names that kustomize gives to old fields, and leaves out what holds nothing', () => {
    const old = `bases: [../b]\nimageTags:\n- {name: a, newTag: v1}\npatches: []\nnamespace: ""\nvars: ~\nimages:\n${shop}`
    const now = `resources:\n- ../b\nimages:\n- name: a\n  newTag: v1\n${shop}`
    expect(() => {
      prove(old, now)
    }).not.toThrow()
  })

  test.each([
    ['another tag', byCli.replace('v2', 'v3'), 'not give the entry shop the values asked for'],
    ['a tag in the name', byCli.replace('newTag: v2', 'newName: "*:v2"'), 'not give the entry shop'],
    ['no entry', byCli.replace(shop, ''), 'not give the entry shop'],
    ['a second entry', byCli.replace(shop, `${shop}- name: shop\n`), 'not give the entry shop'],
    ['another entry changed', byCli.replace('"1"', '"2"'), 'change the entry web, which was not to change'],
    ['another entry gone', byCli.replace('- name: web\n  newTag: "1"\n', ''), 'change the entry web'],
    ['a field gone', byCli.replace('resources:\n- a.yaml\n', ''), 'drop the field resources']
  ])('refuses %s', (_, result, problem) => {
    const failure = failureOf(() => {
      prove(exact, result)
    })
    expect(failure.code).toBe('KUSTOMIZE_FAILED')
    expect(failure.message).toContain(`kustomize v5.8.1 would ${problem}`)
    expect(failure.message).toContain(path)
    expect(failure.location).toEqual({ path })
  })

  test('refuses a list of entries in which a rename is applied before instead of after', () => {
    const rename = '- name: web\n  newName: reg/a-web\n'
    const target = '- name: reg/a-web\n  newTag: v5\n'
    const text = (first: string, second: string) => `images:\n${first}${second}${shop}`
    expect(() => {
      prove(text(rename, target), text(rename, target))
    }).not.toThrow()
    const failure = failureOf(() => {
      prove(text(rename, target), text(target, rename))
    })
    expect(failure.message).toContain('sort the entry web to the other side of the entry it renames to')
  })

  test('refuses a script in which lines were repeated', () => {
    const text = (script: string) => `generatorOptions:\n  annotations:\n    a: |\n${script}images:\n${shop}`
    expect(() => {
      prove(text('      x\n      # y\n'), text('      x\n      # y\n'))
    }).not.toThrow()
    const failure = failureOf(() => {
      prove(text('      x\n      # y\n'), text('      x\n      # y\n      # y\n'))
    })
    expect(failure.message).toContain('change a text of several lines')
  })
})
