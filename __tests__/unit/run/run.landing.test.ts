import { describe, expect, test } from '@jest/globals'

import { ActionError } from '../../../src/errors/errors.ts'
import { runIn } from '../../support/run/run-in.ts'
import { c1, c2, createWorld, kustomization, prod, shop, type World } from '../../support/run/world.ts'

/** A world in which the shop runs with an older tag; the new image is there, when nothing is to be built. */
function running({ isBuilt }: { readonly isBuilt: boolean }): World {
  const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: c1 }))
  if (isBuilt) world.registries.push(shop, c2)
  return world
}

describe('the branch', () => {
  test('is read once, and planned on once, when nothing is built', async () => {
    const world = running({ isBuilt: true })
    const [start] = world.branch.history()
    const result = await runIn(world, { image: shop })
    expect(result.outcome).toBe('deployed')
    expect(result.log).toEqual([
      'group: Read the GitOps repository and the registry',
      `info: acme/gitops: main is at ${start?.id ?? ''}`,
      `info: ${shop}:${c2}: in the registry, ${result.outputs['digest'] ?? ''}`,
      'group: Land on main of acme/gitops',
      `info: Commit ${result.outputs['commit-sha'] ?? ''} on top of ${start?.id ?? ''}: 1 file(s)`,
      'info: Pushed to main in one attempt'
    ])
    expect(result.summary).toContain(', already in the registry\n')
    expect(world.branch.fetches).toEqual([start?.id])
    expect(world.branch.reads).toEqual([start?.id])
  })

  test('is read again after a build, as others have had time to move it', async () => {
    const world = running({ isBuilt: false })
    world.engine.during.set(shop, () => {
      world.branch.edit(prod, text => `# theirs\n${text}`)
    })
    const result = await runIn(world, { image: shop })
    // No push was lost.
    expect(result).toMatchObject({ outcome: 'deployed', outputs: { attempts: '1' } })
    expect(result.branch[prod]).toMatch(/^# theirs\n/)
    const [start, theirs] = world.branch.history()
    expect(world.branch.fetches).toEqual([start?.id, theirs?.id])
  })

  test('shows the difference to what others had made of it', async () => {
    const world = running({ isBuilt: true })
    world.branch.rivals.push(() => {
      world.branch.edit(prod, text => text.replace(c1, 'v0'))
    })
    const result = await runIn(world, { image: shop })
    expect(result.outputs['diff']).toContain(`-  newTag: v0\n+  newTag: ${c2}\n`)
    expect(result.outputs['previous-tag']).toBe('v0')
  })

  test('is read and planned on once more for each push that others were faster with', async () => {
    const world = running({ isBuilt: true })
    for (const mark of ['one', 'two']) {
      world.branch.rivals.push(() => {
        world.branch.edit(prod, text => `# ${mark}\n${text}`)
      })
    }
    const result = await runIn(world, { image: shop })
    const tips = world.branch.history().map(({ id }) => id)
    expect(world.branch.fetches).toEqual(tips.slice(0, 3))
    expect(world.branch.reads).toEqual(tips.slice(0, 3))
    expect(result.outputs['attempts']).toBe('3')
    expect(result.commits.map(({ author }) => author)).toEqual([
      'Somebody',
      'Somebody',
      'github-actions[bot]'
    ])
  })

  test('has one commit, when a push that was lost before it arrived is sent again', async () => {
    const world = running({ isBuilt: true })
    world.branch.answers.push('lost before it arrived')
    const result = await runIn(world, { image: shop })
    expect(result).toMatchObject({ outcome: 'deployed', outputs: { attempts: '2' } })
    expect(result.commits).toHaveLength(1)
    expect(result.log).toContainEqual(
      expect.stringMatching(
        /^info: Attempt 1: the push got no clear answer \(the connection was closed\); next/
      )
    )
  })

  test('has our commit below that of another writer, when the answer was lost', async () => {
    const world = running({ isBuilt: true })
    world.branch.answers.push('lost after it arrived')
    world.branch.followers.push(() => {
      world.branch.edit(prod, text => `# theirs\n${text}`)
    })
    const result = await runIn(world, { image: shop })
    const [, ours] = world.branch.history()
    expect(result).toMatchObject({ outcome: 'deployed', outputs: { 'commit-sha': ours?.id, attempts: '1' } })
    expect(result.commits.map(({ author }) => author)).toEqual(['github-actions[bot]', 'Somebody'])
  })

  test('keeps what it has when the server refuses: what was built is told', async () => {
    const world = running({ isBuilt: false })
    world.branch.answers.push(new ActionError('BRANCH_PROTECTED', 'Protected.'))
    const result = await runIn(world, { image: shop })
    expect(result).toMatchObject({ failure: { code: 'BRANCH_PROTECTED' }, commits: [] })
    expect(result.outputs).toMatchObject({
      ...{ outcome: 'failed', image: shop, tag: c2, built: 'true', attempts: '1' },
      ...{ 'commit-sha': '', 'changed-files': '[]', diff: '', 'previous-tag': c1 }
    })
    expect(result.images).toMatchObject([{ built: true, deployed: false }])
    expect(result.closing).toEqual([])
  })

  test('that never gives a clear answer is told with the commit that may still arrive', async () => {
    const world = running({ isBuilt: true })
    world.branch.answers.push(...Array.from({ length: 1_000 }, () => 'lost before it arrived' as const))
    const result = await runIn(world, { image: shop, 'publish-timeout': '20s' })
    expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'GIT_UNREACHABLE' }, commits: [] })
    const made = [...world.branch.objects.keys()].at(-1) ?? ''
    expect(result.failure?.message).toBe(
      'The push to main got no clear answer within 20.0 s (the connection was closed). ' +
        `Commit ${made}, whose push got no clear answer, was not on main when newtag looked last, but may still ` +
        'arrive. Run the job again: it finds out.'
    )
    expect(result.summary).toContain(made)
    expect(result.outputs).toMatchObject({ outcome: 'failed', 'commit-sha': '' })
  })

  test('has the commit that arrived after all: the next run is unchanged', async () => {
    const world = running({ isBuilt: true })
    world.branch.answers.push(...Array.from({ length: 1_000 }, () => 'lost before it arrived' as const))
    await runIn(world, { image: shop, 'publish-timeout': '20s' })
    world.branch.answers.length = 0
    const [start] = world.branch.history()
    expect(world.branch.take([...world.branch.objects.keys()].at(-1) ?? '', start?.id ?? '')).toBe('landed')
    const next = await runIn(world, { image: shop })
    expect(next).toMatchObject({ outcome: 'unchanged', commits: [{ author: 'github-actions[bot]' }] })
  })
})

describe('the commit', () => {
  test('has the message and the author of the inputs', async () => {
    const world = running({ isBuilt: true })
    const result = await runIn(world, {
      image: shop,
      'commit-message': '{image}: {previous-tag} to {tag}\n\nSigned-off-by: Ada <ada@example.com>',
      'commit-author': 'Ada <ada@example.com>'
    })
    expect(result.commits).toMatchObject([{ author: 'Ada' }])
    expect(result.commits[0]?.message).toMatch(
      new RegExp(`^${shop}: ${c1} to ${c2}\n\nSigned-off-by: Ada <ada@example.com>\nSource-Repository: `)
    )
  })

  test('names the commit that was built, when it is another one than that of the run', async () => {
    const world = running({ isBuilt: false })
    const other = 'e'.repeat(40)
    world.source.commits.set(other, { parents: [c2], changes: [] })
    world.source.checkouts.set('.', other)
    const result = await runIn(world, { image: shop, tag: 'v5' })
    expect(result.outcome).toBe('deployed')
    expect(result.commits[0]?.message).toContain(`Source-Commit: ${other}\n`)
    expect(result.commits[0]?.message).not.toContain('Argocd-reference-commit-author')
    expect(world.engine.builds[0]?.labels).toMatchObject({ 'org.opencontainers.image.revision': other })
    expect(world.engine.builds[0]?.labels).not.toHaveProperty(['org.opencontainers.image.created'])
  })
})
