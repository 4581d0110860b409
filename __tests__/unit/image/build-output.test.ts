import { describe, expect, test } from '@jest/globals'

import { createStepCounter, readBuildxOutput } from '../../../src/image/failure/build-output.ts'

function count(...lines: readonly string[]) {
  const steps = createStepCounter()
  for (const line of lines) steps.onLine(line)
  return steps.count()
}

describe('createStepCounter', () => {
  test('counts what buildx prints', () => {
    expect(
      count(
        '#0 building with "default" instance using docker driver',
        '',
        '#1 [internal] load build definition from Dockerfile',
        '#1 DONE 0.0s',
        '#2 [auth] acme/base:pull token for registry.example',
        '#2 DONE 0.0s',
        '#3 [builder 1/4] FROM registry.example/acme/base:1@sha256:0a1b',
        '#3 CACHED',
        '#4 [internal] load build context',
        '#4 CACHED',
        '#5 [builder 2/4] COPY sh /bin/sh',
        '#5 CACHED',
        '',
        '#6 [builder 3/4] RUN make',
        '#6 0.120 #5 CACHED',
        '#6 0.121 #9 [2/9] RUN x',
        '#6 ...',
        '',
        '#7 [linux/amd64 builder 4/4] RUN test',
        '#7 CACHED',
        '',
        '#6 [builder 3/4] RUN make',
        '#6 DONE 1.1s',
        '#8 [stage-1 1/1] COPY --from=builder /a /a',
        '#8 DONE 0.0s',
        '#9 exporting to image',
        '#9 DONE 0.1s'
      )
    ).toEqual({ total: 4, cached: 2 })
  })

  test('counts the steps of each platform', () => {
    expect(
      count(
        '#4 [linux/arm64 1/1] COPY a /',
        '#4 CACHED',
        '#5 [linux/amd64->arm64 1/1] COPY a /',
        '#5 DONE 0.0s'
      )
    ).toEqual({ total: 2, cached: 1 })
  })

  test('counts what buildah prints', () => {
    expect(
      count(
        '[1/2] STEP 1/3: FROM scratch AS builder',
        '[1/2] STEP 2/3: COPY sh /bin/sh',
        '--> Using cache fd18978464d9f87aa33d35f4f580b022f56bd3d7002408163977224ffab3be4c',
        '--> fd18978464d',
        '[1/2] STEP 3/3: RUN make',
        'a',
        '--> Using cache 0a1b',
        '#4 [1/9] RUN x',
        '#4 CACHED',
        '--> 7b16911cf88',
        '[2/2] STEP 1/2: FROM scratch',
        '[2/2] STEP 2/2: COPY --from=builder /a /a',
        '[2/2] COMMIT registry.example/acme/shop:v1'
      )
    ).toEqual({ total: 3, cached: 1 })
  })

  test('starts from nothing', () => {
    expect(count()).toEqual({ total: 0, cached: 0 })
    expect(count('#1 CACHED', '--> Using cache x')).toEqual({ total: 0, cached: 0 })
  })
})

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
