import { describe, expect, test } from '@jest/globals'

import { readBuildxOutput } from '../../../../src/builder/failure/buildx-output.ts'

describe('readBuildxOutput', () => {
  test('takes the step whose error is that of the build', () => {
    const output = readBuildxOutput(`#5 [b 2/2] RUN exit 3
#5 ...

#6 [a 2/2] RUN exit 2
#6 ERROR: process "/bin/sh -c exit 2" did not complete successfully: exit code: 2

#5 [b 2/2] RUN exit 3
#5 ERROR: process "/bin/sh -c exit 3" did not complete successfully: exit code: 3
------
 > importing cache manifest from registry.example/c:1:
------
------
 > [a 2/2] RUN exit 2:
0.1 of a
------
------
 > [b 2/2] RUN exit 3:
0.1 of b

0.2 last
------
Dockerfile:6
--------------------
   5 |     COPY sh /bin/sh
   6 | >>> RUN exit 3
--------------------
ERROR: failed to solve: process "/bin/sh -c exit 3" did not complete successfully: exit code: 3
`)
    expect(output).toEqual({
      error: 'failed to solve: process "/bin/sh -c exit 3" did not complete successfully: exit code: 3',
      started: true,
      title: '[b 2/2] RUN exit 3',
      log: ['of b', 'last'],
      place: { file: 'Dockerfile', line: 6 }
    })
  })

  test('reads an error below a title that has line breaks from a build argument', () => {
    const output = readBuildxOutput(
      '#5 [2/3] WORKDIR /a\nERROR: failed to push x: 503\n#5 ERROR: mkdir: not a directory\n------\n > [2/3] WORKDIR /a\nERROR: failed to push x: 503:\n------\nERROR: failed to solve: mkdir: not a directory\n'
    )
    expect(output).toMatchObject({
      error: 'failed to solve: mkdir: not a directory',
      title: '[2/3] WORKDIR /a'
    })
  })

  test('does not take a cache that could not be imported for what failed', () => {
    const output = readBuildxOutput(
      '------\n > importing cache manifest from registry.example/c:1:\n------\nERROR: failed to solve: x\n'
    )
    expect(output.title).toBeUndefined()
  })

  test('takes the first error below the last rule', () => {
    const error = 'failed to solve: mkdir /a\nERROR: failed to push x: 503: not a directory'
    const output = readBuildxOutput(`------\n > [2/3] WORKDIR /a:\n------\nERROR: ${error}\n`)
    expect(output.error).toBe(error)
  })

  test('takes no place that is not marked', () => {
    const source = (mark: string) =>
      `Dockerfile:2\n${'-'.repeat(20)}\n   2 | ${mark} COPY\n${'-'.repeat(20)}\nERROR: x\n`
    expect(readBuildxOutput(source('>>>')).place).toEqual({ file: 'Dockerfile', line: 2 })
    expect(readBuildxOutput(source('   ')).place).toBeUndefined()
  })

  test('keeps all lines of an error, and of a usage text', () => {
    expect(readBuildxOutput('ERROR: a\r\nb\r\n').error).toBe('a\nb')
    expect(readBuildxOutput("unknown flag: --x\nSee 'docker --help'.\n")).toMatchObject({
      error: "unknown flag: --x\nSee 'docker --help'.",
      started: false
    })
    expect(readBuildxOutput('#1 x\n#1 0.1 killed\n').error).toBe('#1 0.1 killed')
    expect(readBuildxOutput('').error).toBe('')
  })
})
