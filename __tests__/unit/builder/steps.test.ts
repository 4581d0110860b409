import { describe, expect, test } from '@jest/globals'

import { createStepCounter } from '../../../src/builder/steps.ts'

function count(...lines: readonly string[]) {
  return countWith({}, lines)
}

function countWith(labels: Readonly<Record<string, string>>, lines: readonly string[]) {
  const steps = createStepCounter(labels)
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

  test('counts a step once that buildx shows again, as another build does it at the same time', () => {
    // As BuildKit 0.33 shows it to a build of three steps, beside one of two.
    const merged = [
      '#4 [1/2] COPY busybox /bin/sh',
      '#4 DONE 0.0s',
      '',
      '#5 [2/2] RUN sleep 1; echo hi > /x',
      '#5 DONE 1.2s',
      '',
      '#6 [1/3] COPY busybox /bin/sh',
      '#6 CACHED',
      '',
      '#7 [2/3] RUN sleep 1; echo hi > /x',
      '#7 CACHED',
      '',
      '#8 [3/3] RUN echo B',
      '#8 DONE 0.3s'
    ]
    expect(count(...merged)).toEqual({ total: 3, cached: 0 })
    expect(count(...merged.map(line => line.replace(/DONE .*/, 'CACHED')))).toEqual({ total: 3, cached: 3 })
  })

  test('counts the same instruction at two places, in two stages and for two platforms as two', () => {
    expect(
      count(
        ...['#4 [2/3] WORKDIR /app', '#4 CACHED', '#5 [3/3] WORKDIR /app', '#5 DONE 0.0s'],
        ...[
          '#6 [builder 2/3] WORKDIR /app',
          '#6 DONE 0.0s',
          '#7 [linux/arm64 2/3] WORKDIR /app',
          '#7 DONE 0.0s'
        ]
      )
    ).toEqual({ total: 4, cached: 1 })
  })

  test('does not count what buildah does for the labels of the command line', () => {
    const labels = { revision: '0a1b', odd: '-x="y", $(z) ü', 'a"b\\c': 'multi\nline' }
    expect(
      countWith(labels, [
        'STEP 1/6: FROM scratch',
        'STEP 2/6: COPY busybox /bin/sh',
        '--> Using cache 0a1b',
        '--> 0a1b',
        'STEP 3/6: LABEL own=1',
        '--> 0a1c',
        'STEP 4/6: LABEL "revision"="0a1b"',
        '--> Using cache 0a1d',
        'STEP 5/6: LABEL "odd"="-x=\\"y\\", $(z) ü"',
        'STEP 6/6: LABEL "a\\"b\\\\c"="multi\\nline"'
      ])
    ).toEqual({ total: 2, cached: 1 })
  })

  test('starts from nothing', () => {
    expect(count()).toEqual({ total: 0, cached: 0 })
    expect(count('#1 CACHED', '--> Using cache x')).toEqual({ total: 0, cached: 0 })
  })
})
