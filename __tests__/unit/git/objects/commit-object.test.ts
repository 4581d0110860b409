import { describe, expect, test } from '@jest/globals'

import { parseCommit } from '../../../../src/git/objects/commit-object.ts'

const [tree, one, two] = ['a', 'b', 'c'].map(digit => digit.repeat(40))

describe('parseCommit', () => {
  test('reads the tree, all parents, the people with their times, and the subject', () => {
    const text =
      `tree ${tree}\nparent ${one}\nparent ${two}\nauthor Ada <L> <ada@example.com> 1700000000 +0130\n` +
      `committer Bob <bob@example.com> 1700000100 -0800\nmergetag object ${one}\n parent ${tree}\n\nMerge\n\nparent ${tree}\n`
    expect(parseCommit(text)).toEqual({
      tree,
      parents: [one, two],
      author: { name: 'Ada <L>', person: 'Ada <L> <ada@example.com>', time: '2023-11-14T23:43:20+01:30' },
      committer: { name: 'Bob', person: 'Bob <bob@example.com>', time: '2023-11-14T14:15:00-08:00' },
      message: `Merge\n\nparent ${tree}\n`
    })
  })

  test('does without what is missing', () => {
    const nobody = { name: '', person: '', time: '' }
    expect(parseCommit('rubbish')).toEqual({
      tree: '',
      parents: [],
      author: nobody,
      committer: nobody,
      message: ''
    })
    // A time that no calendar has, and a person without one.
    const text = 'author Ada <a@b.c> 99999999999999 +0000\ncommitter Bob <b@b.c>\n\n'
    expect(parseCommit(text)).toMatchObject({
      author: { person: 'Ada <a@b.c>', time: '' },
      committer: { name: 'Bob', person: '', time: '' }
    })
  })
})
